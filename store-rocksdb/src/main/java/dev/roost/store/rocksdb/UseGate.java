package dev.roost.store.rocksdb;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BooleanSupplier;

/**
 * Shared by those who use something, exclusive for whoever changes it for another or closes it.
 *
 * <p>A use within a use never waits for good behind one who wants to be alone, or the two would wait for each other:
 * newcomers are held back for a moment only, again and again, until nobody is inside. Any thread.
 */
final class UseGate {
    private static final long HOLD_NANOS = 50_000_000;
    private static final long PAUSE_NANOS = 100_000;
    private static final int SPINS = 200;
    /** Rounds in which what is open for long is waited for: a few seconds. */
    private static final int PATIENT_ROUNDS = 40;

    private final StampedLock lock = new StampedLock();
    /** Until when newcomers are to wait; 0 for not at all. */
    private volatile long heldUntilNanos;

    private volatile boolean held;

    /** Joins those who use it; {@link #leave} with what is returned. */
    long join() {
        while (held && heldUntilNanos - System.nanoTime() > 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return joinAtOnce();
    }

    /** As {@link #join}, of somebody who has something of it open, and lets go of it the sooner for this. */
    long joinAtOnce() {
        long stamp = lock.tryReadLock();
        for (int tries = 0; stamp == 0; tries++) {
            if (tries < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            stamp = lock.tryReadLock();
        }
        return stamp;
    }

    void leave(long stamp) {
        lock.unlockRead(stamp);
    }

    /**
     * Waits until nobody uses it, and keeps everybody out until {@link #openAgain}.
     *
     * @param idle whether nothing of it is open beyond single uses; waited for, but not for long
     */
    long alone(BooleanSupplier idle) {
        boolean interrupted = false;
        try {
            for (int round = 0; ; round++) {
                long until = System.nanoTime() + HOLD_NANOS;
                heldUntilNanos = until;
                held = true;
                while (until - System.nanoTime() > 0) {
                    try {
                        long stamp = lock.tryWriteLock(PAUSE_NANOS, TimeUnit.NANOSECONDS);
                        if (stamp != 0 && (round >= PATIENT_ROUNDS || idle.getAsBoolean())) {
                            return stamp;
                        }
                        if (stamp != 0) {
                            lock.unlockWrite(stamp);
                            LockSupport.parkNanos(PAUSE_NANOS);
                        }
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
                held = false;
                LockSupport.parkNanos(HOLD_NANOS);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void openAgain(long stamp) {
        held = false;
        lock.unlockWrite(stamp);
    }
}
