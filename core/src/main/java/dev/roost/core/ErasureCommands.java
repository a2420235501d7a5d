package dev.roost.core;

import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.Boost;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.MarkKind;
import dev.roost.model.Mute;
import dev.roost.model.Notification;
import dev.roost.model.OriginalPost;
import dev.roost.model.Outcome;
import dev.roost.model.Post;
import dev.roost.model.PostId;
import dev.roost.model.Refusal;
import dev.roost.model.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Takes away for good what a deleted account has: profile and sign-in first, then, some with each command, posts with
 * all that hangs on them, boosts, marks, follows and requests, own blocks and mutes, lists, notifications,
 * conversations. What others have said to it or done about it (direct posts, blocks, mutes) is theirs and stays.
 */
final class ErasureCommands {
    private static final MarkKind[] MARK_KINDS = MarkKind.values();

    private final Workspace work;
    private final AccountCommands accounts;
    private final PostIndex index;
    private final PostCommands posts;
    private final GraphCommands graph;
    private final ListCommands lists;
    private final NotificationCommands notifications;
    private final ConversationCommands conversations;

    ErasureCommands(
            Workspace work,
            AccountCommands accounts,
            PostIndex index,
            PostCommands posts,
            GraphCommands graph,
            ListCommands lists,
            NotificationCommands notifications,
            ConversationCommands conversations) {
        this.work = work;
        this.accounts = accounts;
        this.index = index;
        this.posts = posts;
        this.graph = graph;
        this.lists = lists;
        this.notifications = notifications;
        this.conversations = conversations;
    }

    Outcome erase(Command.EraseAccount c) {
        Account account = work.view.account(c.account());
        if (account == null) {
            return Workspace.refuse(Refusal.ACCOUNT_NOT_FOUND);
        }
        long deletedAtMs = work.view.suspensions().sinceMs(account.id());
        byte[] left = Keys.deleted(deletedAtMs, account.id());
        if (work.rows.get(Table.DELETED_ACCOUNTS, left) == null
                || work.timeMs() - deletedAtMs < Limits.DELETED_ACCOUNT_MS) {
            return Workspace.refuse(Refusal.ACCOUNT_NOT_ERASABLE);
        }
        if (account.standing() != Standing.ERASED) {
            accounts.erase(account);
        }
        if (eraseSome(account.id()) < Limits.ERASED_AT_ONCE) {
            work.rows.delete(Table.DELETED_ACCOUNTS, left);
        }
        return Workspace.done();
    }

    /** Takes away things until there were enough; how many, fewer if none are left. */
    private int eraseSome(AccountId id) {
        int done = some(max -> posts(id, max), this::erase, 0);
        done = some(max -> marks(id, max), mark -> posts.eraseMark(id, mark.kind, mark.post), done);
        done = some(max -> followees(id, max), other -> graph.disconnect(id, other), done);
        done = some(max -> accounts(max, v -> work.view.followers(id, v)), other -> graph.disconnect(other, id), done);
        done = some(
                max -> accounts(max, v -> work.view.followRequestsSent(id, v)),
                other -> graph.withdrawRequest(id, other),
                done);
        done = some(
                max -> accounts(max, v -> work.view.followRequests(id, v)),
                other -> graph.withdrawRequest(other, id),
                done);
        done = some(
                max -> accounts(max, v -> work.view.blocked(id, v)),
                other -> graph.unblock(new Command.UnblockAccount(id, other)),
                done);
        done = some(
                max -> firsts(max, (Predicate<Mute> v) -> work.view.mutes(id, v)),
                mute -> graph.unmute(new Command.UnmuteAccount(id, mute.muted())),
                done);
        done = some(
                max -> work.view.lists(id).stream().limit(max).toList(),
                (AccountList list) -> lists.delete(new Command.DeleteList(id, list.id())),
                done);
        done = some(
                max -> firsts(
                        max, (Predicate<Notification> v) -> work.view.inbox().notifications(id, Long.MAX_VALUE, v)),
                notifications::remove,
                done);
        if (done < Limits.ERASED_AT_ONCE) {
            done += conversations.erase(id, Limits.ERASED_AT_ONCE - done);
        }
        if (done < Limits.ERASED_AT_ONCE) {
            work.view
                    .inbox()
                    .markers(id)
                    .forEach(marker -> work.rows.delete(Table.MARKERS, Keys.named(id, marker.timeline())));
        }
        return done;
    }

    private interface Found<T> {
        List<T> some(int max);
    }

    private static <T> int some(Found<T> found, Consumer<T> erase, int done) {
        int left = Limits.ERASED_AT_ONCE - done;
        if (left == 0) {
            return done;
        }
        List<T> some = found.some(left);
        some.forEach(erase);
        return done + some.size();
    }

    private static <T> List<T> firsts(int max, Consumer<Predicate<T>> scan) {
        List<T> found = new ArrayList<>();
        scan.accept(each -> {
            found.add(each);
            return found.size() < max;
        });
        return found;
    }

    private static List<AccountId> accounts(int max, Consumer<Predicate<AccountId>> scan) {
        return firsts(max, scan);
    }

    private List<AccountId> followees(AccountId follower, int max) {
        return accounts(max, visitor -> work.view.followees(follower, follow -> visitor.test(follow.followee())));
    }

    private List<PostId> posts(AccountId author, int max) {
        List<PostId> found = new ArrayList<>();
        work.view.postsBy(author, Long.MAX_VALUE, (id, visibility) -> {
            found.add(new PostId(id));
            return found.size() < max;
        });
        return found;
    }

    private void erase(PostId id) {
        Post post = work.view.post(id);
        switch (post) {
            // A boost of an own post goes with it.
            case null -> {}
            case OriginalPost original -> index.remove(original);
            case Boost boost -> posts.withdraw(boost);
        }
    }

    private record Mark(MarkKind kind, PostId post) {}

    private List<Mark> marks(AccountId account, int max) {
        List<Mark> found = new ArrayList<>();
        for (MarkKind kind : MARK_KINDS) {
            if (found.size() < max) {
                work.view.marks(account, kind, post -> found.add(new Mark(kind, post)) && found.size() < max);
            }
        }
        return found;
    }
}
