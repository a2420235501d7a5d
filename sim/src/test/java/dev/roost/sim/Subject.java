package dev.roost.sim;

import dev.roost.core.StateReader;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import dev.roost.runtime.Reads;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a simulated history is tried on. */
interface Subject extends AutoCloseable {
    /** A page and the log offset at which it is to be right. */
    record Page(List<PostId> posts, long offset) {}

    /** Asks for a command; commands are applied in the order of the calls. */
    CompletableFuture<Outcome> submit(long nowMs, Command command);

    /** Makes every command so far visible to readers. */
    default void settle() {}

    /** Any thread. */
    Page home(long nowMs, AccountId reader, PageRequest request);

    /** Whether other threads may read while commands are executed. */
    default boolean concurrent() {
        return true;
    }

    /** Other reads of the settled state, if there are any. */
    default Optional<Reads> reads(long nowMs) {
        return Optional.empty();
    }

    /** All rows of the settled state. */
    StateReader rows();

    void evict(AccountId reader);

    void evictAll();

    void strategy(String name);

    void restart();

    @Override
    void close();
}
