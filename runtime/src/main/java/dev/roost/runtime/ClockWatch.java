package dev.roost.runtime;

import dev.roost.runtime.NodeHealth.Reason;
import dev.roost.runtime.NodeHealth.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock that gives log entries their times, watched. Times along the log never decrease; so when the clock has gone
 * back, entries get the time of the newest one, which is ahead of the clock, until it is reached. That is said once in
 * the log, and again when it is over. A clock that leaps forward does that damage, so it is told of too: by comparing
 * it with one that only counts.
 *
 * <p>Neither keeps a node from its work: posts are taken and shown, in the right order, with times ahead.
 */
final class ClockWatch implements InstantSource {
    /** How far ahead of the clock the log must be to be told of: less is how clocks are set. */
    static final long AHEAD_MS = 10_000;
    /** How much the clock must leap to be told of. */
    static final long LEAP_MS = 60_000;
    /** How long a leap is told of to those who ask. */
    static final long LEAP_TOLD_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

    private final InstantSource clock;
    private final LongSupplier nanos;
    private final LongSupplier newestEntryMs;
    /** The latest time given out or met in the log. The applying thread's, once it runs. */
    private volatile long latestMs;

    private volatile long lookedNanos;
    private long lookedMs;
    private boolean behind;
    private boolean leapt;
    private long leapMs;
    private long leaptNanos;

    /**
     * Looks at the clock for the first time.
     *
     * @param nanos counts on, whatever the clock is set to
     * @param newestEntryMs time of the newest entry on disk, 0 for none
     */
    ClockWatch(InstantSource clock, LongSupplier nanos, LongSupplier newestEntryMs) {
        this.clock = clock;
        this.nanos = nanos;
        this.newestEntryMs = newestEntryMs;
        latestMs = newestEntryMs.getAsLong();
        lookedMs = clock.millis();
        lookedNanos = nanos.getAsLong();
        look(lookedMs);
    }

    /** The time for the next entry, unless the newest one is later. The applying thread. */
    @Override
    public long millis() {
        long nowMs = clock.millis();
        if (nowMs > latestMs) {
            latestMs = nowMs;
        }
        if (nanos.getAsLong() - lookedNanos >= LOOK_NANOS) {
            look(nowMs);
        }
        return nowMs;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    /** What is wrong with the clock now. Any thread. */
    synchronized Optional<Reason> reason() {
        long nowMs = clock.millis();
        look(nowMs);
        if (behind) {
            return note("the clock is " + words(latestMs - nowMs) + " behind the newest entry of the log: what is"
                    + " posted until it catches up has times ahead of it. If the clock is wrong, set it right; if it was"
                    + " ahead before, this passes by itself");
        }
        if (leapt) {
            return note("the clock leapt forward by " + words(leapMs) + ", or the machine slept. If the clock is wrong,"
                    + " stop the server and set it right before more is posted with times ahead");
        }
        return Optional.empty();
    }

    private static Optional<Reason> note(String text) {
        return Optional.of(new Reason("clock", Severity.NOTE, text));
    }

    private synchronized void look(long nowMs) {
        long nowNanos = nanos.getAsLong();
        long leap = nowMs - lookedMs - TimeUnit.NANOSECONDS.toMillis(nowNanos - lookedNanos);
        lookedMs = nowMs;
        lookedNanos = nowNanos;
        lookForLeap(leap, nowMs, nowNanos);
        long aheadMs = latestMs - nowMs;
        if (behind && aheadMs <= 0) {
            behind = false;
            LOG.info("the clock has caught up with the log: new posts have the clock's times again");
        } else if (!behind && aheadMs >= AHEAD_MS && newestEntryMs.getAsLong() - nowMs >= AHEAD_MS) {
            // What was refused at a later time is in no log, hence the look at the entry itself.
            behind = true;
            LOG.warn(
                    "the clock ({}) is {} behind the newest entry of the log ({}): it has gone back, or was ahead before."
                            + " Times along the log never decrease, so whatever is posted until the clock catches up has"
                            + " the newest entry's time, ahead of the clock. If the clock is wrong now, set it right; if it"
                            + " is right, this passes by itself. If that is too long to wait, restore a backup from before",
                    at(nowMs),
                    words(aheadMs),
                    at(latestMs));
        }
    }

    private void lookForLeap(long leap, long nowMs, long nowNanos) {
        if (leap >= LEAP_MS) {
            leapt = true;
            leapMs = leap;
            leaptNanos = nowNanos;
            LOG.warn(
                    "the clock leapt forward by {} to {}, or the machine slept. If the clock is wrong, stop the server and"
                            + " set it right at once: what is posted meanwhile keeps times ahead, and so does what is posted"
                            + " after it until the right time has caught up",
                    words(leap),
                    at(nowMs));
        } else if (leapt && (nowNanos - leaptNanos >= LEAP_TOLD_NANOS || leap <= -leapMs / 2)) {
            leapt = false;
        }
    }

    private static Instant at(long ms) {
        return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS);
    }

    /** A duration in the two largest units that it has. */
    static String words(long ms) {
        Duration time = Duration.ofMillis(ms);
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + " s";
    }
}
