package dev.roost.app.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.app.RoostProcess;
import dev.roost.app.node.Node;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.timeline.TimelineSettings;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process with more connections than it has memory or descriptors for. */
@Timeout(180)
class ManyConnectionsTest {
    private static final int DESCRIPTORS = 256;
    private static final int KEPT_FOR_THE_STORE = 64;

    @TempDir
    private Path directory;

    private Path data;
    private Path config;

    @BeforeEach
    void prepare() throws Exception {
        data = directory.resolve("data");
        try (Node node = Node.open(data, true, RocksDbSettings.DEFAULTS, TimelineSettings.DEFAULT, "test")) {
            KillTest.prepare(node.roost(), 1);
        }
        config = Files.writeString(directory.resolve("roost.toml"), "[rate_limits]\nenabled = false\n");
    }

    private RoostProcess serve(List<String> before) throws IOException {
        return RoostProcess.start(
                before, directory, "serve", "--data", data.toString(), "--port", "0", "--config", config.toString());
    }

    /** A process that may open so few files. */
    private RoostProcess serveWithin(int descriptors) throws IOException {
        return serve(List.of("bash", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "bash"));
    }

    /** Half a gigabyte of parsed fields would be kept for so many, of 256 MB. */
    @Test
    void idleConnectionsThatHaveSentThreeRequestsCostLittle() throws Exception {
        try (RoostProcess server = serve(List.of())) {
            int port = KillTest.port(server);
            List<Socket> idle = new ArrayList<>();
            try {
                for (int i = 0; i < 5_000; i++) {
                    idle.add(idle(port));
                }
                try (HttpDoor door = new HttpDoor(port, "token1")) {
                    assertThat(post(door, "others are served")).isEqualTo(200);
                }
                for (Socket each : idle) {
                    assertThat(ask(each)).startsWith("HTTP/1.1 200");
                }
                assertThat(server.errors())
                        .anyMatch(line ->
                                line.matches(".*at most \\d{4} connections \\(as a heap of \\d{3} MB has room for.*"));
            } finally {
                close(idle);
            }
        }
    }

    @Test
    void connectionsNeverTakeTheLastDescriptors() throws Exception {
        try (RoostProcess server = serveWithin(DESCRIPTORS)) {
            int port = KillTest.port(server);
            List<Socket> many = new ArrayList<>();
            try {
                for (int i = 0; i < 400; i++) {
                    many.add(idle(port));
                }
                try (HttpDoor door = new HttpDoor(port, "token1")) {
                    for (int i = 0; i < 20; i++) {
                        assertThat(post(door, "post " + i)).isEqualTo(200);
                    }
                }
                String[] open = new File("/proc/" + server.pid() + "/fd").list();
                assertThat(open).hasSizeLessThanOrEqualTo(DESCRIPTORS - KEPT_FOR_THE_STORE / 2);
                assertThat(server.errors())
                        .anyMatch(line -> line.contains("connections instead of")
                                && line.contains("may open 256 files")
                                && line.contains("ulimit -n"))
                        .noneMatch(line -> line.contains("ERROR"));
            } finally {
                close(many);
            }
        }
    }

    @Test
    void withoutDescriptorsForAnybodyItSaysSoAndDoesNotStart() throws Exception {
        try (RoostProcess server = serveWithin(90)) {
            assertThat(server.status()).isEqualTo(1);
            assertThat(server.errors()).singleElement().asString().contains("may open 90 files", "LimitNOFILE=");
        }
    }

    private static int post(HttpDoor door, String text) throws IOException {
        return door.send("POST", "statuses", "{\"status\":\"" + text + "\"}", "")
                .statusCode();
    }

    private static Socket idle(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        for (int i = 0; i < 3; i++) {
            assertThat(ask(socket)).startsWith("HTTP/1.1 200");
        }
        return socket;
    }

    private static String ask(Socket socket) throws IOException {
        socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\nOK")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            answer.append((char) next);
        }
        return answer.toString();
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket each : sockets) {
            each.close();
        }
    }
}
