package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.ImportedRecord;
import dev.roost.model.Limits;
import dev.roost.model.ListId;
import dev.roost.model.OriginalPost;
import dev.roost.model.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores one fact of an import each, if it can be; nobody is told. */
final class ImportedRecords {
    private final Workspace work;
    private final AccountCommands accounts;
    private final GraphCommands graph;
    private final ListCommands lists;
    private final PostCommands posts;

    ImportedRecords(
            Workspace work, AccountCommands accounts, GraphCommands graph, ListCommands lists, PostCommands posts) {
        this.work = work;
        this.accounts = accounts;
        this.graph = graph;
        this.lists = lists;
        this.posts = posts;
    }

    /**
     * Stores one fact.
     *
     * @param target the post that a mark is on, null if it is missing
     * @param position of the fact in its command: what is ordered by time is ordered by it
     * @return whether it changed the state
     */
    boolean store(ImportedRecord record, @Nullable OriginalPost target, int position) {
        return switch (record) {
            case ImportedRecord.AccountFields fields -> accounts.fill(fields);
            case ImportedRecord.FollowWithSettings follow -> graph.importFollow(follow.follow(), position);
            case ImportedRecord.AskedFollow asked -> graph.importRequest(asked.follow(), position);
            case ImportedRecord.Block block ->
                !work.view.blocks(block.blocker(), block.blocked())
                        && done(graph.block(block.blocker(), block.blocked(), position));
            case ImportedRecord.Muting muting ->
                !muting.mute()
                                .equals(work.view.mute(
                                        muting.mute().muter(), muting.mute().muted()))
                        && done(graph.mute(muting.mute(), position));
            case ImportedRecord.ListOfMembers list -> list(list);
            case ImportedRecord.Mark mark ->
                target != null && posts.importMark(mark.account(), mark.kind(), target, position);
        };
    }

    private static boolean done(Outcome outcome) {
        return !(outcome instanceof Outcome.Refused);
    }

    private boolean list(ImportedRecord.ListOfMembers list) {
        Outcome outcome = lists.create(new Command.CreateList(list.owner(), list.title(), list.replies()));
        if (!(outcome instanceof Outcome.ListCreated(ListId id))) {
            return false;
        }
        List<AccountId> members = list.members().stream()
                .distinct()
                .filter(member -> member.equals(list.owner()) || work.view.follows(list.owner(), member))
                .limit(Limits.LIST_MEMBERS)
                .toList();
        lists.add(new Command.AddToList(list.owner(), id, members));
        return true;
    }
}
