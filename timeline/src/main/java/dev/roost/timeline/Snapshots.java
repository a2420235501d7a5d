package dev.roost.timeline;

import dev.roost.core.StateView;
import java.util.function.Function;

/** Gives views of single commits. Any thread. */
public interface Snapshots {
    /** Reads from the newest commit; the view ends with the call. */
    <T> T read(Function<StateView, T> reading);
}
