package dev.roost.app.imports;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Which times a file may have, in milliseconds since 1970. An export has those that its server's clock gave, right or
 * wrong; whatever else people write down lies neither in the future nor where seconds would be, taken for milliseconds.
 *
 * @param fromMs the first one
 * @param toMs the last one
 */
record TimeRange(long fromMs, long toMs) {
    private static final long MS_MAX = 253_402_300_799_999L;
    /** As many seconds are the year 5138; as many milliseconds the year 1973, when nobody posted. */
    private static final long SECONDS_BELOW = 100_000_000_000L;
    /** How far the clock that wrote a file may be ahead of this one. */
    private static final long AHEAD_MS = 24L * 3_600_000;

    /** What an export may have. */
    static final TimeRange OF_AN_EXPORT = new TimeRange(1, MS_MAX);

    /** What may have happened until now. */
    static TimeRange until(long nowMs) {
        return new TimeRange(SECONDS_BELOW, nowMs + AHEAD_MS);
    }

    /** A time within it. */
    long check(@Nullable Long t, String role) throws BadLineException {
        if (t == null || t <= 0 || t > MS_MAX) {
            throw new BadLineException(role + " is not a time in milliseconds since 1970: " + t);
        }
        if (t < fromMs) {
            throw new BadLineException(role + " is " + day(t) + ": it counts milliseconds since 1970, not seconds");
        }
        if (t > toMs) {
            throw new BadLineException(role + " is in the future: " + day(t));
        }
        return t;
    }

    private static String day(long ms) {
        return Instant.ofEpochMilli(ms).atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
