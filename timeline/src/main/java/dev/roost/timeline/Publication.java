package dev.roost.timeline;

import dev.roost.model.AccountId;
import dev.roost.model.Change;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a commit's changes mean to what timelines have in memory. The publisher's alone. */
final class Publication {
    private final LivePosts posts;
    private final TailLog tail;
    private final Removals removals;
    private final ByAccount byAccount;

    Publication(LivePosts posts, TailLog tail, Removals removals, ByAccount byAccount) {
        this.posts = posts;
        this.tail = tail;
        this.removals = removals;
        this.byAccount = byAccount;
    }

    /** One change of a commit that is on disk. */
    void publish(Change change) {
        switch (change) {
            case Change.PostAdded(Post post, boolean imported) -> {
                OriginalPost direct = direct(post);
                if (direct != null) {
                    posts.addDirect(direct);
                    addForEach(direct, DirectRun.entry(post.id().value()));
                } else {
                    posts.add(post);
                    tail.add(Entry.of(post), post.author().value());
                }
            }
            case Change.PostRemoved(Post post) -> {
                removals.add(post.id().value(), post.author().value());
                OriginalPost direct = direct(post);
                if (direct != null) {
                    posts.removeDirect(direct);
                    addForEach(direct, -post.id().value());
                } else {
                    posts.remove(post);
                    tail.add(-post.id().value(), post.author().value());
                }
            }
            case Change.PostEdited edited -> {
                if (edited.mentionsOthers()) {
                    mentionsOthers(edited);
                }
            }
            case Change.FollowChanged follow -> byAccount.bump(follow.follower().value());
            case Change.RelationChanged relation -> {
                byAccount.bump(relation.from().value());
                byAccount.bump(relation.to().value());
            }
            // Anybody's timeline may have had the account's posts: each is built anew when it is read next.
            case Change.SuspensionChanged other -> byAccount.bumpAll();
            case Change.PostCounted other -> {}
            case Change.MarkChanged other -> {}
            case Change.AccountChanged other -> {}
            case Change.AccountCounted other -> {}
            case Change.Notified other -> {}
            case Change.NotificationsDismissed other -> {}
            case Change.ConversationChanged other -> {}
            case Change.ListChanged other -> {}
            case Change.TokenRevoked other -> {}
        }
    }

    /** The post if it is direct, null if not: a boost never is. */
    static @Nullable OriginalPost direct(Post post) {
        return post instanceof OriginalPost original && !Entry.isForFollowers(original.visibility()) ? original : null;
    }

    private void addForEach(OriginalPost direct, long entry) {
        for (AccountId account : direct.addressees()) {
            tail.addFor(entry, direct.author().value(), account.value());
        }
    }

    /** A direct post can be old, and new to somebody: their timelines are built anew. */
    private void mentionsOthers(Change.PostEdited edited) {
        OriginalPost post = edited.post();
        if (direct(post) != null) {
            Set<AccountId> concerned = post.addressees();
            concerned.addAll(edited.former().addressees());
            posts.editDirect(post, concerned);
            concerned.forEach(account -> byAccount.bump(account.value()));
            return;
        }
        posts.edit(post);
        removals.add(-post.id().value(), post.author().value());
        long entry = Entry.of(post);
        if (Entry.isPlainByFacts(entry)) {
            tail.add(-entry, post.author().value());
        }
    }

    /** Whether a commit has more than new posts: whoever reads meanwhile reads again. */
    static boolean isStructural(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Change.PostRemoved
                    || change instanceof Change.FollowChanged
                    || change instanceof Change.RelationChanged
                    || change instanceof Change.SuspensionChanged
                    || (change instanceof Change.PostEdited edited && edited.mentionsOthers())) {
                return true;
            }
        }
        return false;
    }
}
