package dev.roost.http.server;

import java.io.IOException;
import java.nio.channels.Selector;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;

/**
 * A selector that knows for how long what it has found may have waited for it: a request lies in the system's buffer,
 * where no queue of ours sees it, while those before it are read. Its own thread asks.
 */
final class TimedSelector extends ManagedSelector {
    /** A select that takes longer had nothing to find when it began. */
    private static final long AT_ONCE_NS = 20_000;

    private long foundNs = System.nanoTime();
    private long earliestNs = foundNs;

    TimedSelector(SelectorManager manager, int id) {
        super(manager, id);
    }

    @Override
    protected int nioSelect(Selector selector, boolean now) throws IOException {
        long before = System.nanoTime();
        int found = super.nioSelect(selector, now);
        long after = System.nanoTime();
        // What was there at once has come at any time since the last look.
        earliestNs = after - before > AT_ONCE_NS ? after : foundNs;
        foundNs = after;
        return found;
    }

    /** How long what is read now has waited to be read, on average; 0 on other threads, which cannot know. */
    static long lagNs(ManagedSelector selector, long nowNs) {
        return selector instanceof TimedSelector timed
                        && !Thread.currentThread().isVirtual()
                ? nowNs - timed.foundNs + (timed.foundNs - timed.earliestNs) / 2
                : 0;
    }
}
