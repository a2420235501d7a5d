package dev.roost.sim;

import dev.roost.core.Commit;
import dev.roost.core.FigureMemory;
import dev.roost.core.StateReader;
import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The core alone, over sorted maps, with the plain query for its timelines. */
class CoreSubject implements Subject {
    private final SimSettings settings;
    private final TreeRows rows = new TreeRows();
    private final FigureMemory figures = new FigureMemory();
    private Commit commit = new Commit(rows, figures);
    private int pending;

    CoreSubject(SimSettings settings) {
        this.settings = settings;
    }

    @Override
    public CompletableFuture<Outcome> submit(long nowMs, Command command) {
        Outcome outcome = commit.add(nowMs, command);
        if (++pending >= settings.group()) {
            settle();
        }
        return CompletableFuture.completedFuture(outcome);
    }

    @Override
    public void settle() {
        if (!commit.isEmpty()) {
            commit.writeTo(rows);
        }
        commit = new Commit(rows, figures);
        pending = 0;
    }

    @Override
    public Page home(long nowMs, AccountId reader, PageRequest request) {
        StateView view = new StateView(rows);
        PlainHome plain = new PlainHome(view, settings.boostWindowMs());
        List<PostId> page = plain.page(reader, request, nowMs);
        List<PostId> sliced = PlainHome.page(plain.all(reader, nowMs), request);
        if (!page.equals(sliced)) {
            throw new IllegalStateException("a page by itself is " + page + ", of the whole it is " + sliced);
        }
        return new Page(page, view.offset());
    }

    @Override
    public boolean concurrent() {
        return false;
    }

    @Override
    public StateReader rows() {
        return rows;
    }

    @Override
    public void evict(AccountId reader) {}

    @Override
    public void evictAll() {}

    @Override
    public void strategy(String name) {}

    @Override
    public void restart() {}

    @Override
    public void close() {}
}
