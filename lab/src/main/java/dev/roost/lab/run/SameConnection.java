package dev.roost.lab.run;

import dev.roost.telemetry.TimeRecorder;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * A quick request behind a slow one over the same connection, and at the same moment over another one. The slow one is
 * a registration, for which a server hashes a password; the quick one tells whose token it is.
 *
 * <p>HTTP/1.1 answers in the order of the requests: what is sent second over one connection waits for the first. Over
 * another connection it waits only for what the two share in the server.
 */
final class SameConnection {
    private static final long EVERY_NS = 250_000_000;
    private static final int TIMEOUT_MS = 30_000;

    private final Target target;
    private final String token;
    private final String appToken;
    private final TimeRecorder slow = new TimeRecorder();
    private final TimeRecorder same = new TimeRecorder();
    private final TimeRecorder other = new TimeRecorder();
    private final TimeRecorder alone = new TimeRecorder();

    private SameConnection(Target target, String token, String appToken) {
        this.target = target;
        this.token = token;
        this.appToken = appToken;
    }

    /** Asks so often, four times a second. */
    static List<Behind> measure(Target target, Members members, int rounds)
            throws IOException, LabException, InterruptedException {
        String app = new SetUp(target, more -> {}).appToken();
        SameConnection probe = new SameConnection(target, members.tokens().getLast(), app);
        probe.run(rounds);
        return List.of(
                new Behind(
                        "a quick request behind a registration, same connection",
                        probe.same.times(),
                        probe.alone.times()),
                new Behind(
                        "a quick request beside a registration, another connection",
                        probe.other.times(),
                        probe.alone.times()),
                new Behind("the registration itself", probe.slow.times(), probe.slow.times()));
    }

    private void run(int rounds) throws IOException, LabException, InterruptedException {
        String prefix = "hol" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        try (Line first = new Line(target);
                Line second = new Line(target);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long startNs = System.nanoTime() + EVERY_NS;
            for (int round = 0; round < rounds; round++) {
                long dueNs = startNs + round * EVERY_NS;
                long aloneNs = dueNs + EVERY_NS / 2;
                String registration = registration(prefix + "_" + round);
                Future<long[]> both = threads.submit(() -> first.ask(dueNs, List.of(registration, quick())));
                Future<long[]> beside = threads.submit(() -> second.ask(dueNs, List.of(quick())));
                long[] behind = answer(both);
                long besideNs = answer(beside)[0];
                long controlNs = answer(threads.submit(() -> second.ask(aloneNs, List.of(quick()))))[0];
                // The first rounds open the way.
                if (round >= rounds / 10) {
                    slow.record(behind[0]);
                    same.record(behind[1]);
                    other.record(besideNs);
                    alone.record(controlNs);
                }
            }
        }
    }

    private static long[] answer(Future<long[]> asked) throws IOException, LabException, InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException broken) {
                throw new LabException("head-of-line blocking cannot be measured: " + broken.getMessage());
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private String quick() {
        return "GET /api/v1/accounts/verify_credentials HTTP/1.1\r\n" + head(token) + "\r\n";
    }

    private String registration(String name) {
        String body = "{\"username\":\"" + name + "\",\"email\":\"" + name + "@lab.example\",\"password\":\"laboratory "
                + name + "\",\"agreement\":true,\"locale\":\"en\"}";
        return "POST " + Api.ACCOUNTS + " HTTP/1.1\r\n" + head(appToken) + "Content-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private String head(String bearer) {
        return "Host: " + target.authority() + "\r\nAuthorization: Bearer " + bearer + "\r\n";
    }

    /** A connection over which requests may be sent before earlier ones are answered. One thread at a time. */
    private static final class Line implements Closeable {
        private final Socket socket;
        private final InputStream in;

        Line(Target target) throws IOException {
            socket = new Socket(target.host(), target.port());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MS);
            in = new BufferedInputStream(socket.getInputStream());
        }

        /** Sends all requests at {@code dueNs}; from then to each answer. */
        long[] ask(long dueNs, List<String> requests) throws IOException {
            byte[] bytes = String.join("", requests).getBytes(StandardCharsets.US_ASCII);
            for (long left = dueNs - System.nanoTime(); left > 0; left = dueNs - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            socket.getOutputStream().write(bytes);
            List<Long> timesNs = new ArrayList<>();
            for (int i = 0; i < requests.size(); i++) {
                answer();
                timesNs.add(System.nanoTime() - dueNs);
            }
            return timesNs.stream().mapToLong(Long::longValue).toArray();
        }

        private void answer() throws IOException {
            String status = line();
            if (!status.startsWith("HTTP/1.1 2")) {
                throw new IOException("the target answered \"" + status + "\"");
            }
            int length = 0;
            boolean chunked = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String lower = header.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(
                            header.substring(header.indexOf(':') + 1).strip());
                }
                chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
            }
            if (chunked) {
                for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                    in.skipNBytes(size + 2L);
                }
                in.skipNBytes(2);
            } else {
                in.skipNBytes(length);
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("the target closed the connection");
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
