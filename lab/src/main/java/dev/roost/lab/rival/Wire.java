package dev.roost.lab.rival;

import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Response times that no load tool took: from the packet with the request to the first one with its answer, as the
 * kernel stamps both on the loopback interface. Captures from its making on, with tcpdump. Linux.
 *
 * <p>A tool's own times hold these, and what it needs itself to send and to notice the answer.
 */
final class Wire implements Closeable {
    private static final String LISTENING = "listening on";

    /** Bytes of a packet that are kept: its headers. */
    private static final String KEPT = "100";

    /** KiB for packets that tcpdump has not taken yet. */
    private static final String BUFFER_KB = "65536";

    private final String program;
    private final int port;
    private final Path file;
    private final Process process;

    /**
     * Begins.
     *
     * @param program where tcpdump is
     * @param port of the server
     * @throws IOException if it may not capture; the message is tcpdump's own
     */
    Wire(String program, int port) throws IOException {
        this.program = program;
        this.port = port;
        file = Files.createTempFile("roost-wire", ".pcap");
        process = new ProcessBuilder(capture(program, port, file))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader told = process.errorReader();
        StringBuilder refused = new StringBuilder();
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            if (line.contains(LISTENING)) {
                return;
            }
            refused.append(line).append(' ');
        }
        close();
        throw new IOException("tcpdump cannot capture here, without --wire it works: "
                + refused.toString().strip());
    }

    private static List<String> capture(String program, int port, Path file) {
        return List.of(
                program,
                "-i",
                "lo",
                // Its own user could not write the file.
                "-Z",
                System.getProperty("user.name"),
                "-s",
                KEPT,
                "-B",
                BUFFER_KB,
                "--time-stamp-precision=nano",
                "-w",
                file.toString(),
                "tcp port " + port + " and tcp[tcpflags] & tcp-push != 0");
    }

    /**
     * Ends, and reads what was captured.
     *
     * @param passOverNs requests so soon after the first one do not count
     */
    Times end(long passOverNs) throws IOException, InterruptedException {
        // It writes what it has, and ends.
        process.destroy();
        process.waitFor();
        Process reader = new ProcessBuilder(
                        program, "-r", file.toString(), "-n", "-q", "-tt", "--time-stamp-precision=nano")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (Stream<String> lines = reader.inputReader().lines()) {
            return times(lines, port, passOverNs);
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    /** From tcpdump's lines such as {@code 1764014400.000000001 IP 127.0.0.1.4000 > 127.0.0.1.80: tcp 78}. */
    static Times times(Stream<String> lines, int port, long passOverNs) {
        Answers answers = new Answers("." + port, passOverNs);
        lines.forEach(answers);
        return answers.times.times();
    }

    private static final class Answers implements Consumer<String> {
        private final TimeRecorder times = new TimeRecorder();
        private final Map<String, Long> asked = new HashMap<>();
        private final String server;
        private final long passOverNs;
        private long firstNs = -1;

        Answers(String server, long passOverNs) {
            this.server = server;
            this.passOverNs = passOverNs;
        }

        @Override
        public void accept(String line) {
            String[] words = line.split(" ", -1);
            if (words.length < 7 || words[words.length - 1].equals("0")) {
                return;
            }
            long ns = nanoseconds(words[0]);
            firstNs = firstNs < 0 ? ns : firstNs;
            String from = words[2];
            String to = words[4].substring(0, words[4].length() - 1);
            if (to.endsWith(server)) {
                // The rest of a request that came in parts changes nothing.
                asked.putIfAbsent(from, ns);
            } else {
                Long askedNs = asked.remove(to);
                if (askedNs != null && askedNs - firstNs >= passOverNs) {
                    times.record(ns - askedNs);
                }
            }
        }

        private static long nanoseconds(String seconds) {
            int point = seconds.indexOf('.');
            return Long.parseLong(seconds.substring(0, point)) * 1_000_000_000L
                    + Long.parseLong(seconds.substring(point + 1));
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(file);
    }
}
