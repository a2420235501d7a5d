package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.MastodonApi;
import dev.roost.http.json.EntitySettings;
import dev.roost.http.server.HttpSettings;
import dev.roost.runtime.MemoryStore;
import dev.roost.runtime.Roost;
import dev.roost.runtime.credentials.Passwords;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages for browsers answer whatever is asked for, and never with a 500. */
class ConsoleRoutesTest {
    private static final List<String> ODD = List.of(
            "1",
            "ann",
            "-1",
            "99999999999999999999",
            "%zz",
            "%",
            "%00",
            "%FF",
            "%C0%80",
            "%2F",
            "..",
            "%2e%2e",
            "<b>",
            "%3Cb%3E",
            "a;b=c",
            "@",
            "@@",
            "a%0d%0aX:y",
            "%F0%9F%8C%BF",
            "\u00e4",
            "x".repeat(9_000));

    @Test
    void oddAddressesAreAnswered() throws IOException {
        HttpSettings settings = HttpSettings.loopback(0);
        Roost roost = Roost.open(new MemoryStore(), TimelineSettings.DEFAULT, InstantSource.system());
        try (roost;
                MastodonApi api = MastodonApi.start(
                        roost,
                        settings,
                        EntitySettings.at(settings.baseUrl(), settings.domain()),
                        new Passwords(),
                        (routes, entities) -> new ConsoleRoutes(roost.reads(), settings, entities).register(routes))) {
            for (String odd : ODD) {
                for (String path : List.of("/", "/@", "/@ann/", "/tags/", "/users/", "/users/ann/statuses/", "/?")) {
                    String answer = ask(api.port(), path + odd);
                    assertThat(answer)
                            .as(path + odd.substring(0, Math.min(odd.length(), 30)))
                            .matches("HTTP/1\\.1 (200|400|404) .*");
                }
            }
        }
    }

    private static String ask(int port, String target) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().findFirst().orElse("");
        }
    }
}
