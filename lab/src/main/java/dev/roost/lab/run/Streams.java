package dev.roost.lab.run;

import dev.roost.lab.scenario.Follows;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Readers who hold a stream of their home timeline open: when each post arrived at each of them. */
final class Streams implements Closeable {
    private static final Pattern ID = Pattern.compile("\"id\":\"(\\d+)\"");
    private static final long PATIENCE_S = 30;

    private final List<Socket> sockets = new ArrayList<>();
    private final Set<Integer> readers = new HashSet<>();
    private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();

    /** A post at a reader; {@code atNs} in {@link System#nanoTime}. */
    record Arrival(int reader, long post, long atNs) {}

    /** Opens {@code count} of them, of those readers who follow the most; returns when the server has taken all. */
    static Streams open(Target target, Members members, int count)
            throws IOException, LabException, InterruptedException {
        Streams streams = new Streams();
        List<Integer> readers = busiest(members.follows(), count);
        streams.readers.addAll(readers);
        CountDownLatch taken = new CountDownLatch(readers.size());
        for (int reader : readers) {
            Socket socket = new Socket(target.host(), target.port());
            streams.sockets.add(socket);
            socket.getOutputStream()
                    .write(("GET /api/v1/streaming/user HTTP/1.1\r\nHost: " + target.authority()
                                    + "\r\nAuthorization: Bearer "
                                    + members.tokens().get(reader) + "\r\nAccept: text/event-stream\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Thread.ofVirtual().name("lab-stream-" + reader).start(() -> streams.listen(reader, socket, taken));
        }
        if (!taken.await(PATIENCE_S, TimeUnit.SECONDS)) {
            streams.close();
            throw new LabException("the target did not open " + taken.getCount() + " of " + count + " streams");
        }
        return streams;
    }

    private static List<Integer> busiest(Follows follows, int count) {
        return IntStream.range(0, follows.accounts())
                .boxed()
                .sorted(Comparator.comparingInt(reader -> -follows.followees(reader).length))
                .limit(count)
                .toList();
    }

    private void listen(int reader, Socket socket, CountDownLatch taken) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            String status = lines.readLine();
            if (status != null && status.contains(" 200 ")) {
                taken.countDown();
            }
            boolean update = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    update = line.endsWith("update");
                } else if (update && line.startsWith("data:")) {
                    long atNs = System.nanoTime();
                    Matcher id = ID.matcher(line);
                    if (id.find()) {
                        arrivals.add(new Arrival(reader, Long.parseLong(id.group(1)), atNs));
                    }
                }
            }
        } catch (IOException closed) {
            // At the end of the run.
        }
    }

    /** How many are open. */
    int count() {
        return sockets.size();
    }

    /** Whose they are, by number. */
    Set<Integer> readers() {
        return Set.copyOf(readers);
    }

    /** What has arrived so far. */
    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    @Override
    public void close() {
        for (Socket each : sockets) {
            try {
                each.close();
            } catch (IOException ignored) {
                // It is going away anyhow.
            }
        }
    }
}
