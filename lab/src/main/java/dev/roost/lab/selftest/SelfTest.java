package dev.roost.lab.selftest;

import dev.roost.lab.drive.Processor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** All oracles, one after the other: under a minute. */
public final class SelfTest {
    private static final long SEED = 8420;
    private static final long SECOND_NS = 1_000_000_000;
    private static final String LISTENING = "listening on ";

    private SelfTest() {}

    /**
     * Runs them; what takes little first.
     *
     * @param told takes each figure when it is known
     * @return whether all passed
     */
    public static boolean run(Consumer<Figure> told) throws IOException, InterruptedException {
        boolean[] passed = {true};
        Consumer<List<Figure>> tell = figures -> figures.forEach(each -> {
            passed[0] &= each.passed();
            told.accept(each);
        });
        tell.accept(HistogramOracle.adding(1_000_000, SEED));
        tell.accept(HistogramOracle.recording(40, 1_000_000));
        tell.accept(QueueOracle.run(12, SEED));
        tell.accept(FreezeOracle.measured());
        tell.accept(lateness());
        return passed[0];
    }

    /** With the server in a process of its own, so that it shares no garbage collector with the generator. */
    private static List<Figure> lateness() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SelfTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            if (line == null || !line.startsWith(LISTENING)) {
                throw new IOException("the trivial server did not start");
            }
            int port = Integer.parseInt(line.substring(LISTENING.length()));
            return LatenessOracle.run(port, 20_000, 20 * SECOND_NS, SEED);
        } finally {
            child.destroy();
            child.waitFor();
        }
    }

    /** The trivial server as a process, until it is ended; its only argument is a port, 0 or none for any free one. */
    public static void main(String[] args) throws IOException, InterruptedException {
        // The generator has the first one.
        Processor.keepTo(Runtime.getRuntime().availableProcessors() - 1);
        try (TrivialServer server = TrivialServer.always(args.length > 0 ? Integer.parseInt(args[0]) : 0)) {
            System.out.println(LISTENING + server.port());
            server.join();
        }
    }
}
