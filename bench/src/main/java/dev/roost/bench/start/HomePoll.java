package dev.roost.bench.start;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a server that is starting for a home page, over and over until it answers: as plainly as can be. One thread. */
final class HomePoll {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long PATIENCE_SECONDS = 60;
    private static final int EACH_MS = 2;

    private final int port;
    private final List<String> page;

    /** @param page the ids that the first answer must hold */
    HomePoll(int port, List<String> page) {
        this.port = port;
        this.page = page;
    }

    /**
     * Waits for the right answer.
     *
     * @throws IllegalStateException at a wrong one, at the end of the server, or after a minute
     */
    void await(Process server, Path errors) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end && server.isAlive()) {
            String answer = ask();
            if (answer != null) {
                check(answer);
                return;
            }
            Thread.sleep(EACH_MS);
        }
        throw new IllegalStateException("the server does not answer: " + Files.readString(errors));
    }

    /** The whole answer; null while nobody listens. */
    private @Nullable String ask() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            String request = "GET /api/v1/timelines/home HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nAuthorization: Bearer " + FilledDirectory.TOKEN + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (ConnectException e) {
            return null;
        }
    }

    private void check(String answer) {
        int body = answer.indexOf("\r\n\r\n");
        if (!answer.startsWith("HTTP/1.1 200 ") || body < 0) {
            throw new IllegalStateException("the first answer is " + answer);
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode post : JSON.readTree(answer.substring(answer.indexOf('[', body), answer.lastIndexOf(']') + 1))) {
            ids.add(post.get("id").asString());
        }
        if (!ids.equals(page)) {
            throw new IllegalStateException("the first page is " + ids + " instead of " + page);
        }
    }
}
