package dev.roost.app.imports;

import dev.roost.core.StateView;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What an import writes to and reads from.
 *
 * @param log takes commands, in the order in which one thread gives them; the outcome is durable when it is there
 * @param state the newest commit, always
 */
public record OpenCommunity(Function<Command, CompletableFuture<Outcome>> log, StateView state) {
    /**
     * Commits a command and waits for the outcome.
     *
     * @throws ImportFailedException when writes are stopped
     */
    public Outcome execute(Command command) {
        return ImportPipeline.answer(ImportPipeline.submit(log, command));
    }
}
