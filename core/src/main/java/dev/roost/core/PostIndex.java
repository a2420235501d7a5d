package dev.roost.core;

import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.Change;
import dev.roost.model.Hashtag;
import dev.roost.model.MarkKind;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.PostCounts;
import dev.roost.model.PostId;
import dev.roost.model.PostKind;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Visibility;
import java.util.ArrayList;
import java.util.List;

/** Stores and removes posts with every index and figure that follows from them. */
final class PostIndex {
    private final Workspace work;
    private final Notifier notifier;
    private final ConversationCommands conversations;

    PostIndex(Workspace work, Notifier notifier, ConversationCommands conversations) {
        this.work = work;
        this.notifier = notifier;
        this.conversations = conversations;
    }

    void add(OriginalPost post, boolean imported) {
        store(post);
        ReplyTarget target = post.replyTo();
        if (target != null) {
            work.rows.put(
                    Table.REPLIES,
                    Keys.pair(target.post(), post.id().value()),
                    Rows.number(post.author().value()));
            countReply(post, target, 1);
        }
        if (post.visibility() == Visibility.PUBLIC) {
            work.rows.put(
                    Table.PUBLIC_POSTS,
                    Keys.descending(post.id().value()),
                    Rows.number(post.author().value()));
        }
        addTags(post, post.tags());
        addDirect(post);
        work.heads.originalPosts++;
        count(post, 1);
        work.emit(new Change.PostAdded(post, imported));
        conversations.added(post, imported);
    }

    void add(Boost boost, boolean imported) {
        store(boost);
        work.rows.put(
                Table.BOOSTS_BY_POST,
                Keys.boostOf(boost.of(), boost.id().value()),
                Rows.boost(boost.author(), boost.createdAtMs()));
        work.rows.put(
                Table.BOOSTS_BY_AUTHOR,
                Keys.ascending(boost.author(), boost.of().value()),
                Rows.number(boost.id().value()));
        countBoost(boost, 1);
        count(boost, 1);
        work.emit(new Change.MarkChanged(boost.author(), boost.of()));
        work.emit(new Change.PostAdded(boost, imported));
    }

    /** Removes a post with its boosts, marks, versions and notifications. Costs what hangs on it. */
    void remove(OriginalPost post) {
        List<Boost> boosts = new ArrayList<>();
        work.view.boostsOf(post.id(), Long.MAX_VALUE, (id, booster, createdAtMs) -> {
            if (work.view.post(new PostId(id)) instanceof Boost boost) {
                boosts.add(boost);
            }
            return true;
        });
        boosts.forEach(this::remove);
        removeMarks(post);
        removeTags(post.id(), post.tags());
        removeDirect(post);
        removeAll(Table.POST_VERSIONS, Keys.of(post.id()));
        work.rows.delete(Table.PUBLIC_POSTS, Keys.descending(post.id().value()));
        ReplyTarget target = post.replyTo();
        if (target != null) {
            work.rows.delete(Table.REPLIES, Keys.pair(target.post(), post.id().value()));
            if (work.view.post(target.post()) != null) {
                countReply(post, target, -1);
            }
        }
        notifier.withdrawAbout(post.id());
        conversations.removed(post);
        work.heads.originalPosts--;
        unstore(post);
    }

    void remove(Boost boost) {
        work.rows.delete(
                Table.BOOSTS_BY_POST, Keys.boostOf(boost.of(), boost.id().value()));
        work.rows.delete(
                Table.BOOSTS_BY_AUTHOR,
                Keys.ascending(boost.author(), boost.of().value()));
        countBoost(boost, -1);
        work.emit(new Change.MarkChanged(boost.author(), boost.of()));
        unstore(boost);
    }

    private void addTags(OriginalPost post, List<Hashtag> tags) {
        if (post.visibility() != Visibility.PUBLIC) {
            return;
        }
        for (Hashtag tag : tags) {
            work.rows.put(
                    Table.TAGGED_POSTS,
                    Keys.tagged(tag.name(), post.id().value()),
                    Rows.number(post.author().value()));
            byte[] key = Keys.text(tag.name());
            if (work.rows.get(Table.TAGS, key) == null) {
                work.rows.put(
                        Table.TAGS, key, Rows.writer(32).text(tag.written()).toBytes());
            }
        }
    }

    private void removeTags(PostId post, List<Hashtag> tags) {
        for (Hashtag tag : tags) {
            work.rows.delete(Table.TAGGED_POSTS, Keys.tagged(tag.name(), post.value()));
        }
    }

    /** Puts a post in the place of what it was before its edit. */
    void replace(OriginalPost former, OriginalPost post) {
        removeTags(post.id(), former.tags());
        addTags(post, post.tags());
        removeDirect(former);
        store(post);
        addDirect(post);
        work.emit(new Change.PostEdited(post, former));
    }

    private void store(Post post) {
        work.rows.put(Table.POSTS, Keys.of(post.id()), Rows.post(post));
        work.rows.put(
                Table.POSTS_BY_AUTHOR, Keys.descending(post.author(), post.id().value()), Rows.indexed(post));
    }

    private void addDirect(OriginalPost post) {
        if (post.visibility() == Visibility.DIRECT) {
            byte[] author = Rows.number(post.author().value());
            for (AccountId account : post.addressees()) {
                work.rows.put(
                        Table.DIRECT_POSTS_BY_ADDRESSEE,
                        Keys.descending(account, post.id().value()),
                        author);
            }
        }
    }

    private void removeDirect(OriginalPost post) {
        if (post.visibility() == Visibility.DIRECT) {
            for (AccountId account : post.addressees()) {
                work.rows.delete(
                        Table.DIRECT_POSTS_BY_ADDRESSEE,
                        Keys.descending(account, post.id().value()));
            }
        }
    }

    private void unstore(Post post) {
        work.rows.delete(Table.POSTS, Keys.of(post.id()));
        work.rows.delete(Table.POST_COUNTS, Keys.of(post.id()));
        work.rows.delete(
                Table.POSTS_BY_AUTHOR, Keys.descending(post.author(), post.id().value()));
        count(post, -1);
        work.emit(new Change.PostRemoved(post));
    }

    private void countReply(OriginalPost reply, ReplyTarget target, int difference) {
        if (Figured.isCounted(reply)) {
            work.count(target.post(), c -> new PostCounts(c.replies() + difference, c.boosts(), c.favourites()));
        }
    }

    private void countBoost(Boost boost, int difference) {
        if (Figured.isCounted(boost, work.view)) {
            work.count(boost.of(), c -> new PostCounts(c.replies(), c.boosts() + difference, c.favourites()));
        }
    }

    /** Direct posts are not counted: how much somebody writes to others is told to nobody. */
    private void count(Post post, int difference) {
        if (!Figured.isCountedForAuthor(post)) {
            return;
        }
        long postedAtMs = difference > 0 && post.id().kind() != PostKind.BOOST ? post.createdAtMs() : 0;
        work.count(
                post.author(),
                c -> new AccountCounts(
                        c.followers(), c.followees(), c.posts() + difference, Math.max(c.lastPostAtMs(), postedAtMs)));
    }

    private void removeMarks(OriginalPost post) {
        List<AccountId> fans = new ArrayList<>();
        work.view.favouritedBy(post.id(), fans::add);
        for (AccountId fan : fans) {
            unmark(fan, MarkKind.FAVOURITE, post.id());
        }
        unmark(post.author(), MarkKind.PIN, post.id());
        unmark(post.author(), MarkKind.BOOKMARK, post.id());
    }

    /** Removes a mark and its indexes, without changing the post's figures. */
    boolean unmark(AccountId account, MarkKind kind, PostId post) {
        byte[] key = Keys.mark(account, kind, post.value());
        byte[] row = work.rows.get(Table.MARKS, key);
        if (row == null) {
            return false;
        }
        long sequence = Rows.number(row);
        work.rows.delete(Table.MARKS, key);
        work.rows.delete(Table.MARKS_BY_TIME, Keys.markByTime(account, kind, sequence));
        if (kind == MarkKind.FAVOURITE) {
            work.rows.delete(Table.FAVOURITED_BY, Keys.byTime(post, sequence, account));
        }
        work.emit(new Change.MarkChanged(account, post));
        return true;
    }

    private void removeAll(Table table, byte[] prefix) {
        List<byte[]> keys = new ArrayList<>();
        work.rows.scan(table, prefix, Keys.after(prefix), (key, value) -> keys.add(key));
        keys.forEach(key -> work.rows.delete(table, key));
    }
}
