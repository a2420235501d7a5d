package dev.roost.lab.drive;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the calling thread on one processor and ahead of others there, as far as the system lets it (Linux; the second
 * needs the right to lower nice values).
 *
 * <p>Without it the system likes to put the server that a request wakes onto the processor of the thread that sent it,
 * where one of them then waits for the other's time slice, some milliseconds.
 */
public final class Processor {
    private static final int MASK_BYTES = 128;
    private static final int CALLING_THREAD = 0;
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final int PRIO_PROCESS = 0;
    private static final int NICE_LEAST = -20;

    private Processor() {}

    /**
     * Asks for it.
     *
     * @param number of the processor, from 0
     * @return whether the thread stays there now
     */
    public static boolean keepTo(int number) {
        BitSet only = new BitSet();
        only.set(number);
        return allow(CALLING_THREAD, only);
    }

    /** As {@link #keepTo(int)}, for every thread that the process has now, and those that they will start. */
    public static boolean keepProcessTo(int number) {
        BitSet only = new BitSet();
        only.set(number);
        return threads().stream().allMatch(thread -> allow(thread, only));
    }

    /**
     * Sends all threads of this process, and those that they will start, away from some processors, if it may use
     * others: compilers and collectors would stop who keeps to one of these for some milliseconds. All but the one that
     * stops the Java machine: it works while the others stand still, and elsewhere it would first wait for a processor
     * on which a server is busy.
     *
     * @param first of the processors, from 0
     * @return lets them be anywhere again
     */
    static Runnable clear(int first, int count) {
        BitSet allowed = allowed();
        BitSet others = (BitSet) allowed.clone();
        others.clear(first, first + count);
        if (others.isEmpty()) {
            return () -> {};
        }
        threads().stream().filter(thread -> !stopsTheMachine(thread)).forEach(thread -> allow(thread, others));
        return () -> threads().forEach(thread -> allow(thread, allowed));
    }

    /** Numbers of this process's threads; those of the Java machine too. */
    private static List<Integer> threads() {
        try (Stream<Path> each = Files.list(THREADS)) {
            return each.map(thread -> Integer.parseInt(thread.getFileName().toString()))
                    .toList();
        } catch (IOException | RuntimeException notHere) {
            return List.of();
        }
    }

    private static boolean stopsTheMachine(int thread) {
        try {
            return Files.readString(THREADS.resolve(thread + "/comm")).strip().equals("VM Thread");
        } catch (IOException ended) {
            return false;
        }
    }

    private static BitSet allowed() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(MASK_BYTES);
            // The kernel's own call tells how many bytes it wrote; that of the C library is 0 when all is well.
            return (int) affinity("sched_getaffinity").invokeExact(CALLING_THREAD, (long) MASK_BYTES, mask) == 0
                    ? BitSet.valueOf(mask.toArray(ValueLayout.JAVA_BYTE))
                    : new BitSet();
        } catch (Throwable notHere) {
            return new BitSet();
        }
    }

    private static boolean allow(int thread, BitSet processors) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(MASK_BYTES);
            byte[] bits = processors.toByteArray();
            MemorySegment.copy(bits, 0, mask, ValueLayout.JAVA_BYTE, 0, bits.length);
            return (int) affinity("sched_setaffinity").invokeExact(thread, (long) MASK_BYTES, mask) == 0;
        } catch (Throwable notHere) {
            return false;
        }
    }

    private static MethodHandle affinity(String name) {
        return function(
                name,
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    }

    /** Asks to go before other threads; true if granted. */
    public static boolean goFirst() {
        try {
            MethodHandle priority = function(
                    "setpriority",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            return (int) priority.invokeExact(PRIO_PROCESS, 0, NICE_LEAST) == 0;
        } catch (Throwable notHere) {
            return false;
        }
    }

    @SuppressWarnings("restricted") // the launcher lets this program call native functions
    private static MethodHandle function(String name, FunctionDescriptor types) {
        SymbolLookup found = Linker.nativeLinker().defaultLookup();
        return Linker.nativeLinker().downcallHandle(found.findOrThrow(name), types);
    }
}
