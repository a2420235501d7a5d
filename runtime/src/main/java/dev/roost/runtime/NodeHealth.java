package dev.roost.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * What keeps a node from doing all that it should, in the words of the parts concerned. Any thread.
 *
 * <p>A part is asked each time that somebody wants to know; it answers at once, from memory.
 */
public final class NodeHealth {
    private final List<Supplier<Optional<Reason>>> parts = new CopyOnWriteArrayList<>();

    /** How bad it is. */
    public enum Severity {
        /** Somebody should know; the node does its work. */
        NOTE,
        /** The node should not be sent what it would have to refuse or do badly. */
        NOT_READY,
        /** Changes are refused: an operator is wanted, unless it says that it mends itself. */
        WRITES_STOPPED
    }

    /**
     * A reason not to be content.
     *
     * @param part what speaks: {@code writes}, {@code clock}, ...
     * @param text a sentence that anybody may read: what is wrong, and what to do; nothing of the machine
     */
    public record Reason(String part, Severity severity, String text) {}

    /** Asks a part too from now on; it answers nothing when it is well. */
    public void ask(Supplier<Optional<Reason>> part) {
        parts.add(part);
    }

    /** All reasons there are now; none when all is well. */
    public List<Reason> reasons() {
        List<Reason> reasons = new ArrayList<>();
        for (Supplier<Optional<Reason>> part : parts) {
            part.get().ifPresent(reasons::add);
        }
        return reasons;
    }
}
