package dev.roost.lab.selftest;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** All oracles, one after the other: a minute and a half. */
public final class SelfTest {
    private static final long SEED = 8420;
    private static final long SECOND_NS = 1_000_000_000;
    private static final long LATE_NS = 100_000;

    private SelfTest() {}

    /**
     * Runs them; what takes little first.
     *
     * @param told takes each figure when it is known
     * @return whether all passed
     */
    public static boolean run(Consumer<Figure> told) throws IOException, InterruptedException {
        boolean[] passed = {true};
        Consumer<List<Figure>> tell = figures -> figures.forEach(each -> {
            passed[0] &= each.passed();
            told.accept(each);
        });
        tell.accept(HistogramOracle.adding(1_000_000, SEED));
        tell.accept(HistogramOracle.recording(40, 1_000_000));
        tell.accept(QueueOracle.run(12, SEED));
        tell.accept(FreezeOracle.measured());
        tell.accept(ClockOracle.run(5 * SECOND_NS, LATE_NS));
        tell.accept(lateness());
        return passed[0];
    }

    /** With the server in a process of its own. */
    private static List<Figure> lateness() throws IOException, InterruptedException {
        try (ServerProcess servers = ServerProcess.start()) {
            return LatenessOracle.run(servers.serve(), 20_000, 20 * SECOND_NS, SEED);
        }
    }
}
