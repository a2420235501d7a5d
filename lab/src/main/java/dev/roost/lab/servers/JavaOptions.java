package dev.roost.lab.servers;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

/** Options of the Java machine that every Roost runs with, whoever starts it. */
public final class JavaOptions {
    private static final List<String> ALWAYS = List.of(
            "-XX:+UseCompactObjectHeaders",
            "-XX:-UseDynamicNumberOfCompilerThreads",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED");

    /** Not every system knows it: the launcher looks. */
    private static final String HUGE_PAGES = "-XX:+UseTransparentHugePages";

    private JavaOptions() {}

    /** Those of the launcher, for a program that this one starts; huge pages if this one was given them itself. */
    public static List<String> ofEveryRoost() {
        List<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments();
        return own.contains(HUGE_PAGES)
                ? Stream.concat(ALWAYS.stream(), Stream.of(HUGE_PAGES)).toList()
                : ALWAYS;
    }
}
