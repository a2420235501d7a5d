package dev.roost.core;

import dev.roost.model.Account;
import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.Change;
import dev.roost.model.Command;
import dev.roost.model.Follow;
import dev.roost.model.Limits;
import dev.roost.model.ListId;
import dev.roost.model.Mute;
import dev.roost.model.NotificationType;
import dev.roost.model.Outcome;
import dev.roost.model.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands about who follows, blocks and mutes whom. */
final class GraphCommands {
    private final Workspace work;
    private final Notifier notifier;
    private final ConversationCommands conversations;

    GraphCommands(Workspace work, Notifier notifier, ConversationCommands conversations) {
        this.work = work;
        this.conversations = conversations;
        this.notifier = notifier;
    }

    Outcome follow(Command.FollowAccount c) {
        Outcome refused = cannotActOn(c.follower(), c.followee());
        if (refused != null) {
            return refused;
        }
        Account followee = work.view.account(c.followee());
        if (followee == null || !work.active(c.followee())) {
            return Workspace.refuse(Refusal.ACCOUNT_NOT_FOUND);
        }
        if (work.view.blocks(c.follower(), c.followee()) || work.view.blocks(c.followee(), c.follower())) {
            return Workspace.refuse(Refusal.BLOCKED);
        }
        Follow former = work.view.follow(c.follower(), c.followee());
        if (former != null) {
            change(wanted(c, former));
            return Workspace.done();
        }
        Follow edge = wanted(c, work.view.followRequest(c.follower(), c.followee()));
        if (work.figures(c.follower()).counts().followees() >= Limits.FOLLOWEES) {
            return Workspace.refuse(Refusal.LIMIT_REACHED);
        }
        if (followee.profile().locked()) {
            ask(edge);
        } else {
            connect(edge, 0);
            notifier.tell(c.followee(), c.follower(), NotificationType.FOLLOW, null);
        }
        return Workspace.done();
    }

    /** With the settings that are said, and those that are not as they are, or as they are with a new follow. */
    private static Follow wanted(Command.FollowAccount c, @Nullable Follow former) {
        Boolean boosts = c.boosts();
        Boolean notifyPosts = c.notifyPosts();
        return new Follow(
                c.follower(),
                c.followee(),
                boosts != null ? boosts : former == null || former.boosts(),
                notifyPosts != null ? notifyPosts : former != null && former.notifyPosts());
    }

    private void change(Follow edge) {
        byte[] key = Keys.pair(edge.follower(), edge.followee());
        byte[] row = work.rows.get(Table.FOLLOWEES, key);
        if (row == null) {
            return;
        }
        Rows.FollowRow former = Rows.follow(row);
        Rows.FollowRow wanted = row(edge, former.sequence());
        if (wanted.equals(former)) {
            return;
        }
        watch(edge, former.notifyPosts());
        work.rows.put(Table.FOLLOWEES, key, Rows.follow(wanted));
        work.emit(new Change.FollowChanged(edge.follower(), edge.followee(), true));
    }

    private void ask(Follow edge) {
        byte[] asked = request(edge.follower(), edge.followee());
        storeRequest(edge, asked == null ? work.sequence(0) : Rows.follow(asked).sequence());
        if (asked == null) {
            notifier.tell(edge.followee(), edge.follower(), NotificationType.FOLLOW_REQUEST, null);
        }
    }

    private byte @Nullable [] request(AccountId follower, AccountId followee) {
        return work.rows.get(Table.FOLLOW_REQUESTS_SENT, Keys.pair(follower, followee));
    }

    private void storeRequest(Follow edge, long sequence) {
        work.rows.put(
                Table.FOLLOW_REQUESTS_SENT,
                Keys.pair(edge.follower(), edge.followee()),
                Rows.follow(row(edge, sequence)));
        work.rows.put(Table.FOLLOW_REQUESTS, Keys.byTime(edge.followee(), sequence, edge.follower()), Keys.NONE);
        work.emit(new Change.RelationChanged(edge.follower(), edge.followee()));
    }

    /** Makes the edge, with its figures, and there is nothing left to ask for; there is none yet. */
    private void connect(Follow edge, int position) {
        withdrawRequest(edge.follower(), edge.followee());
        storeEdge(
                edge.follower(),
                edge.followee(),
                Keys.pair(edge.follower(), edge.followee()),
                row(edge, work.sequence(position)));
        countEdge(edge.follower(), edge.followee(), 1);
        watch(edge, false);
        work.emit(new Change.FollowChanged(edge.follower(), edge.followee(), true));
    }

    private void storeEdge(AccountId follower, AccountId followee, byte[] key, Rows.FollowRow row) {
        work.rows.put(Table.FOLLOWEES, key, Rows.follow(row));
        work.rows.put(Table.FOLLOWERS, Keys.byTime(followee, row.sequence(), follower), Keys.NONE);
    }

    Outcome unfollow(Command.UnfollowAccount c) {
        if (work.view.account(c.followee()) == null) {
            return Workspace.refuse(Refusal.ACCOUNT_NOT_FOUND);
        }
        disconnect(c.follower(), c.followee());
        withdrawRequest(c.follower(), c.followee());
        return Workspace.done();
    }

    /** Takes an edge away, with its figures and what hangs on it, if it is there. */
    void disconnect(AccountId follower, AccountId followee) {
        byte[] key = Keys.pair(follower, followee);
        byte[] row = work.rows.get(Table.FOLLOWEES, key);
        if (row == null) {
            return;
        }
        Rows.FollowRow former = Rows.follow(row);
        watch(new Follow(follower, followee, false, false), former.notifyPosts());
        work.rows.delete(Table.FOLLOWEES, key);
        work.rows.delete(Table.FOLLOWERS, Keys.byTime(followee, former.sequence(), follower));
        countEdge(follower, followee, -1);
        leaveLists(follower, followee);
        notifier.withdraw(followee, follower, NotificationType.FOLLOW, null);
        work.emit(new Change.FollowChanged(follower, followee, false));
    }

    /** Takes a request to follow back, if it is there. */
    void withdrawRequest(AccountId follower, AccountId followee) {
        byte[] row = request(follower, followee);
        if (row == null) {
            return;
        }
        work.rows.delete(
                Table.FOLLOW_REQUESTS, Keys.byTime(followee, Rows.follow(row).sequence(), follower));
        work.rows.delete(Table.FOLLOW_REQUESTS_SENT, Keys.pair(follower, followee));
        notifier.withdraw(followee, follower, NotificationType.FOLLOW_REQUEST, null);
        work.emit(new Change.RelationChanged(follower, followee));
    }

    Outcome answer(Command.AnswerFollowRequest c) {
        Follow request = work.view.followRequest(c.follower(), c.followee());
        if (request == null) {
            return Workspace.refuse(Refusal.NO_FOLLOW_REQUEST);
        }
        if (c.accept()) {
            connect(request, 0);
            notifier.tell(c.followee(), c.follower(), NotificationType.FOLLOW, null);
        } else {
            withdrawRequest(c.follower(), c.followee());
        }
        return Workspace.done();
    }

    /**
     * Whoever asked to follow an account that is open now follows it, who asked first before others; so many at a time.
     */
    void acceptRequests(AccountId followee) {
        List<AccountId> asking = new ArrayList<>();
        work.view.followRequests(followee, follower -> {
            asking.add(follower);
            return asking.size() < Limits.REQUESTS_ACCEPTED;
        });
        Collections.reverse(asking);
        for (int i = 0; i < asking.size(); i++) {
            AccountId follower = asking.get(i);
            Follow request = work.view.followRequest(follower, followee);
            if (request != null) {
                connect(request, i);
                notifier.tell(followee, follower, NotificationType.FOLLOW, null);
            }
        }
    }

    Outcome block(AccountId blocker, AccountId blocked, int position) {
        Outcome refused = cannotActOn(blocker, blocked);
        if (refused != null) {
            return refused;
        }
        if (work.view.blocks(blocker, blocked)) {
            return Workspace.done();
        }
        long sequence = work.sequence(position);
        work.rows.put(Table.BLOCKS, Keys.byTime(blocker, sequence, blocked), Keys.NONE);
        work.rows.put(Table.BLOCKED_BY, Keys.pair(blocked, blocker), Rows.number(sequence));
        disconnect(blocker, blocked);
        disconnect(blocked, blocker);
        withdrawRequest(blocker, blocked);
        withdrawRequest(blocked, blocker);
        notifier.withdrawAll(blocker, blocked);
        conversations.unwanted(blocker, blocked);
        conversations.unseen(blocked, blocker);
        work.emit(new Change.RelationChanged(blocker, blocked));
        return Workspace.done();
    }

    Outcome unblock(Command.UnblockAccount c) {
        byte[] key = Keys.pair(c.blocked(), c.blocker());
        byte[] row = work.rows.get(Table.BLOCKED_BY, key);
        if (row != null) {
            work.rows.delete(Table.BLOCKS, Keys.byTime(c.blocker(), Rows.number(row), c.blocked()));
            work.rows.delete(Table.BLOCKED_BY, key);
            work.emit(new Change.RelationChanged(c.blocker(), c.blocked()));
        }
        return Workspace.done();
    }

    /** Mutes, or changes a mute, which keeps its place; one that has ended does not. */
    Outcome mute(Mute mute, int position) {
        Outcome refused = cannotActOn(mute.muter(), mute.muted());
        if (refused != null) {
            return refused;
        }
        Mute former = work.view.mute(mute.muter(), mute.muted());
        if (mute.equals(former)) {
            return Workspace.done();
        }
        long sequence = work.sequence(position);
        if (former != null) {
            long formerSequence = removeMute(mute.muter(), mute.muted());
            sequence = former.activeAt(work.timeMs()) ? formerSequence : sequence;
        }
        work.rows.put(
                Table.MUTES,
                Keys.pair(mute.muter(), mute.muted()),
                Rows.mute(new Rows.MuteRow(mute.untilMs(), mute.hideNotifications(), sequence)));
        work.rows.put(Table.MUTES_BY_TIME, Keys.byTime(mute.muter(), sequence, mute.muted()), Keys.NONE);
        if (mute.hideNotifications()) {
            conversations.unwanted(mute.muter(), mute.muted());
        }
        work.emit(new Change.RelationChanged(mute.muter(), mute.muted()));
        return Workspace.done();
    }

    /** Takes a mute's rows away; its sequence, 0 if there is none. */
    private long removeMute(AccountId muter, AccountId muted) {
        byte[] key = Keys.pair(muter, muted);
        byte[] row = work.rows.get(Table.MUTES, key);
        if (row == null) {
            return 0;
        }
        long sequence = Rows.mute(row).sequence();
        work.rows.delete(Table.MUTES, key);
        work.rows.delete(Table.MUTES_BY_TIME, Keys.byTime(muter, sequence, muted));
        return sequence;
    }

    Outcome unmute(Command.UnmuteAccount c) {
        if (removeMute(c.muter(), c.muted()) != 0) {
            work.emit(new Change.RelationChanged(c.muter(), c.muted()));
        }
        return Workspace.done();
    }

    /**
     * Makes an edge of an import, without figures; false if it is there or cannot be.
     *
     * @param position of the edge in its command
     * @param alone whether the follower is known to follow nobody, but for edges that this command has made
     * @param open whether it is known that nobody blocks anybody and that no follow is asked for
     */
    boolean importEdge(AccountId follower, AccountId followee, int position, boolean alone, boolean open) {
        byte[] key = Keys.pair(follower, followee);
        boolean known = alone ? work.rows.isPut(Table.FOLLOWEES, key) : work.rows.get(Table.FOLLOWEES, key) != null;
        if (known || follower.equals(followee) || (!open && blocked(follower, followee))) {
            return false;
        }
        if (!open) {
            withdrawRequest(follower, followee);
        }
        storeEdge(follower, followee, key, new Rows.FollowRow(true, false, work.sequence(position)));
        work.emit(new Change.FollowChanged(follower, followee, true));
        return true;
    }

    /** Makes a follow of an import, or gives it these settings; false if that changes nothing or cannot be. */
    boolean importFollow(Follow edge, int position) {
        Follow former = work.view.follow(edge.follower(), edge.followee());
        if (former != null) {
            change(edge);
            return !edge.equals(former);
        }
        if (cannotBeImported(edge)) {
            return false;
        }
        connect(edge, position);
        return true;
    }

    /** Stores a follow that is asked for; false if it is there, asked for or cannot be. */
    boolean importRequest(Follow edge, int position) {
        if (cannotBeImported(edge) || work.view.followRequest(edge.follower(), edge.followee()) != null) {
            return false;
        }
        storeRequest(edge, work.sequence(position));
        return true;
    }

    private boolean cannotBeImported(Follow edge) {
        return edge.follower().equals(edge.followee())
                || work.view.follows(edge.follower(), edge.followee())
                || blocked(edge.follower(), edge.followee());
    }

    private boolean blocked(AccountId one, AccountId other) {
        return work.view.blocks(other, one) || work.view.blocks(one, other);
    }

    private @Nullable Outcome cannotActOn(AccountId actor, AccountId other) {
        Outcome inactive = work.inactive(actor);
        if (inactive != null) {
            return inactive;
        }
        if (actor.equals(other)) {
            return Workspace.refuse(Refusal.SELF);
        }
        return work.view.account(other) == null ? Workspace.refuse(Refusal.ACCOUNT_NOT_FOUND) : null;
    }

    private void countEdge(AccountId follower, AccountId followee, int difference) {
        work.count(
                follower,
                c -> new AccountCounts(c.followers(), c.followees() + difference, c.posts(), c.lastPostAtMs()));
        work.count(
                followee,
                c -> new AccountCounts(c.followers() + difference, c.followees(), c.posts(), c.lastPostAtMs()));
    }

    private void watch(Follow edge, boolean watched) {
        if (edge.notifyPosts() == watched) {
            return;
        }
        byte[] key = Keys.pair(edge.followee(), edge.follower());
        if (edge.notifyPosts()) {
            work.rows.put(Table.POST_WATCHERS, key, Keys.NONE);
        } else {
            work.rows.delete(Table.POST_WATCHERS, key);
        }
        work.watchers(edge.followee(), edge.notifyPosts() ? 1 : -1);
    }

    private void leaveLists(AccountId owner, AccountId member) {
        List<ListId> lists = new ArrayList<>();
        byte[] from = Keys.of(member);
        work.rows.scan(Table.LISTS_BY_MEMBER, from, Keys.after(from), (key, value) -> {
            if (Rows.number(value) == owner.value()) {
                lists.add(new ListId(Keys.intAt(key, 4)));
            }
            return true;
        });
        for (ListId list : lists) {
            ListCommands.leave(work, list, member);
            AccountList left = work.view.list(owner, list);
            if (left != null) {
                work.emit(new Change.ListChanged(owner, list));
            }
        }
    }

    private static Rows.FollowRow row(Follow edge, long sequence) {
        return new Rows.FollowRow(edge.boosts(), edge.notifyPosts(), sequence);
    }
}
