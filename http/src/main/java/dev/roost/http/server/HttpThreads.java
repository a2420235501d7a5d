package dev.roost.http.server;

import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The platform threads that accept, select and parse; handlers run elsewhere.
 *
 * <p>A connection whose request has just been answered looks for the next one at once, on the thread that answered:
 * that is a read that mostly finds nothing, and costs less than waking another thread for it.
 */
final class HttpThreads extends QueuedThreadPool {
    /** Selecting and parsing never block, so few are enough. */
    private static final int PLATFORM_THREADS_MAX = 64;

    /** @param requests runs what may block, on virtual threads */
    HttpThreads(Executor requests) {
        super(PLATFORM_THREADS_MAX);
        setName("http");
        setVirtualThreadsExecutor(requests);
    }

    @Override
    public void execute(Runnable job) {
        if (job instanceof Connection && Thread.currentThread().isVirtual()) {
            job.run();
        } else {
            super.execute(job);
        }
    }
}
