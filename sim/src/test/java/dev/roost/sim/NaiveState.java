package dev.roost.sim;

import dev.roost.model.AccessToken;
import dev.roost.model.Account;
import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.AppId;
import dev.roost.model.AuthorizationCode;
import dev.roost.model.Boost;
import dev.roost.model.Follow;
import dev.roost.model.ListId;
import dev.roost.model.MarkKind;
import dev.roost.model.Marker;
import dev.roost.model.Mute;
import dev.roost.model.Notification;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.PostCounts;
import dev.roost.model.PostId;
import dev.roost.model.PostVersion;
import dev.roost.model.Relationship;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The facts, in plain collections, and questions about them that are answered by looking at everything. */
final class NaiveState {
    long offset;
    long timeMs;
    long lastPost;
    long lastNotification;
    int lastApp;
    int lastList;

    final TreeMap<AccountId, Account> accounts = new TreeMap<>();
    /** When accounts were deleted that are, and are not erased. */
    final Map<AccountId, Long> deletedAtMs = new HashMap<>();

    boolean importing;
    final Map<AccountId, Long> newestPostAtMs = new HashMap<>();
    final TreeMap<PostId, Post> posts = new TreeMap<>();
    final Map<PostId, List<PostVersion>> versions = new HashMap<>();
    /** These are in the order in which they came about, which changes of their settings leave as it is. */
    final Map<Pair, Follow> follows = new LinkedHashMap<>();

    final Map<Pair, Follow> requests = new LinkedHashMap<>();
    final Set<Pair> blocks = new LinkedHashSet<>();
    final Map<Pair, Mute> mutes = new LinkedHashMap<>();
    final Set<Mark> marks = new LinkedHashSet<>();
    final List<Notification> notifications = new ArrayList<>();
    final TreeMap<Integer, AccountList> lists = new TreeMap<>();
    final Map<ListId, TreeSet<AccountId>> members = new HashMap<>();
    final Map<Named, Marker> markers = new HashMap<>();
    final Map<Named, Remembered> idempotency = new HashMap<>();
    final Set<AppId> apps = new HashSet<>();
    final Map<String, AuthorizationCode> codes = new HashMap<>();
    final Map<String, byte[]> tokensOfCodes = new HashMap<>();
    final Map<String, AccessToken> tokens = new HashMap<>();
    final Map<String, Long> importedLines = new HashMap<>();
    final Map<String, PostId> importedPosts = new HashMap<>();

    record Pair(AccountId from, AccountId to) {}

    record Named(AccountId account, String name) {}

    record Remembered(PostId post, long atMs) {}

    record Mark(AccountId account, MarkKind kind, PostId post) {}

    // ---- accounts

    AccountId named(String username) {
        for (Account account : accounts.values()) {
            if (account.username().equalsIgnoreCase(username)) {
                return account.id();
            }
        }
        return null;
    }

    boolean emailTaken(String email) {
        return accounts.values().stream().anyMatch(a -> a.email().equalsIgnoreCase(email));
    }

    boolean suspended(AccountId id) {
        return accounts.containsKey(id) && accounts.get(id).standing().isSuspended();
    }

    boolean active(AccountId id) {
        return accounts.containsKey(id) && accounts.get(id).standing() == Standing.ACTIVE;
    }

    AccountCounts counts(AccountId id) {
        int followers = 0;
        int followees = 0;
        for (Pair edge : follows.keySet()) {
            followers += edge.to().equals(id) ? 1 : 0;
            followees += edge.from().equals(id) ? 1 : 0;
        }
        int written = (int) posts.values().stream()
                .filter(p -> p.author().equals(id) && p.visibility() != Visibility.DIRECT)
                .count();
        return new AccountCounts(followers, followees, written, newestPostAtMs.getOrDefault(id, 0L));
    }

    Relationship relationship(AccountId of, AccountId to, long nowMs) {
        Follow follow = follows.get(new Pair(of, to));
        Mute mute = mutes.get(new Pair(of, to));
        boolean muting = mute != null && nowMs < mute.untilMs();
        return new Relationship(
                of,
                to,
                follow != null,
                follow != null && follow.boosts(),
                follow != null && follow.notifyPosts(),
                follows(to, of),
                requests.containsKey(new Pair(of, to)),
                requests.containsKey(new Pair(to, of)),
                blocks(of, to),
                blocks(to, of),
                muting && mute.hideNotifications(),
                muting ? mute.untilMs() : 0);
    }

    // ---- graph

    boolean follows(AccountId follower, AccountId followee) {
        return follows.containsKey(new Pair(follower, followee));
    }

    boolean blocks(AccountId blocker, AccountId blocked) {
        return blocks.contains(new Pair(blocker, blocked));
    }

    boolean mutes(AccountId muter, AccountId muted, long nowMs) {
        Mute mute = mutes.get(new Pair(muter, muted));
        return mute != null && nowMs < mute.untilMs();
    }

    /** The newest follow first. */
    List<AccountId> followers(AccountId of) {
        return newestFrom(follows.keySet(), of);
    }

    /** The newest follow first. */
    List<AccountId> followees(AccountId of) {
        return newestTo(follows.keySet(), of);
    }

    /** Who did something to an account, the newest first. */
    static List<AccountId> newestFrom(Collection<Pair> pairs, AccountId to) {
        return pairs.stream()
                .filter(pair -> pair.to().equals(to))
                .map(Pair::from)
                .toList()
                .reversed();
    }

    /** To whom an account did something, the newest first. */
    static List<AccountId> newestTo(Collection<Pair> pairs, AccountId from) {
        return pairs.stream()
                .filter(pair -> pair.from().equals(from))
                .map(Pair::to)
                .toList()
                .reversed();
    }

    /** Who has favourited a post, the newest first. */
    List<AccountId> fansOf(PostId post) {
        return marks.stream()
                .filter(mark -> mark.kind() == MarkKind.FAVOURITE && mark.post().equals(post))
                .map(Mark::account)
                .toList()
                .reversed();
    }

    // ---- posts

    OriginalPost original(PostId id) {
        return posts.get(id) instanceof OriginalPost original ? original : null;
    }

    /** The original behind a post or boost; null if there is none. */
    OriginalPost behind(PostId id) {
        return posts.get(id) instanceof Boost boost ? original(boost.of()) : original(id);
    }

    /** Boosts of a post, newest first. */
    List<Boost> boostsOf(PostId original) {
        List<Boost> found = new ArrayList<>();
        for (Post post : posts.descendingMap().values()) {
            if (post instanceof Boost boost && boost.of().equals(original)) {
                found.add(boost);
            }
        }
        return found;
    }

    Boost boostBy(AccountId booster, PostId original) {
        return boostsOf(original).stream()
                .filter(b -> b.author().equals(booster))
                .findFirst()
                .orElse(null);
    }

    /** Replies to a post, oldest first. */
    List<PostId> repliesTo(PostId parent) {
        return posts.values().stream()
                .filter(p -> p instanceof OriginalPost o
                        && o.replyTo() != null
                        && o.replyTo().post().equals(parent))
                .map(Post::id)
                .toList();
    }

    PostCounts postCounts(PostId id) {
        int favourites = (int) marks.stream()
                .filter(m -> m.kind() == MarkKind.FAVOURITE && m.post().equals(id))
                .count();
        int replies = (int)
                repliesTo(id).stream().filter(reply -> isOpen(posts.get(reply))).count();
        boolean open = posts.containsKey(id) && isOpen(posts.get(id));
        int boosts = (int)
                boostsOf(id).stream().filter(boost -> isOpen(boost) || !open).count();
        return new PostCounts(replies, boosts, favourites);
    }

    private static boolean isOpen(Post post) {
        return post.visibility() == Visibility.PUBLIC || post.visibility() == Visibility.UNLISTED;
    }

    /** All posts of an author, newest first. */
    List<Post> postsBy(AccountId author) {
        return posts.descendingMap().values().stream()
                .filter(p -> p.author().equals(author))
                .toList();
    }

    /** Whether a viewer (null: nobody signed in) may see a post. */
    boolean maySee(AccountId viewer, Post post) {
        boolean boosted = post instanceof Boost boost
                && suspended(boost.ofAuthor())
                && !boost.ofAuthor().equals(viewer);
        boolean written = suspended(post.author()) && !post.author().equals(viewer);
        return !boosted && !written && maySeeOnceShown(viewer, post);
    }

    boolean maySeeOnceShown(AccountId viewer, Post post) {
        if (post instanceof Boost boost && original(boost.of()) == null) {
            return false;
        }
        if (post.author().equals(viewer)) {
            return true;
        }
        if (viewer != null && blocks(post.author(), viewer)) {
            return false;
        }
        boolean mentioned = viewer != null && post instanceof OriginalPost original && original.hasMentioned(viewer);
        boolean open = isOpen(post);
        boolean asFollower =
                post.visibility() == Visibility.PRIVATE && viewer != null && follows(viewer, post.author());
        if (!open && !asFollower && !mentioned) {
            return false;
        }
        return !(post instanceof Boost boost) || maySeeOnceShown(viewer, original(boost.of()));
    }

    // ---- notifications and lists

    /** Newest first. */
    List<Notification> notificationsTo(AccountId to) {
        return notifications.stream()
                .filter(n -> n.to().equals(to))
                .sorted(Comparator.comparingLong((Notification n) -> n.id().value())
                        .reversed())
                .toList();
    }

    AccountList list(AccountId owner, ListId id) {
        AccountList list = lists.get(id.value());
        return list != null && list.owner().equals(owner) ? list : null;
    }

    List<AccountList> listsOf(AccountId owner) {
        return lists.values().stream().filter(l -> l.owner().equals(owner)).toList();
    }
}
