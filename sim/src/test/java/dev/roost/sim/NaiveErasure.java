package dev.roost.sim;

import static dev.roost.sim.NaiveModel.refused;

import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.Outcome;
import dev.roost.model.Post;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.Refusal;
import dev.roost.model.Standing;
import dev.roost.sim.NaiveState.Mark;
import dev.roost.sim.NaiveState.Pair;
import java.util.List;

/**
 * What is left of a deleted account, in the reference model: all of it goes at once, as it does where there is little.
 */
final class NaiveErasure {
    private final NaiveState state;
    private final NaiveModel.Changed changed;
    private final NaiveBell bell;
    private final NaivePosts posts;
    private final NaiveGraph graph;
    private final NaiveConversations conversations;

    NaiveErasure(
            NaiveState state,
            NaiveModel.Changed changed,
            NaiveBell bell,
            NaivePosts posts,
            NaiveGraph graph,
            NaiveConversations conversations) {
        this.state = state;
        this.changed = changed;
        this.bell = bell;
        this.posts = posts;
        this.graph = graph;
        this.conversations = conversations;
    }

    Outcome erase(AccountId id) {
        Account account = state.accounts.get(id);
        if (account == null) {
            return refused(Refusal.ACCOUNT_NOT_FOUND);
        }
        Long deletedAtMs = state.deletedAtMs.get(id);
        if (deletedAtMs == null || state.timeMs - deletedAtMs < Limits.DELETED_ACCOUNT_MS) {
            return refused(Refusal.ACCOUNT_NOT_ERASABLE);
        }
        state.deletedAtMs.remove(id);
        state.accounts.put(
                id,
                new Account(
                        id,
                        account.username(),
                        "",
                        "",
                        account.createdAtMs(),
                        Standing.ERASED,
                        Profile.named(""),
                        PostingDefaults.NONE));
        for (Post post : state.postsBy(id)) {
            if (state.posts.containsKey(post.id())) {
                posts.delete(new Command.DeletePost(id, post.id()));
            }
        }
        for (Mark mark : List.copyOf(state.marks)) {
            if (mark.account().equals(id)) {
                posts.unmark(new Command.UnmarkPost(id, mark.post(), mark.kind()));
            }
        }
        for (Pair pair : List.copyOf(state.follows.keySet())) {
            if (pair.from().equals(id) || pair.to().equals(id)) {
                graph.disconnect(pair);
            }
        }
        for (Pair pair : List.copyOf(state.requests.keySet())) {
            if (pair.from().equals(id) || pair.to().equals(id)) {
                graph.withdrawRequest(pair);
            }
        }
        state.blocks.removeIf(pair -> pair.from().equals(id));
        state.mutes.keySet().removeIf(pair -> pair.from().equals(id));
        for (AccountList list : state.listsOf(id)) {
            graph.deleteList(new Command.DeleteList(id, list.id()));
        }
        bell.takeBack(n -> n.to().equals(id));
        conversations.of(id).forEach(each -> conversations.remove(new Command.RemoveConversation(id, each.id())));
        state.markers.keySet().removeIf(named -> named.account().equals(id));
        changed.yes = true;
        return Outcome.Done.DONE;
    }
}
