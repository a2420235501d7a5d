package dev.roost.sim;

import dev.roost.core.Commit;
import dev.roost.core.StateReader;
import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;

/** The core alone, over sorted maps, with the plain query for its timelines. */
class CoreSubject implements Subject {
    private final SimSettings settings;
    private final TreeRows rows = new TreeRows();
    private Commit commit = new Commit(rows);
    private int pending;

    CoreSubject(SimSettings settings) {
        this.settings = settings;
    }

    @Override
    public Outcome execute(long nowMs, Command command) {
        Outcome outcome = commit.add(nowMs, command);
        if (++pending >= settings.group()) {
            flush();
        }
        return outcome;
    }

    private void flush() {
        if (!commit.isEmpty()) {
            commit.writeTo(rows);
        }
        commit = new Commit(rows);
        pending = 0;
    }

    @Override
    public Page home(long nowMs, AccountId reader, PageRequest request) {
        flush();
        StateView view = new StateView(rows);
        return new Page(
                PlainHome.page(new PlainHome(view, settings.boostWindowMs()).all(reader, nowMs), request),
                view.offset());
    }

    @Override
    public StateReader rows() {
        flush();
        return rows;
    }

    @Override
    public void evict(AccountId reader) {
        flush();
    }

    @Override
    public void evictAll() {
        flush();
    }

    @Override
    public void strategy(String name) {
        flush();
    }

    @Override
    public void restart() {
        flush();
    }

    @Override
    public void close() {
        flush();
    }
}
