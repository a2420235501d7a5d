package dev.roost.runtime.threads;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Lets threads step back behind others of the process where processors are short: Linux's nice values, which are a
 * thread's own there. A thread at 10 gets a tenth of what one at 0 gets beside it, and all that nobody else wants. Does
 * nothing on other systems, where Java has no way to say it. Any thread; a call to the system each.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setpriority.2.html">setpriority(2), notes</a>
 */
public final class Niceness {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;

    private Niceness() {}

    /**
     * The calling platform thread steps back.
     *
     * @param nice from 0 to 19
     * @return whether it did
     */
    public static boolean ofThisThread(int nice) {
        return Files.isDirectory(THREADS) && set(CALLING_THREAD, nice);
    }

    /**
     * Threads of the process step back, those of the Java machine too.
     *
     * @param named by the first 15 characters of a thread's name, which is what the system knows
     * @return how many did
     */
    public static int ofThreads(Predicate<String> named, int nice) {
        int count = 0;
        for (Path thread : threads()) {
            try {
                if (named.test(Files.readString(thread.resolve("comm")).strip())
                        && set(Integer.parseInt(thread.getFileName().toString()), nice)) {
                    count++;
                }
            } catch (IOException ended) {
                // It is gone.
            }
        }
        return count;
    }

    private static List<Path> threads() {
        try (Stream<Path> each = Files.list(THREADS)) {
            return each.toList();
        } catch (IOException notHere) {
            return List.of();
        }
    }

    private static boolean set(int thread, int nice) {
        try {
            return (int) Native.SET_PRIORITY.invokeExact(PRIO_PROCESS, thread, nice) == 0;
        } catch (Throwable notHere) {
            return false;
        }
    }

    @SuppressWarnings("restricted") // the launcher allows native access
    private static final class Native {
        static final MethodHandle SET_PRIORITY = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("setpriority"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT));
    }
}
