package dev.roost.app;

import dev.roost.lab.drive.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** A line in the terminal that says how far a laboratory's run is, and is written over every second. */
final class LabProgress {
    private static final int BAR = 20;

    private final PrintWriter err;

    LabProgress(PrintWriter err) {
        this.err = err;
    }

    /** Counts the steps of setting accounts up, two for each; any thread. {@code where} is empty or names a server. */
    IntConsumer settingUp(String where, int accounts) {
        String what = where.isEmpty() ? "setting up" : "setting up " + where;
        return steps(what, 2 * accounts);
    }

    /** Counts any steps; any thread. */
    IntConsumer steps(String what, int all) {
        AtomicInteger done = new AtomicInteger();
        return more -> {
            int now = done.addAndGet(more);
            if (now % Math.max(1, all / 50) == 0 || now == all) {
                tell(String.format(Locale.ROOT, "%s, %d %%", what, now * 100L / all));
            }
        };
    }

    /** Shows a run of this length, from its first second on. */
    Consumer<Progress> running(long lengthNs) {
        long startNs = System.nanoTime();
        return now -> tell(line(now, System.nanoTime() - startNs, lengthNs));
    }

    static String line(Progress now, long sinceNs, long lengthNs) {
        double share = Math.clamp((double) sinceNs / lengthNs, 0, 1);
        int full = (int) Math.round(share * BAR);
        return String.format(
                Locale.ROOT,
                "[%s%s] %,d of %,d s, %,d sent, %,d under way, %,d failed, %,d connections, p50 %.2f ms, p99 %.2f ms",
                "#".repeat(full),
                ".".repeat(BAR - full),
                Math.min(sinceNs, lengthNs) / 1_000_000_000,
                lengthNs / 1_000_000_000,
                now.sent(),
                Math.max(0, now.sent() - now.done()),
                now.failed(),
                now.connections(),
                now.recent().percentileNs(50) / 1e6,
                now.recent().percentileNs(99) / 1e6);
    }

    private synchronized void tell(String words) {
        err.print("\rroost lab: " + words + "\u001b[K");
        err.flush();
    }

    /** What follows begins on a line of its own. */
    void end() {
        err.println();
        err.flush();
    }
}
