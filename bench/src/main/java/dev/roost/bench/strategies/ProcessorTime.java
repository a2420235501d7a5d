package dev.roost.bench.strategies;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Processor time of this process, all threads, to the nanosecond where the system has POSIX's clock for it. Java's own
 * figure goes by the hundredth of a second, which is a tenth of what is to be measured. Any thread.
 */
final class ProcessorTime {
    /** The number of CLOCK_PROCESS_CPUTIME_ID, of Linux and of macOS. */
    private static final int CLOCK = System.getProperty("os.name", "").startsWith("Mac") ? 12 : 2;

    private static final Optional<MethodHandle> CLOCK_GETTIME =
            Linker.nativeLinker().defaultLookup().find("clock_gettime").map(ProcessorTime::function);

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ProcessorTime() {}

    /** Since the start of the process; a difference of two is the figure. Costs about a microsecond. */
    static long nanosSoFar() {
        return CLOCK_GETTIME.map(ProcessorTime::read).orElseGet(PROCESS::getProcessCpuTime);
    }

    @SuppressWarnings("restricted") // benchmarks run with native access
    private static MethodHandle function(MemorySegment found) {
        return Linker.nativeLinker()
                .downcallHandle(
                        found, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    private static long read(MethodHandle clockGettime) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment seconds = arena.allocate(ValueLayout.JAVA_LONG, 2);
            int result = (int) clockGettime.invokeExact(CLOCK, seconds);
            if (result != 0) {
                return PROCESS.getProcessCpuTime();
            }
            return TimeUnit.SECONDS.toNanos(seconds.getAtIndex(ValueLayout.JAVA_LONG, 0))
                    + seconds.getAtIndex(ValueLayout.JAVA_LONG, 1);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
