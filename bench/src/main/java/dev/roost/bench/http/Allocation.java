package dev.roost.bench.http;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much was allocated on the heap. */
final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /**
     * By all threads of this process since its start, the load client among them; a difference of two is the figure.
     */
    static long bytesSoFar() {
        return THREADS.getTotalThreadAllocatedBytes();
    }
}
