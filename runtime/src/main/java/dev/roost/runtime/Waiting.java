package dev.roost.runtime;

import dev.roost.model.Command;
import dev.roost.model.Outcome;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A command that waits for its outcome. */
final class Waiting {
    private final Command command;
    private final CompletableFuture<Outcome> answer = new CompletableFuture<>();
    /** What applying it gave; answered once it is on disk. */
    private @Nullable Outcome outcome;

    Waiting(Command command) {
        this.command = command;
    }

    Command command() {
        return command;
    }

    CompletableFuture<Outcome> answer() {
        return answer;
    }

    /** The applying thread. */
    void applied(Outcome result) {
        outcome = result;
    }

    /** The committing thread, once the commit is on disk and published. */
    void tellOutcome() {
        Outcome result = outcome;
        if (result == null) {
            throw new IllegalStateException("a command was committed without being applied: " + command);
        }
        answer.complete(result);
    }

    void refuse(Stop why) {
        answer.completeExceptionally(why.exception());
    }
}
