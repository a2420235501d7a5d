package dev.roost.core;

/** The time that the log has come to. */
public final class LogTime {
    private LogTime() {}

    /** Time of the newest command in a state, milliseconds since 1970; 0 for an empty state. One row is read. */
    public static long newestMs(StateReader rows) {
        return Heads.read(rows.get(Table.META, Keys.HEADS)).timeMs;
    }
}
