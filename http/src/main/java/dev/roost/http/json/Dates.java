package dev.roost.http.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as Mastodon writes them: always with milliseconds, always in UTC. */
public final class Dates {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);

    private Dates() {}

    /** {@code 2026-01-31T12:00:00.000Z} */
    public static String time(long ms) {
        return TIME.format(Instant.ofEpochMilli(ms));
    }

    /** {@code 2026-01-31} */
    public static String day(long ms) {
        return DAY.format(Instant.ofEpochMilli(ms));
    }

    /** The beginning of the day, as Mastodon gives it for accounts: {@code 2026-01-31T00:00:00.000Z} */
    public static String timeOfDayStart(long ms) {
        return TIME.format(Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.DAYS));
    }
}
