package dev.roost.core;

import dev.roost.model.Account;
import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import dev.roost.model.Change;
import dev.roost.model.Outcome;
import dev.roost.model.PostCounts;
import dev.roost.model.PostId;
import dev.roost.model.Refusal;
import dev.roost.model.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the handlers of commands share: the rows of the commit, the heads, and the changes so far. One thread. */
final class Workspace {
    final PendingRows rows;
    final StateView view;
    final Heads heads;
    final List<Change> changes = new ArrayList<>();

    /** Whether the facts of an import are being stored, which suspended accounts have as well as others. */
    boolean importing;

    private final FigureMemory memory;

    Workspace(StateReader committed, FigureMemory memory) {
        rows = new PendingRows(committed);
        view = new StateView(rows);
        heads = view.heads();
        this.memory = memory;
        memory.begin(heads.lastAccount);
    }

    long timeMs() {
        return heads.timeMs;
    }

    /** {@link Heads#sequence} of a fact of the command that is being applied. */
    long sequence(int position) {
        return heads.sequence(position);
    }

    void emit(Change change) {
        changes.add(change);
    }

    static Outcome refuse(Refusal reason) {
        return new Outcome.Refused(reason);
    }

    static Outcome done() {
        return Outcome.Done.DONE;
    }

    boolean active(AccountId id) {
        Account account = view.account(id);
        return account != null && account.standing() == Standing.ACTIVE;
    }

    /** Why this account cannot act; null if it can. */
    @Nullable
    Outcome inactive(AccountId id) {
        Account account = view.account(id);
        if (account == null) {
            return refuse(Refusal.ACCOUNT_NOT_FOUND);
        }
        boolean mayAct = account.standing() == Standing.ACTIVE
                || (importing && account.standing().isSuspended());
        return mayAct ? null : refuse(Refusal.ACCOUNT_NOT_ACTIVE);
    }

    /** An account's figures at this point of the commit. */
    Rows.Figures figures(AccountId id) {
        Rows.Figures known = memory.get(id);
        if (known == null) {
            known = view.figures(id);
            memory.keep(id, known);
        }
        return known;
    }

    private void put(AccountId id, Rows.Figures figures) {
        rows.put(Table.ACCOUNT_COUNTS, Keys.of(id), Rows.figures(figures));
        memory.keep(id, figures);
    }

    /** Changes the counts that readers see. */
    void count(AccountId id, AccountCounts counts) {
        put(id, new Rows.Figures(counts, figures(id).watchers()));
        emit(new Change.AccountCounted(id));
    }

    void count(AccountId id, UnaryOperator<AccountCounts> change) {
        count(id, change.apply(figures(id).counts()));
    }

    void watchers(AccountId id, int difference) {
        Rows.Figures figures = figures(id);
        put(id, new Rows.Figures(figures.counts(), figures.watchers() + difference));
    }

    void count(PostId id, UnaryOperator<PostCounts> change) {
        rows.put(Table.POST_COUNTS, Keys.of(id), Rows.counts(change.apply(view.postCounts(id))));
        emit(new Change.PostCounted(id));
    }
}
