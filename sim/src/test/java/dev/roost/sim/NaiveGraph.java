package dev.roost.sim;

import static dev.roost.sim.NaiveModel.refused;

import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.Command;
import dev.roost.model.Follow;
import dev.roost.model.Limits;
import dev.roost.model.ListId;
import dev.roost.model.Mute;
import dev.roost.model.NotificationType;
import dev.roost.model.Outcome;
import dev.roost.model.Refusal;
import dev.roost.sim.NaiveState.Pair;
import java.util.List;
import java.util.TreeSet;

/** Follows, blocks, mutes and lists in the reference model. */
final class NaiveGraph {
    private final NaiveState state;
    private final NaiveModel.Changed changed;
    private final NaiveBell bell;
    private final NaiveConversations conversations;

    NaiveGraph(NaiveState state, NaiveModel.Changed changed, NaiveBell bell, NaiveConversations conversations) {
        this.conversations = conversations;
        this.state = state;
        this.changed = changed;
        this.bell = bell;
    }

    // ---- follows

    Outcome follow(Command.FollowAccount c) {
        Outcome refused = cannotActOn(c.follower(), c.followee());
        if (refused != null) {
            return refused;
        }
        if (!state.active(c.followee())) {
            return refused(Refusal.ACCOUNT_NOT_FOUND);
        }
        if (state.blocks(c.follower(), c.followee()) || state.blocks(c.followee(), c.follower())) {
            return refused(Refusal.BLOCKED);
        }
        Pair pair = new Pair(c.follower(), c.followee());
        Follow former = state.follows.getOrDefault(pair, state.requests.get(pair));
        Follow wanted = new Follow(
                c.follower(),
                c.followee(),
                c.boosts() == null ? former == null || former.boosts() : c.boosts(),
                c.notifyPosts() == null ? former != null && former.notifyPosts() : c.notifyPosts());
        if (state.follows.containsKey(pair)) {
            changed.yes |= !wanted.equals(state.follows.put(pair, wanted));
        } else if (state.accounts.get(c.followee()).profile().locked()) {
            boolean first = state.requests.put(pair, wanted) == null;
            changed.yes = true;
            if (first) {
                bell.tell(c.followee(), c.follower(), NotificationType.FOLLOW_REQUEST, null);
            }
        } else {
            connect(wanted);
            bell.tell(c.followee(), c.follower(), NotificationType.FOLLOW, null);
        }
        return Outcome.Done.DONE;
    }

    /** An open account has nobody who asks; who asked first follows first. */
    void acceptAll(AccountId followee) {
        List<Pair> asking = state.requests.keySet().stream()
                .filter(pair -> pair.to().equals(followee))
                .toList();
        for (Pair pair : asking) {
            connect(state.requests.get(pair));
            bell.tell(followee, pair.from(), NotificationType.FOLLOW, null);
        }
    }

    /** There is an edge from now on, and nothing left to ask for. */
    void connect(Follow edge) {
        Pair pair = new Pair(edge.follower(), edge.followee());
        withdrawRequest(pair);
        state.follows.put(pair, edge);
        changed.yes = true;
    }

    Outcome unfollow(Command.UnfollowAccount c) {
        if (!state.accounts.containsKey(c.followee())) {
            return refused(Refusal.ACCOUNT_NOT_FOUND);
        }
        disconnect(new Pair(c.follower(), c.followee()));
        withdrawRequest(new Pair(c.follower(), c.followee()));
        return Outcome.Done.DONE;
    }

    void disconnect(Pair pair) {
        if (state.follows.remove(pair) == null) {
            return;
        }
        changed.yes = true;
        for (AccountList list : state.listsOf(pair.from())) {
            state.members.get(list.id()).remove(pair.to());
        }
        bell.takeBack(n -> n.type() == NotificationType.FOLLOW
                && n.to().equals(pair.to())
                && n.from().equals(pair.from()));
    }

    void withdrawRequest(Pair pair) {
        if (state.requests.remove(pair) == null) {
            return;
        }
        changed.yes = true;
        bell.takeBack(n -> n.type() == NotificationType.FOLLOW_REQUEST
                && n.to().equals(pair.to())
                && n.from().equals(pair.from()));
    }

    Outcome answer(Command.AnswerFollowRequest c) {
        Pair pair = new Pair(c.follower(), c.followee());
        Follow request = state.requests.get(pair);
        if (request == null) {
            return refused(Refusal.NO_FOLLOW_REQUEST);
        }
        if (c.accept()) {
            connect(request);
            bell.tell(c.followee(), c.follower(), NotificationType.FOLLOW, null);
        } else {
            withdrawRequest(pair);
        }
        return Outcome.Done.DONE;
    }

    boolean importEdge(AccountId follower, AccountId followee) {
        if (follower.equals(followee)
                || state.follows(follower, followee)
                || state.blocks(follower, followee)
                || state.blocks(followee, follower)) {
            return false;
        }
        connect(new Follow(follower, followee, true, false));
        return true;
    }

    boolean importFollow(Follow edge) {
        Follow former = state.follows.get(new Pair(edge.follower(), edge.followee()));
        if (former == null && !importEdge(edge.follower(), edge.followee())) {
            return false;
        }
        state.follows.put(new Pair(edge.follower(), edge.followee()), edge);
        return !edge.equals(former);
    }

    boolean importRequest(Follow asked) {
        Pair pair = new Pair(asked.follower(), asked.followee());
        if (asked.follower().equals(asked.followee())
                || state.follows.containsKey(pair)
                || state.requests.containsKey(pair)
                || state.blocks(asked.follower(), asked.followee())
                || state.blocks(asked.followee(), asked.follower())) {
            return false;
        }
        state.requests.put(pair, asked);
        return true;
    }

    // ---- blocks and mutes

    Outcome block(Command.BlockAccount c) {
        Outcome refused = cannotActOn(c.blocker(), c.blocked());
        if (refused != null) {
            return refused;
        }
        Pair pair = new Pair(c.blocker(), c.blocked());
        Pair back = new Pair(c.blocked(), c.blocker());
        if (state.blocks.add(pair)) {
            changed.yes = true;
            disconnect(pair);
            disconnect(back);
            withdrawRequest(pair);
            withdrawRequest(back);
            bell.takeBack(n -> n.to().equals(c.blocker()) && n.from().equals(c.blocked()));
            conversations.unwanted(c.blocker(), c.blocked());
            conversations.unseen(c.blocked(), c.blocker());
        }
        return Outcome.Done.DONE;
    }

    Outcome unblock(Command.UnblockAccount c) {
        changed.yes |= state.blocks.remove(new Pair(c.blocker(), c.blocked()));
        return Outcome.Done.DONE;
    }

    Outcome mute(Mute mute) {
        Outcome refused = cannotActOn(mute.muter(), mute.muted());
        if (refused != null) {
            return refused;
        }
        Pair pair = new Pair(mute.muter(), mute.muted());
        Mute former = state.mutes.get(pair);
        if (!mute.equals(former)) {
            changed.yes = true;
            if (former != null && state.timeMs >= former.untilMs()) {
                state.mutes.remove(pair);
            }
            state.mutes.put(pair, mute);
            if (mute.hideNotifications()) {
                conversations.unwanted(mute.muter(), mute.muted());
            }
        }
        return Outcome.Done.DONE;
    }

    Outcome unmute(Command.UnmuteAccount c) {
        changed.yes |= state.mutes.remove(new Pair(c.muter(), c.muted())) != null;
        return Outcome.Done.DONE;
    }

    private Outcome cannotActOn(AccountId actor, AccountId other) {
        Outcome inactive = NaiveModel.inactive(state, actor);
        if (inactive != null) {
            return inactive;
        }
        if (actor.equals(other)) {
            return refused(Refusal.SELF);
        }
        return state.accounts.containsKey(other) ? null : refused(Refusal.ACCOUNT_NOT_FOUND);
    }

    // ---- lists

    Outcome createList(Command.CreateList c) {
        Outcome inactive = NaiveModel.inactive(state, c.owner());
        if (inactive != null) {
            return inactive;
        }
        if (state.listsOf(c.owner()).size() >= Limits.LISTS) {
            return refused(Refusal.LIMIT_REACHED);
        }
        ListId id = new ListId(++state.lastList);
        state.lists.put(id.value(), new AccountList(id, c.owner(), c.title(), c.replies()));
        state.members.put(id, new TreeSet<>());
        changed.yes = true;
        return new Outcome.ListCreated(id);
    }

    Outcome updateList(Command.UpdateList c) {
        if (state.list(c.owner(), c.list()) == null) {
            return refused(Refusal.LIST_NOT_FOUND);
        }
        AccountList former = state.list(c.owner(), c.list());
        state.lists.put(
                c.list().value(),
                new AccountList(
                        c.list(),
                        c.owner(),
                        c.title() == null ? former.title() : c.title(),
                        c.replies() == null ? former.replies() : c.replies()));
        changed.yes = true;
        return Outcome.Done.DONE;
    }

    Outcome deleteList(Command.DeleteList c) {
        if (state.list(c.owner(), c.list()) == null) {
            return refused(Refusal.LIST_NOT_FOUND);
        }
        state.lists.remove(c.list().value());
        state.members.remove(c.list());
        changed.yes = true;
        return Outcome.Done.DONE;
    }

    Outcome addToList(Command.AddToList c) {
        if (state.list(c.owner(), c.list()) == null) {
            return refused(Refusal.LIST_NOT_FOUND);
        }
        TreeSet<AccountId> members = state.members.get(c.list());
        for (AccountId member : c.members()) {
            if (!member.equals(c.owner()) && !state.follows(c.owner(), member)) {
                return refused(Refusal.NOT_FOLLOWING);
            }
            if (members.contains(member)) {
                return refused(Refusal.ALREADY_MEMBER);
            }
        }
        if (members.size() + c.members().size() > Limits.LIST_MEMBERS) {
            return refused(Refusal.LIMIT_REACHED);
        }
        changed.yes |= members.addAll(c.members());
        return Outcome.Done.DONE;
    }

    Outcome removeFromList(Command.RemoveFromList c) {
        if (state.list(c.owner(), c.list()) == null) {
            return refused(Refusal.LIST_NOT_FOUND);
        }
        changed.yes |= state.members.get(c.list()).removeAll(c.members());
        return Outcome.Done.DONE;
    }
}
