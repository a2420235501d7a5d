package dev.roost.lab.drive;

import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * When this Java machine stood still, for garbage or otherwise, as its own log tells. The log goes to a file that is
 * there until {@link #close}. One thread.
 */
public final class Pauses implements Closeable {
    private static final Pattern LINE = Pattern.compile("\\[(\\d+)ns\\] Safepoint \"([^\"]*)\".*Total: +(\\d+) ns");

    private final Path file;
    private boolean watching = true;

    private Pauses(Path file) {
        this.file = file;
    }

    /**
     * A pause.
     *
     * @param atNs its end, in {@link System#nanoTime}
     * @param lengthNs with the time that threads took to stop
     */
    public record Pause(long atNs, long lengthNs, String cause) {}

    /** Begins to watch. */
    public static Pauses watch() throws IOException {
        return watch(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** The same with the log in this folder. */
    static Pauses watch(Path folder) throws IOException {
        Path file = Files.createTempFile(
                folder, "roost-lab-" + ProcessHandle.current().pid() + "-", ".pauses");
        // When the laboratory is ended from outside.
        file.toFile().deleteOnExit();
        // Without a count of files, the Java machine would keep the empty one beside its log, as a number 0.
        tell("output=" + file, "output_options=filecount=0", "what=safepoint=info", "decorators=timenanos");
        return new Pauses(file);
    }

    /** What there was; ends watching. Empty where this Java machine does not tell. */
    public List<Pause> end() throws IOException {
        stop();
        List<Pause> pauses = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.map(LINE::matcher)
                    .filter(Matcher::find)
                    .forEach(line -> pauses.add(
                            new Pause(Long.parseLong(line.group(1)), Long.parseLong(line.group(3)), line.group(2))));
        }
        return pauses;
    }

    /** Once: told again, the Java machine would begin the log anew to end it. */
    private void stop() {
        if (watching) {
            watching = false;
            tell("output=" + file, "what=all=off");
        }
    }

    /** Leaves nothing behind. */
    @Override
    public void close() throws IOException {
        stop();
        Files.deleteIfExists(file);
    }

    private static void tell(String... options) {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmLog",
                            new Object[] {options},
                            new String[] {String[].class.getName()});
        } catch (JMException otherMachine) {
            // Then there are none to show.
        }
    }
}
