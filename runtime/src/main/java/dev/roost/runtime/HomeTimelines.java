package dev.roost.runtime;

import dev.roost.model.*;
import java.util.List;

/** Exact home timelines. Any thread. */
public final class HomeTimelines {
    /** A page of the reader's home timeline, newest first, and the log offset at which it is exact. */
    public HomePage page(AccountId reader, PageRequest request) {
        throw new UnsupportedOperationException();
    }

    public record HomePage(List<PostId> posts, long offset) {}
}
