package dev.roost.lab.selftest;

import dev.roost.lab.drive.Processor;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Trivial servers in a process of their own on the last processor, so that they share neither a garbage collector nor a
 * compiler with the generator, which has the first one.
 *
 * <p>A generator that stays awake takes its processor for itself, so that whatever else the machine does, compiling and
 * collecting for the generator among it, is done on theirs. Servers may go ahead of all that; but at a rate that they
 * cannot take before they are compiled, their own compiler would then never come to it.
 *
 * <p>The process takes a line {@code FREEZES_NS WAKES_NS} for each server, both from its first request on, and tells
 * the port. It ends with its standard input.
 */
public final class ServerProcess implements Closeable {
    private static final String LISTENING = "listening on ";
    private static final String FIRST = "dev.roost.lab.server-goes-first";

    private final Process process;
    private final BufferedReader lines;

    private ServerProcess(Process process) {
        this.process = process;
        lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts the process. */
    public static ServerProcess start() throws IOException {
        return start(false);
    }

    /** Starts it with servers that go ahead of all else on their processor. */
    public static ServerProcess startFirst() throws IOException {
        return start(true);
    }

    private static ServerProcess start(boolean first) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        // The least that runs beside the one thread that answers.
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmn32m", "--enable-native-access=ALL-UNNAMED"));
        command.add("-D" + FIRST + "=" + first);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ServerProcess.class.getName()));
        return new ServerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The port of a new server that freezes between two moments after its first request; the one before it ends. */
    public int serve(long freezesNs, long wakesNs) throws IOException {
        var to = process.outputWriter(StandardCharsets.UTF_8);
        to.write(freezesNs + " " + wakesNs + "\n");
        to.flush();
        String line = lines.readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            throw new IOException("the trivial server did not start");
        }
        return Integer.parseInt(line.substring(LISTENING.length()));
    }

    /** The port of a new server that never freezes. */
    public int serve() throws IOException {
        return serve(0, 0);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The process. Its only argument, for trying things by hand, is the port of a server that never freezes. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Processor.keepProcessTo(Runtime.getRuntime().availableProcessors() - 1);
        if (Boolean.getBoolean(FIRST)) {
            // The servers' threads have it from this one.
            Processor.goFirst();
        }
        if (args.length > 0) {
            try (TrivialServer server = TrivialServer.always(Integer.parseInt(args[0]))) {
                System.out.println(LISTENING + server.port());
                server.join();
            }
            return;
        }
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        TrivialServer before = null;
        for (String line = asked.readLine(); line != null; line = asked.readLine()) {
            if (before != null) {
                before.close();
            }
            String[] moments = line.split(" ", 2);
            before = new TrivialServer(0, new Freeze(Long.parseLong(moments[0]), Long.parseLong(moments[1])));
            System.out.println(LISTENING + before.port());
        }
    }
}
