package dev.roost.sim;

import static dev.roost.sim.Mismatch.unlessEqual;

import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.Boost;
import dev.roost.model.Follow;
import dev.roost.model.Hashtag;
import dev.roost.model.ListedAccount;
import dev.roost.model.MarkKind;
import dev.roost.model.Mute;
import dev.roost.model.Notification;
import dev.roost.model.OriginalPost;
import dev.roost.model.PageRequest;
import dev.roost.model.Post;
import dev.roost.model.PostId;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Visibility;
import dev.roost.runtime.Reads;
import dev.roost.sim.NaiveState.Mark;
import dev.roost.sim.NaiveState.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Compares what can be read besides home timelines with what the reference model says. */
final class ReadsComparison {
    private final NaiveModel model;
    private final NaiveState state;
    private final Reads reads;
    private final long nowMs;
    private final PageRequest request;

    ReadsComparison(NaiveModel model, Reads reads, long nowMs, PageRequest request) {
        this.model = model;
        this.state = model.state;
        this.reads = reads;
        this.nowMs = nowMs;
        this.request = request;
    }

    void check(AccountId viewer, AccountId other) {
        checkAccounts(viewer, other);
        checkAuthor(viewer, other);
        checkAuthor(null, other);
        checkPublic(viewer);
        checkPublic(null);
        state.listsOf(viewer).forEach(this::checkList);
        checkNotifications(viewer);
        unlessEqual(
                "conversations of " + viewer,
                page(
                        model.conversations.of(viewer).stream()
                                .filter(c -> state.maySee(viewer, state.posts.get(c.lastPost())))
                                .toList(),
                        c -> c.lastPost().value()),
                reads.conversations(viewer, request));
        checkMarks(viewer);
        checkPosts(viewer);
    }

    // ---- accounts

    private void checkAccounts(AccountId viewer, AccountId other) {
        unlessEqual("account", Optional.ofNullable(state.accounts.get(other)), reads.account(other));
        unlessEqual("counts", state.counts(other), reads.counts(other));
        unlessEqual("relationship", state.relationship(viewer, other, nowMs), reads.relationship(viewer, other));
        listed(
                "followers of " + other,
                unsuspended(state.followers(other)),
                page -> reads.followers(other, page, null));
        listed(
                "followees of " + other,
                unsuspended(state.followees(other)),
                page -> reads.followees(other, page, null));
        listed(
                "requests to " + other,
                unsuspended(NaiveState.newestFrom(state.requests.keySet(), other)),
                page -> reads.followRequests(other, page));
        listed(
                "blocked by " + other,
                unsuspended(NaiveState.newestTo(state.blocks, other)),
                page -> reads.blocked(other, page));
        listed(
                "muted by " + other,
                unsuspended(NaiveState.newestTo(state.mutes.keySet(), other)).stream()
                        .filter(muted -> state.mutes(other, muted, nowMs))
                        .toList(),
                page -> reads.mutes(other, page).stream()
                        .map(mute -> new ListedAccount(mute.mute().muted(), mute.cursor()))
                        .toList());
        Account account = state.accounts.get(other);
        if (account != null) {
            unlessEqual(
                    "named",
                    Optional.of(account),
                    reads.accountNamed(account.username().toUpperCase(java.util.Locale.ROOT)));
        }
        unlessEqual("markers", model.markers(viewer), reads.markers(viewer));
        unlessEqual("lists", state.listsOf(viewer), reads.lists(viewer));
    }

    /**
     * A list of accounts as it should be, page by page in both directions: what the cursors are is the list's own
     * affair, but for their order.
     */
    private void listed(String what, List<AccountId> newestFirst, Function<PageRequest, List<ListedAccount>> pages) {
        int limit = request.limit();
        List<ListedAccount> downwards = new ArrayList<>();
        PageRequest next = PageRequest.newest(limit);
        for (List<ListedAccount> page = pages.apply(next); !page.isEmpty(); page = pages.apply(next)) {
            downwards.addAll(page);
            next = PageRequest.before(page.getLast().cursor(), limit);
        }
        unlessEqual(
                what,
                newestFirst,
                downwards.stream().map(ListedAccount::account).toList());
        unlessEqual(
                "cursors of " + what,
                page(downwards, ListedAccount::cursor, PageRequest.newest(80)),
                first80(downwards));
        for (int at = 0; at < downwards.size(); at += 3) {
            long cursor = downwards.get(at).cursor();
            for (PageRequest asked : List.of(
                    PageRequest.after(cursor, limit),
                    new PageRequest(0, cursor, 0, limit),
                    new PageRequest(downwards.getFirst().cursor(), 0, cursor, limit))) {
                unlessEqual(what + " " + asked, page(downwards, ListedAccount::cursor, asked), pages.apply(asked));
            }
        }
    }

    private List<AccountId> unsuspended(List<AccountId> accounts) {
        return accounts.stream().filter(account -> !state.suspended(account)).toList();
    }

    private static List<ListedAccount> first80(List<ListedAccount> all) {
        return all.subList(0, Math.min(80, all.size()));
    }

    private <T> List<T> page(List<T> all, ToLongFunction<T> cursor) {
        return page(all, cursor, request);
    }

    /** The page of things in descending order of their cursors. */
    private static <T> List<T> page(List<T> all, ToLongFunction<T> cursor, PageRequest request) {
        List<T> inside = new ArrayList<>(all.stream()
                .sorted(Comparator.comparingLong(cursor).reversed())
                .filter(each -> request.maxId() == 0 || cursor.applyAsLong(each) < request.maxId())
                .filter(each -> cursor.applyAsLong(each) > Math.max(0, request.lowest() - 1))
                .toList());
        int size = Math.min(request.limit(), inside.size());
        return request.minId() > 0 ? inside.subList(inside.size() - size, inside.size()) : inside.subList(0, size);
    }

    // ---- lists of posts

    private List<PostId> posts(Predicate<Post> which) {
        return NaiveHome.page(
                state.posts.descendingMap().values().stream()
                        .filter(which)
                        .map(Post::id)
                        .toList(),
                request);
    }

    private static boolean ownThread(OriginalPost post) {
        ReplyTarget target = post.replyTo();
        return target == null || target.author().equals(post.author());
    }

    private static boolean tagged(Post post, String tag) {
        return post instanceof OriginalPost original
                && original.tags().stream().map(Hashtag::name).anyMatch(tag::equals);
    }

    private void checkAuthor(AccountId viewer, AccountId author) {
        for (boolean replies : List.of(true, false)) {
            for (boolean boosts : List.of(true, false)) {
                unlessEqual(
                        "posts by " + author + " for " + viewer + " " + replies + boosts + " " + request,
                        posts(post -> post.author().equals(author)
                                && state.maySee(viewer, post)
                                && (boosts || !(post instanceof Boost))
                                && !(post instanceof Boost boost
                                        && !author.equals(viewer)
                                        && hidden(viewer, boost.ofAuthor()))
                                && (replies || post instanceof Boost || ownThread((OriginalPost) post))),
                        reads.accountPosts(author, viewer, new Reads.AuthorFilter(replies, boosts, ""), request));
            }
        }
        unlessEqual(
                "red posts by " + author + " for " + viewer,
                posts(post -> post.author().equals(author) && state.maySee(viewer, post) && tagged(post, "red")),
                reads.accountPosts(author, viewer, new Reads.AuthorFilter(true, true, "red"), request));
        unlessEqual(
                "pins of " + author + " for " + viewer,
                marked(author, MarkKind.PIN).stream()
                        .filter(id -> state.maySee(viewer, state.posts.get(id)))
                        .toList(),
                reads.pinned(author, viewer));
    }

    private boolean hidden(AccountId viewer, AccountId author) {
        if (state.suspended(author) && !author.equals(viewer)) {
            return true;
        }
        return viewer != null
                && (state.blocks(viewer, author) || state.blocks(author, viewer) || state.mutes(viewer, author, nowMs));
    }

    private void checkPublic(AccountId viewer) {
        Predicate<Post> open = post -> post instanceof OriginalPost
                && post.visibility() == Visibility.PUBLIC
                && !hidden(viewer, post.author());
        unlessEqual(
                "public timeline for " + viewer,
                posts(open.and(post -> ownThread((OriginalPost) post))),
                reads.publicTimeline(viewer, request));
        unlessEqual(
                "red for " + viewer,
                posts(open.and(post -> tagged(post, "red"))),
                reads.tagTimeline(new Reads.TagQuery("red", List.of(), List.of(), List.of()), viewer, request));
        unlessEqual(
                "red or green, not blue, for " + viewer,
                posts(open.and(post -> (tagged(post, "red") || tagged(post, "green")) && !tagged(post, "blue"))),
                reads.tagTimeline(
                        new Reads.TagQuery("red", List.of("green"), List.of(), List.of("blue")), viewer, request));
        unlessEqual(
                "red and blue for " + viewer,
                posts(open.and(post -> tagged(post, "red") && tagged(post, "blue"))),
                reads.tagTimeline(new Reads.TagQuery("red", List.of(), List.of("blue"), List.of()), viewer, request));
    }

    private void checkList(AccountList list) {
        Set<AccountId> members = state.members.get(list.id());
        listed(
                "members",
                unsuspended(members.stream().sorted(Comparator.reverseOrder()).toList()),
                page -> reads.listMembers(list.id(), page));
        unlessEqual(
                "list " + list + " " + members + " " + request,
                posts(post -> members.contains(post.author()) && inList(list, post)),
                reads.listTimeline(list, request));
    }

    private boolean inList(AccountList list, Post post) {
        AccountId owner = list.owner();
        if (post.visibility() == Visibility.DIRECT || hidden(owner, post.author()) || !state.maySee(owner, post)) {
            return false;
        }
        return switch (post) {
            case Boost boost -> {
                Follow follow = state.follows.get(new Pair(owner, boost.author()));
                yield (follow == null || follow.boosts())
                        && !hidden(owner, boost.ofAuthor())
                        && (boost.author().equals(owner)
                                || !mentionsSomebodyShunned(owner, state.original(boost.of())));
            }
            case OriginalPost original when mentionsSomebodyShunned(owner, original) -> false;
            case OriginalPost original -> {
                ReplyTarget target = original.replyTo();
                yield ownThread(original)
                        || target.author().equals(owner)
                        || switch (list.replies()) {
                            case LIST -> state.members.get(list.id()).contains(target.author());
                            case FOLLOWED -> state.follows(owner, target.author());
                            case NONE -> false;
                        };
            }
        };
    }

    private boolean mentionsSomebodyShunned(AccountId viewer, OriginalPost post) {
        return !post.author().equals(viewer)
                && post.mentionedAccounts().stream()
                        .anyMatch(other -> state.blocks(viewer, other) || state.mutes(viewer, other, nowMs));
    }

    // ---- notifications and marks

    private void checkNotifications(AccountId to) {
        List<Notification> shown =
                state.notificationsTo(to).stream().filter(this::isShown).toList();
        unlessEqual(
                "notifications of " + to,
                page(shown, n -> n.id().value()),
                reads.notifications(to, new Reads.NotificationFilter(Set.of(), Set.of(), null), request));
    }

    private boolean isShown(Notification n) {
        Mute mute = state.mutes.get(new Pair(n.to(), n.from()));
        boolean muted = mute != null && mute.hideNotifications() && nowMs < mute.untilMs();
        return !muted
                && !state.suspended(n.from())
                && !state.blocks(n.to(), n.from())
                && (n.post() == null || state.maySee(n.to(), state.posts.get(n.post())));
    }

    /** The last marked first. */
    private List<PostId> marked(AccountId account, MarkKind kind) {
        List<PostId> newestFirst = new ArrayList<>();
        for (Mark mark : state.marks) {
            if (mark.account().equals(account) && mark.kind() == kind) {
                newestFirst.addFirst(mark.post());
            }
        }
        return newestFirst;
    }

    private void checkMarks(AccountId viewer) {
        for (MarkKind kind : List.of(MarkKind.FAVOURITE, MarkKind.BOOKMARK)) {
            List<PostId> expected = marked(viewer, kind).stream()
                    .filter(id -> state.maySee(viewer, state.posts.get(id)))
                    .toList();
            PageRequest first = PageRequest.newest(request.limit());
            List<Reads.MarkedPost> found =
                    kind == MarkKind.FAVOURITE ? reads.favourites(viewer, first) : reads.bookmarks(viewer, first);
            unlessEqual(
                    kind + "s of " + viewer,
                    expected.subList(0, Math.min(request.limit(), expected.size())),
                    found.stream().map(Reads.MarkedPost::post).toList());
        }
    }

    private void checkThread(AccountId viewer, PostId id) {
        List<PostId> above = new ArrayList<>();
        OriginalPost post = state.original(id);
        while (post != null) {
            ReplyTarget target = post.replyTo();
            post = target == null ? null : state.original(target.post());
            if (post != null && shows(viewer, post)) {
                above.addFirst(post.id());
            }
        }
        List<PostId> below = new ArrayList<>();
        collectReplies(viewer, id, below);
        unlessEqual(
                "thread around " + id + " for " + viewer, new Reads.PostThread(above, below), reads.thread(viewer, id));
    }

    private void collectReplies(AccountId viewer, PostId parent, List<PostId> below) {
        for (PostId reply : state.repliesTo(parent)) {
            if (shows(viewer, state.posts.get(reply))) {
                below.add(reply);
            }
            collectReplies(viewer, reply, below);
        }
    }

    private boolean shows(AccountId viewer, Post post) {
        return state.maySee(viewer, post) && !hidden(viewer, post.author());
    }

    private void checkPosts(AccountId viewer) {
        for (PostId id : posts(post -> post instanceof OriginalPost)) {
            checkThread(viewer, id);
            checkThread(null, id);
            Boost boost = state.boostBy(viewer, id);
            unlessEqual(
                    "marks of " + viewer + " on " + id,
                    new Reads.PostMarks(
                            state.marks.contains(new Mark(viewer, MarkKind.FAVOURITE, id)),
                            state.marks.contains(new Mark(viewer, MarkKind.BOOKMARK, id)),
                            state.marks.contains(new Mark(viewer, MarkKind.PIN, id)),
                            boost == null ? null : boost.id()),
                    reads.marks(viewer, id));
            unlessEqual("counts of " + id, state.postCounts(id), reads.postCounts(id));
            listed(
                    "boosters of " + id,
                    state.boostsOf(id).stream()
                            .filter(boostOfAll -> state.maySee(null, boostOfAll))
                            .map(Boost::author)
                            .toList(),
                    page -> reads.boostedBy(id, page, null));
            listed("fans of " + id, unsuspended(state.fansOf(id)), page -> reads.favouritedBy(id, page, null));
            unlessEqual(
                    "versions of " + id,
                    state.versions.getOrDefault(id, List.of()).size() + 1,
                    reads.history(id).size());
        }
    }
}
