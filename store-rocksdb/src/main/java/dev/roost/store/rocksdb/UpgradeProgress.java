package dev.roost.store.rocksdb;

import dev.roost.core.Replay;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log how far a replay is: entries done and time left, which goes by the bytes that they have. */
final class UpgradeProgress implements Replay.Progress {
    private static final Logger LOG = LoggerFactory.getLogger(UpgradeProgress.class);
    private static final long EACH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final long last;
    private final long bytesMax;
    private final long startNanos = System.nanoTime();
    private long nextNanos = startNanos + EACH_NANOS;

    UpgradeProgress(long last, long bytesMax) {
        this.last = last;
        this.bytesMax = bytesMax;
    }

    @Override
    public void at(long offset, long bytes) {
        long now = System.nanoTime();
        if (now - nextNanos >= 0) {
            nextNanos = now + EACH_NANOS;
            LOG.info("upgrade: {}", line(offset, bytes, now - startNanos));
        }
    }

    /** The line that is said after so long. */
    String line(long offset, long bytes, long nanos) {
        double left = (double) nanos * (bytesMax - bytes) / Math.max(1, bytes);
        return String.format(
                Locale.ROOT,
                "%,d of %,d entries applied, about %,d s left",
                offset,
                last,
                TimeUnit.NANOSECONDS.toSeconds((long) left) + 1);
    }

    /** What is said in the end. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "all %,d entries applied in %.1f s",
                last,
                (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1));
    }
}
