package dev.roost.sim;

import static dev.roost.sim.Mismatch.unlessEqual;

import dev.roost.core.StateView;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.Boost;
import dev.roost.model.Conversation;
import dev.roost.model.Follow;
import dev.roost.model.MarkKind;
import dev.roost.model.Mute;
import dev.roost.model.Notification;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.PostId;
import dev.roost.model.Visibility;
import dev.roost.sim.NaiveState.Mark;
import dev.roost.sim.NaiveState.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Compares everything that the rows say with everything that the reference model says. */
final class StateComparison {
    private final NaiveModel model;
    private final NaiveState expected;
    private final StateView found;

    StateComparison(NaiveModel model, StateView found) {
        this.model = model;
        this.expected = model.state;
        this.found = found;
    }

    void check() {
        unlessEqual("offset", expected.offset, found.offset());
        unlessEqual("accounts", expected.accounts.size(), found.accounts());
        unlessEqual(
                "original posts",
                expected.posts.values().stream()
                        .filter(OriginalPost.class::isInstance)
                        .count(),
                found.originalPosts());
        expected.accounts.keySet().forEach(this::checkAccount);
        expected.posts.values().forEach(this::checkPost);
        checkGraph();
        checkPublic();
        expected.importedLines.forEach(
                (source, lines) -> unlessEqual("lines of " + source, lines, found.importedLines(source)));
        expected.tokens.forEach((hash, token) -> {
            var stored = found.signIn().token(token.tokenHash());
            unlessEqual("token " + hash, token.account() + token.scopes(), stored.account() + stored.scopes());
        });
    }

    private void checkAccount(AccountId id) {
        Account account = expected.accounts.get(id);
        unlessEqual("account", account, found.account(id));
        unlessEqual("id of " + account.username(), id, found.accountNamed(account.username()));
        unlessEqual("counts of " + id, expected.counts(id), found.counts(id));
        List<AccountId> followers = listed(v -> found.followers(id, v));
        unlessEqual("followers of " + id, expected.followers(id), followers);
        unlessEqual(
                "requests to " + id,
                NaiveState.newestFrom(expected.requests.keySet(), id),
                StateComparison.<AccountId>listed(v -> found.followRequests(id, v)));
        unlessEqual(
                "blocked by " + id,
                NaiveState.newestTo(expected.blocks, id),
                StateComparison.<AccountId>listed(v -> found.blocked(id, v)));
        List<Notification> told = listed(v -> found.inbox().notifications(id, Long.MAX_VALUE, v));
        unlessEqual("notifications of " + id, expected.notificationsTo(id), told);
        checkConversations(id);
        unlessEqual("markers of " + id, model.markers(id), found.inbox().markers(id));
        unlessEqual("lists of " + id, expected.listsOf(id), found.lists(id));
        for (AccountList list : expected.listsOf(id)) {
            List<AccountId> members = listed(v -> found.listMembers(list.id(), v));
            unlessEqual("members of " + list.id(), List.copyOf(expected.members.get(list.id())), members);
        }
        List<PostId> written = new ArrayList<>();
        found.postsBy(id, Long.MAX_VALUE, (post, visibility) -> {
            written.add(new PostId(post));
            unlessEqual(
                    "indexed visibility of " + post,
                    expected.posts.get(new PostId(post)).visibility(),
                    visibility);
            return true;
        });
        unlessEqual(
                "posts of " + id, expected.postsBy(id).stream().map(Post::id).toList(), written);
        for (MarkKind kind : MarkKind.values()) {
            checkMarks(id, kind);
        }
    }

    private void checkConversations(AccountId id) {
        List<Conversation> all = model.conversations.of(id);
        List<Conversation> stored = listed(v -> found.conversations().down(id, Long.MAX_VALUE, v));
        unlessEqual("conversations of " + id, all, stored);
        List<Conversation> upwards = listed(v -> found.conversations().up(id, 0, v));
        unlessEqual("conversations of " + id + " upwards", all.reversed(), upwards);
        for (Conversation each : all) {
            unlessEqual("conversation", each, found.conversations().conversation(id, each.id()));
            List<PostId> posts = listed(v -> found.conversations().posts(id, each.id(), v));
            unlessEqual("posts of conversation " + each.id(), model.conversations.posts(id, each.id()), posts);
        }
    }

    private void checkMarks(AccountId id, MarkKind kind) {
        List<PostId> newestFirst = new ArrayList<>();
        for (Mark mark : expected.marks) {
            if (mark.account().equals(id) && mark.kind() == kind) {
                newestFirst.addFirst(mark.post());
            }
        }
        List<PostId> stored = new ArrayList<>();
        found.marksByTime(id, kind, Long.MAX_VALUE, (_, post) -> stored.add(post));
        // Bookmarks of posts that are gone stay: nothing leads from a post to who has bookmarked it.
        stored.removeIf(post -> !expected.posts.containsKey(post));
        unlessEqual(kind + " marks of " + id, newestFirst, stored);
        newestFirst.forEach(post -> unlessEqual(kind + " of " + post, true, found.marked(id, kind, post)));
    }

    private void checkPost(Post post) {
        unlessEqual("post", post, found.post(post.id()));
        switch (post) {
            case Boost boost -> unlessEqual("boost by", boost.id(), found.boostBy(boost.author(), boost.of()));
            case OriginalPost original -> {
                PostId id = original.id();
                unlessEqual("counts of " + id, expected.postCounts(id), found.postCounts(id));
                unlessEqual(
                        "fans of " + id,
                        expected.fansOf(id),
                        StateComparison.<AccountId>listed(v -> found.favouritedBy(id, v)));
                unlessEqual("versions of " + id, expected.versions.getOrDefault(id, List.of()), found.versions(id));
                List<PostId> replies = new ArrayList<>();
                found.replies(id, (reply, _) -> replies.add(reply));
                unlessEqual("replies to " + id, expected.repliesTo(id), replies);
                List<PostId> boosts = new ArrayList<>();
                found.boostsOf(id, Long.MAX_VALUE, (boost, _, _) -> boosts.add(new PostId(boost)));
                unlessEqual(
                        "boosts of " + id,
                        expected.boostsOf(id).stream().map(Boost::id).toList(),
                        boosts);
            }
        }
    }

    private void checkGraph() {
        Map<Pair, Follow> follows = new HashMap<>();
        Set<Pair> requests = new TreeSet<>(BY_BOTH);
        Set<Pair> sent = new TreeSet<>(BY_BOTH);
        Set<Pair> blocks = new TreeSet<>(BY_BOTH);
        Set<Pair> blocked = new TreeSet<>(BY_BOTH);
        Map<Pair, Mute> mutes = new HashMap<>();
        for (AccountId id : expected.accounts.keySet()) {
            found.followees(id, follow -> follows.put(new Pair(id, follow.followee()), follow) == null);
            found.followRequests(id, from -> requests.add(new Pair(from, id)));
            found.followRequestsSent(id, to -> sent.add(new Pair(id, to)));
            found.blocked(id, other -> blocks.add(new Pair(id, other)));
            found.blockers(id, other -> blocked.add(new Pair(other, id)));
            found.mutes(id, mute -> mutes.put(new Pair(id, mute.muted()), mute) == null);
        }
        unlessEqual("follows", expected.follows, follows);
        unlessEqual("requests", expected.requests.keySet(), requests);
        unlessEqual("requests sent", expected.requests.keySet(), sent);
        expected.requests.forEach(
                (pair, wanted) -> unlessEqual("request", wanted, found.followRequest(pair.from(), pair.to())));
        unlessEqual("blocks", expected.blocks, blocks);
        unlessEqual("blocked by", expected.blocks, blocked);
        unlessEqual("mutes", expected.mutes, mutes);
    }

    private static final java.util.Comparator<Pair> BY_BOTH =
            java.util.Comparator.comparing(Pair::from).thenComparing(Pair::to);

    private void checkPublic() {
        List<PostId> all = new ArrayList<>();
        found.publicPosts(Long.MAX_VALUE, (id, _) -> all.add(id));
        unlessEqual("public posts", publicPosts(_ -> true), all);
        for (String tag : List.of("red", "green", "blue")) {
            List<PostId> tagged = new ArrayList<>();
            found.taggedPosts(tag, Long.MAX_VALUE, (id, _) -> tagged.add(id));
            unlessEqual(
                    "posts tagged " + tag,
                    publicPosts(
                            post -> post.tags().stream().anyMatch(t -> t.name().equals(tag))),
                    tagged);
        }
    }

    private List<PostId> publicPosts(Predicate<OriginalPost> which) {
        return expected.posts.descendingMap().values().stream()
                .filter(post -> post instanceof OriginalPost original
                        && original.visibility() == Visibility.PUBLIC
                        && which.test(original))
                .map(Post::id)
                .toList();
    }

    private static <T> List<T> listed(Consumer<Predicate<T>> scan) {
        List<T> all = new ArrayList<>();
        scan.accept(all::add);
        return all;
    }
}
