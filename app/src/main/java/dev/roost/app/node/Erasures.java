package dev.roost.app.node;

import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.Outcome;
import dev.roost.runtime.OverloadedException;
import dev.roost.runtime.Roost;
import dev.roost.runtime.WritesStoppedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases deleted accounts for good once the time to restore them has passed: looks at the start and every hour, on a
 * thread of its own. What it does are commands in the log, a bounded part of an account in each.
 */
public final class Erasures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
    private static final Duration PERIOD = Duration.ofHours(1);

    private final Roost roost;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Erasures(Roost roost) {
        this.roost = roost;
        this.thread = Thread.ofPlatform().name("erasures").daemon().unstarted(this::run);
    }

    /** Begins. */
    public static Erasures start(Roost roost) {
        Erasures erasures = new Erasures(roost);
        erasures.thread.start();
        return erasures;
    }

    private void run() {
        try {
            do {
                try {
                    eraseDue(roost);
                } catch (WritesStoppedException | OverloadedException e) {
                    LOG.warn("deleted accounts are erased later: {}", e.getMessage());
                }
            } while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Erases all whose time has come, now. */
    static void eraseDue(Roost roost) {
        long deletedBeforeMs = roost.nowMs() - Limits.DELETED_ACCOUNT_MS;
        for (AccountId account : roost.reads().deletedBy(deletedBeforeMs)) {
            Outcome outcome;
            do {
                outcome = roost.execute(new Command.EraseAccount(account));
            } while (outcome instanceof Outcome.Done
                    && roost.reads().deletedBy(deletedBeforeMs).contains(account));
            LOG.info("account {} was deleted 30 days ago and is erased: {}", account, outcome);
        }
    }

    /** Stops looking; what is being erased goes on after the next start. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
