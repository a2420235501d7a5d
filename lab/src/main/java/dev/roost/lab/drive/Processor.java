package dev.roost.lab.drive;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Keeps the calling thread on one processor and ahead of others there, as far as the system lets it (Linux; the second
 * needs the right to lower nice values).
 *
 * <p>Without it the system likes to put the server that a request wakes onto the processor of the thread that sent it,
 * where one of them then waits for the other's time slice, some milliseconds.
 */
public final class Processor {
    private static final int MASK_BYTES = 128;
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
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(MASK_BYTES);
            int at = number / Byte.SIZE;
            mask.set(ValueLayout.JAVA_BYTE, at, (byte) (1 << number % Byte.SIZE));
            MethodHandle affinity = function(
                    "sched_setaffinity",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
            return (int) affinity.invokeExact(0, (long) MASK_BYTES, mask) == 0;
        } catch (Throwable notHere) {
            return false;
        }
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
