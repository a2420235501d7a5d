package dev.roost.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.lab.scenario.Follows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SameConnectionTest {
    private static final Members MEMBERS =
            new Members(List.of("1", "2"), List.of("token1", "token2"), new Follows(new int[2][0]));

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    @Test
    void whatIsSentSecondOverAConnectionIsAnsweredSecond() throws Exception {
        serve(200);
        List<Behind> found = SameConnection.measure(target(), MEMBERS, 2);
        Behind same = found.get(0);
        Behind registration = found.get(2);
        assertThat(same.behind().count()).isEqualTo(2);
        assertThat(same.otherwise().count()).isEqualTo(2);
        assertThat(found.get(1).behind().count()).isEqualTo(2);
        assertThat(same.behind().minNs())
                .isGreaterThanOrEqualTo(registration.behind().minNs());
        assertThat(asked).filteredOn("POST /api/v1/accounts"::equals).hasSize(2);
        assertThat(asked)
                .filteredOn("GET /api/v1/accounts/verify_credentials"::equals)
                .hasSize(6);
    }

    @Test
    void aServerThatRegistersNobodyIsToldOf() throws Exception {
        serve(403);
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> SameConnection.measure(target(), MEMBERS, 2))
                .withMessageContaining("403");
    }

    private Target target() {
        return new Target("127.0.0.1", listener.getLocalPort());
    }

    /** Answers the requests of each connection one after the other; registrations with {@code status}. */
    private void serve(int status) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket socket = listener.accept();
                    Thread.ofVirtual().start(() -> answer(socket, status));
                }
            } catch (IOException closed) {
                // The test has ended.
            }
        });
    }

    private void answer(Socket socket, int status) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String what = line.substring(0, line.lastIndexOf(' '));
                int length = 0;
                for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                    if (header.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
                        length = Integer.parseInt(header.substring("content-length: ".length()));
                    }
                }
                for (int i = 0; i < length; i++) {
                    in.read();
                }
                asked.add(what);
                String code = what.equals("POST /api/v1/accounts") ? status + " Told" : "200 OK";
                socket.getOutputStream()
                        .write(("HTTP/1.1 " + code + "\r\nContent-Length: 20\r\n\r\n{\"access_token\":\"t\"}")
                                .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException closed) {
            // The client has.
        }
    }
}
