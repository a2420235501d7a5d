package dev.roost.app.imports;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a long command end in order when the process is told to stop (Ctrl-C, SIGTERM): the command sees
 * {@link #isAsked} and returns, while the process waits for it.
 */
public final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "interruption");
    private volatile boolean asked;

    private Interruption() {}

    /** From now until {@link #close}, the process waits for the command. */
    public static Interruption guard() {
        Interruption guard = new Interruption();
        Runtime.getRuntime().addShutdownHook(guard.hook);
        return guard;
    }

    /** Whether to stop. Any thread. */
    public boolean isAsked() {
        return asked;
    }

    private void stop() {
        asked = true;
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has ended. */
    @Override
    public void close() {
        ended.countDown();
        if (!asked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending already; the hook has seen the latch.
            }
        }
    }
}
