package dev.roost.core;

import dev.roost.model.Change;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import java.util.List;

/**
 * A commit in the making: commands applied one after the other to the state, not yet on disk.
 *
 * <p>Deterministic: the same state and the same entries give the same rows, outcomes and changes. A command that
 * changes nothing (a refusal, a repetition) takes no place in the log, but an entry of a log keeps the place that it
 * has. One thread until it is sealed; discard after use.
 */
public final class Commit {
    private final Workspace work;
    private final AccountCommands accounts;
    private final SignInCommands signIn;
    private final PostCommands posts;
    private final GraphCommands graph;
    private final ListCommands lists;
    private final NotificationCommands notifications;
    private final ConversationCommands conversations;
    private final ImportCommands imports;
    private final ErasureCommands erasure;
    private long rowsChanged;
    private boolean sealed;

    /** On top of what is committed. */
    public Commit(StateReader committed) {
        this(committed, new FigureMemory(1));
    }

    /**
     * On top of what is committed.
     *
     * @param memory of the commits before, all of which are in {@code committed}
     */
    public Commit(StateReader committed, FigureMemory memory) {
        work = new Workspace(committed, memory);
        Notifier notifier = new Notifier(work);
        conversations = new ConversationCommands(work, notifier);
        PostIndex index = new PostIndex(work, notifier, conversations);
        accounts = new AccountCommands(work);
        signIn = new SignInCommands(work);
        posts = new PostCommands(work, index, notifier, conversations);
        graph = new GraphCommands(work, notifier, conversations);
        lists = new ListCommands(work);
        notifications = new NotificationCommands(work, notifier);
        erasure = new ErasureCommands(work, accounts, index, posts, graph, lists, notifications, conversations);
        imports = new ImportCommands(work, index, accounts, graph, lists, posts);
    }

    /**
     * Appends a command to the log and applies it.
     *
     * @param nowMs the time; if the clock has gone back, the time of the entry before counts
     */
    public Outcome add(long nowMs, Command command) {
        return apply(new LogEntry(work.heads.offset + 1, Math.max(nowMs, work.heads.timeMs), command), false);
    }

    /**
     * Applies an entry that comes from a log; its offset must be the next one. It may change nothing, where it did
     * under the rules of the program that wrote it.
     */
    public Outcome apply(LogEntry entry) {
        return apply(entry, true);
    }

    private Outcome apply(LogEntry entry, boolean logged) {
        if (sealed) {
            throw new IllegalStateException("the commit is sealed");
        }
        Heads heads = work.heads;
        if (entry.offset() != heads.offset + 1 || entry.timeMs() < heads.timeMs) {
            throw new IllegalStateException("entry " + entry.offset() + " at " + entry.timeMs() + " cannot follow "
                    + heads.offset + " at " + heads.timeMs);
        }
        long before = work.rows.modifications();
        long timeBefore = heads.timeMs;
        heads.timeMs = entry.timeMs();
        heads.offset = entry.offset();
        Outcome outcome = decide(entry.command());
        boolean changed = work.rows.modifications() != before;
        if (changed && outcome instanceof Outcome.Refused refused) {
            throw new IllegalStateException("a refused command has changed rows: " + refused.reason());
        }
        if (changed || logged) {
            work.rows.put(Table.LOG, Keys.offset(entry.offset()), entry.toBytes());
            rowsChanged++;
        } else {
            heads.offset--;
            heads.timeMs = timeBefore;
        }
        return outcome;
    }

    /** Whether there is anything to write. */
    public boolean isEmpty() {
        return rowsChanged == 0;
    }

    /** Offset of the last entry. */
    public long offset() {
        return work.heads.offset;
    }

    /** The highest post id given out. */
    public long lastPost() {
        return work.heads.lastPost;
    }

    /** Rows to be written, about. */
    public int size() {
        return work.rows.size();
    }

    /** All changes since the start of this commit, in order; grows with each entry. */
    public List<Change> changes() {
        return work.changes;
    }

    /** Ends it: no command is added any more, and from now on any thread may read it and write it out. */
    public void seal() {
        if (!sealed) {
            sealed = true;
            work.rows.put(Table.META, Keys.HEADS, work.heads.toRow());
        }
    }

    /** The state with this commit's changes. */
    public StateReader rows() {
        return work.rows;
    }

    /** Hands over all rows, log entries and heads among them; seals it. */
    public void writeTo(StateWriter out) {
        seal();
        work.rows.writeTo(out);
    }

    /** Hands over the rows of one table, in no order; it must be sealed. */
    public void tellOf(Table table, StateWriter out) {
        work.rows.tellOf(table, out);
    }

    private Outcome decide(Command command) {
        return switch (command) {
            case Command.CreateAccount c -> accounts.create(c);
            case Command.UpdateProfile c -> accounts.updateProfile(c, graph);
            case Command.ReplaceProfile c -> accounts.replaceProfile(c);
            case Command.SetPassword c -> accounts.setPassword(c);
            case Command.SetStanding c -> accounts.setStanding(c, signIn);
            case Command.ChangeStanding c -> accounts.changeStanding(c, signIn);
            case Command.EraseAccount c -> erasure.erase(c);
            case Command.ApproveAccount c -> accounts.approve(c);
            case Command.RegisterApp c -> signIn.registerApp(c);
            case Command.IssueCode c -> signIn.issueCode(c);
            case Command.RedeemCode c -> signIn.redeemCode(c);
            case Command.IssueToken c -> signIn.issueToken(c);
            case Command.RevokeToken c -> signIn.revoke(c.tokenHash());
            case Command.CreatePost c -> posts.create(c);
            case Command.EditPost c -> posts.edit(c);
            case Command.DeletePost c -> posts.delete(c);
            case Command.BoostPost c -> posts.boost(c);
            case Command.UnboostPost c -> posts.unboost(c);
            case Command.MarkPost c -> posts.mark(c);
            case Command.UnmarkPost c -> posts.unmark(c);
            case Command.FollowAccount c -> graph.follow(c);
            case Command.UnfollowAccount c -> graph.unfollow(c);
            case Command.AnswerFollowRequest c -> graph.answer(c);
            case Command.BlockAccount c -> graph.block(c.blocker(), c.blocked(), 0);
            case Command.UnblockAccount c -> graph.unblock(c);
            case Command.MuteAccount c -> graph.mute(c.mute(), 0);
            case Command.UnmuteAccount c -> graph.unmute(c);
            case Command.CreateList c -> lists.create(c);
            case Command.UpdateList c -> lists.update(c);
            case Command.DeleteList c -> lists.delete(c);
            case Command.AddToList c -> lists.add(c);
            case Command.RemoveFromList c -> lists.remove(c);
            case Command.DismissNotification c -> notifications.dismiss(c);
            case Command.ClearNotifications c -> notifications.clear(c);
            case Command.SetMarker c -> notifications.setMarker(c);
            case Command.MarkConversation c -> conversations.mark(c);
            case Command.RemoveConversation c -> conversations.remove(c);
            case Command.ImportAccounts c -> imports.accounts(c);
            case Command.ImportFollows c -> imports.follows(c);
            case Command.ImportPosts c -> imports.posts(c);
            case Command.ImportRecords c -> imports.records(c);
        };
    }
}
