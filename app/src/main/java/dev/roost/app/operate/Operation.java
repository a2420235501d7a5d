package dev.roost.app.operate;

import dev.roost.runtime.Roost;
import java.util.function.Consumer;

/** Something that an operator asks of a node, which may be a running server: so it may not hold it up. */
@FunctionalInterface
public interface Operation {
    /**
     * Does it.
     *
     * @param lines takes what the operator shall see, line by line, as it comes
     * @return whether all is well; if not, the lines say what is wrong
     * @throws OperationRefusedException when it cannot be done as asked
     */
    boolean run(Roost roost, Arguments arguments, Consumer<String> lines) throws OperationRefusedException;

    /** Does it, and shows how far it is if it takes long. */
    default boolean run(Roost roost, Arguments arguments, Output output) throws OperationRefusedException {
        return run(roost, arguments, output::line);
    }
}
