package dev.roost.timeline;

import java.util.concurrent.locks.ReentrantLock;

/** The strategy in force. Any thread; of two changes at once one is wholly in force afterwards. */
final class StrategySwitch {
    private final Deliveries deliveries;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Strategy strategy;
    /** Whether the delivering thread has failed; changed under the lock. */
    private volatile boolean undeliverable;

    StrategySwitch(Strategy first, Deliveries deliveries) {
        this.deliveries = deliveries;
        this.strategy = first;
    }

    Strategy get() {
        return strategy;
    }

    boolean isDeliverable() {
        return !undeliverable;
    }

    /** Returns whether it is in force; not if it needs deliveries and there are none. */
    boolean set(Strategy changed) {
        changing.lock();
        try {
            if (undeliverable && changed != Strategy.READ) {
                return false;
            }
            strategy = changed;
            deliveries.hybrid(changed == Strategy.HYBRID);
            return true;
        } finally {
            changing.unlock();
        }
    }

    /** Nobody delivers any more: from now on pages come from the authors' posts. */
    void withoutDeliveries() {
        changing.lock();
        try {
            undeliverable = true;
            strategy = Strategy.READ;
        } finally {
            changing.unlock();
        }
    }
}
