package dev.roost.http.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The descriptors of this process: files and connections come out of the same number, and whoever asks past it fails.
 *
 * @param max how many the system allows
 * @param open how many there are now; costs a look at each
 */
record Descriptors(long max, LongSupplier open) {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path OPEN = Path.of("/proc/self/fd");
    private static final String MAX = "Max open files";

    /** Those of this process; as many as one likes where the system does not tell. */
    static Descriptors ofProcess() {
        try {
            return new Descriptors(max(Files.readAllLines(LIMITS)), Descriptors::count);
        } catch (IOException notTold) {
            return new Descriptors(Long.MAX_VALUE, () -> 0);
        }
    }

    private static long max(List<String> limits) {
        for (String line : limits) {
            if (line.startsWith(MAX)) {
                String soft = line.substring(MAX.length()).strip().split("\\s+")[0];
                return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
            }
        }
        return Long.MAX_VALUE;
    }

    private static long count() {
        String[] names = OPEN.toFile().list();
        return names == null ? 0 : names.length;
    }

    /** Kept free for the store and whatever else opens files. */
    long kept() {
        return Math.clamp(max / 8, 64, 1_024);
    }

    /** How many connections fit beside everything else, when so many of the open descriptors are connections. */
    int connectionsFitting(int connections) {
        if (max == Long.MAX_VALUE) {
            return Integer.MAX_VALUE;
        }
        long others = Math.max(0, open.getAsLong() - connections);
        return Math.clamp(max - kept() - others, 0, Integer.MAX_VALUE);
    }
}
