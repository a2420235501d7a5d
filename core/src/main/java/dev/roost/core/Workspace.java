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

    Workspace(StateReader committed) {
        rows = new PendingRows(committed);
        view = new StateView(rows);
        heads = view.heads();
    }

    long timeMs() {
        return heads.timeMs;
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
        return account.standing() == Standing.ACTIVE ? null : refuse(Refusal.ACCOUNT_NOT_ACTIVE);
    }

    void count(AccountId id, UnaryOperator<AccountCounts> change) {
        Rows.Figures figures = view.figures(id);
        rows.put(
                Table.ACCOUNT_COUNTS,
                Keys.of(id),
                Rows.figures(new Rows.Figures(change.apply(figures.counts()), figures.watchers())));
        emit(new Change.AccountCounted(id));
    }

    void watchers(AccountId id, int difference) {
        Rows.Figures figures = view.figures(id);
        rows.put(
                Table.ACCOUNT_COUNTS,
                Keys.of(id),
                Rows.figures(new Rows.Figures(figures.counts(), figures.watchers() + difference)));
    }

    void count(PostId id, UnaryOperator<PostCounts> change) {
        rows.put(Table.POST_COUNTS, Keys.of(id), Rows.counts(change.apply(view.postCounts(id))));
        emit(new Change.PostCounted(id));
    }
}
