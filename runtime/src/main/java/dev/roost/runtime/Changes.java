package dev.roost.runtime;

import dev.roost.model.*;
import java.util.List;

/** The feed of what has changed, for caches and streams. */
public final class Changes {
    /**
     * Called on the commit thread, after the commit and before the answer, in log order: only invalidate caches, never
     * block.
     */
    public void beforeAnswer(Listener listener) {
        throw new UnsupportedOperationException();
    }
    /**
     * Called on one dispatcher thread of its own, after the change is visible, in log order; may lag, never blocks
     * writers. If it lags by more than a bound, changes are dropped and {@link Listener#lost} is called.
     */
    public void afterwards(Listener listener) {
        throw new UnsupportedOperationException();
    }
    /**
     * Follows a reader's home timeline as it grows: {@code arrived} is called on the dispatcher thread for each post or
     * boost (not imported) that the home rules let through. Close to stop.
     */
    public AutoCloseable watchHome(AccountId reader, HomeListener listener) {
        throw new UnsupportedOperationException();
    }
    /** Follows a list's timeline as it grows. */
    public AutoCloseable watchList(AccountList list, HomeListener listener) {
        throw new UnsupportedOperationException();
    }

    public interface Listener {
        void changed(List<Change> changes);

        default void lost() {}
    }

    public interface HomeListener {
        void arrived(Post post);
    }
}
