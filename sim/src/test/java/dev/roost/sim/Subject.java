package dev.roost.sim;

import dev.roost.core.StateReader;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import java.util.List;

/** What a simulated history is tried on. */
interface Subject extends AutoCloseable {
    /** A page and the log offset at which it is to be right. */
    record Page(List<PostId> posts, long offset) {}

    Outcome execute(long nowMs, Command command);

    /** Makes every command so far visible to readers. */
    default void settle() {}

    /** Any thread. */
    Page home(long nowMs, AccountId reader, PageRequest request);

    /** Whether other threads may read while commands are executed. */
    default boolean concurrent() {
        return true;
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
