package dev.roost.http;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads. */
public final class Eventually {
    private static final long PATIENCE_NS = Duration.ofSeconds(20).toNanos();

    private Eventually() {}

    /** Returns once it is so; fails after a while. */
    public static void is(BooleanSupplier condition) {
        long beganNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - beganNs > PATIENCE_NS) {
                throw new AssertionError("did not happen");
            }
            Thread.onSpinWait();
        }
    }
}
