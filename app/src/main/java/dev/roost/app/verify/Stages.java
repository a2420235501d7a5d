package dev.roost.app.verify;

import dev.roost.app.operate.Output;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells how far a verification is, and how long it has yet to go. One thread. */
final class Stages {
    private static final long EACH_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    /** After so long what is left can be told from what is done. */
    private static final long TELLING_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Output output;
    private String task = "";
    private long startNanos;
    private long nextNanos;

    Stages(Output output) {
        this.output = output;
    }

    /** A task has come to {@code done} of {@code max}, which is 0 where it is not known. */
    void at(String what, long done, long max, String note) {
        long now = System.nanoTime();
        if (!task.equals(what)) {
            task = what;
            startNanos = now;
            nextNanos = now;
        }
        if (now - nextNanos >= 0) {
            nextNanos = now + EACH_NANOS;
            output.progress(new Output.Stage(what, done, max, note + left(done, max, now - startNanos)));
        }
    }

    static String left(long done, long max, long spentNanos) {
        if (done == 0 || done >= max || spentNanos < TELLING_NANOS) {
            return "";
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds((long) (spentNanos * ((double) (max - done) / done))) + 1;
        return seconds < 120
                ? String.format(Locale.ROOT, ", about %,d s left", seconds)
                : String.format(Locale.ROOT, ", about %,d min left", (seconds + 30) / 60);
    }
}
