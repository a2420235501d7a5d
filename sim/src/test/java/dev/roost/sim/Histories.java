package dev.roost.sim;

import java.util.function.Function;

/** Runs histories; a failing one is shrunk and shown in a form that a regression test can take. */
final class Histories {
    private static final int SHRINK_TRIES = 3_000;

    private Histories() {}

    /** Runs the history of a seed and returns how many pages it compared. */
    static long run(long seed, int length, Function<SimSettings, Subject> subjects) {
        return run("seed " + seed, HistoryGenerator.of(seed, length), subjects);
    }

    static long run(String name, History history, Function<SimSettings, Subject> subjects) {
        try {
            return Simulation.run(history, subjects);
        } catch (RuntimeException | AssertionError e) {
            History shorter = Shrinker.shrink(history, h -> fails(h, subjects), SHRINK_TRIES);
            throw new AssertionError(
                    name + " failed: " + e.getMessage() + "\nas does, with "
                            + shorter.steps().size() + " steps: " + failure(shorter, subjects) + "\n" + shorter,
                    e);
        }
    }

    private static boolean fails(History history, Function<SimSettings, Subject> subjects) {
        return !failure(history, subjects).isEmpty();
    }

    private static String failure(History history, Function<SimSettings, Subject> subjects) {
        try {
            Simulation.run(history, subjects);
            return "";
        } catch (RuntimeException | AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }
}
