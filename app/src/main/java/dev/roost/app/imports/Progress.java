package dev.roost.app.imports;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a long task is: a bar on a terminal, and elsewhere a line now and then once it has taken more than a second.
 * One thread.
 */
public final class Progress implements AutoCloseable {
    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long EACH_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int BAR_MS = 200;

    private final String task;
    private final long max;
    private final PrintStream out;
    private final @Nullable ProgressBar bar;
    private long nextNanos = System.nanoTime() + FIRST_NANOS;

    private Progress(String task, long max, PrintStream out, @Nullable ProgressBar bar) {
        this.task = task;
        this.max = max;
        this.out = out;
        this.bar = bar;
    }

    /**
     * Begins to show a task.
     *
     * @param max what {@link #at} will reach; 0 where it is not known
     */
    public static Progress of(String task, long max, PrintStream out) {
        return new Progress(task, max, out, isTerminal() ? bar(task, max, out) : null);
    }

    /** Java 25 has no console again where there is no terminal, as before 22. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static ProgressBar bar(String task, long max, PrintStream out) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(max)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(BAR_MS)
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .build();
    }

    /**
     * The task has come to {@code done}. Cheap enough for every thousand lines.
     *
     * @param note what to show beside it
     */
    public void at(long done, String note) {
        if (bar != null) {
            bar.stepTo(Math.min(done, max));
            bar.setExtraMessage(" " + note);
            return;
        }
        long now = System.nanoTime();
        if (now - nextNanos >= 0) {
            nextNanos = now + EACH_NANOS;
            String share = max > 0 ? String.format(Locale.ROOT, "%d %%, ", Math.min(100, done * 100 / max)) : "";
            out.println(task + ": " + share + note);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
