package dev.roost.http.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.roost.http.Eventually;
import dev.roost.model.ListId;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A stream gives back what it has taken, once, whichever of its beginning and its end comes first. */
class PlacesGivenBackTest {
    private static final StreamLimits ONE_STREAM =
            new StreamLimits(1, 1, 1, 1, 4, 1_024, 20, 50, 64_000, 1 << 20, Duration.ofHours(1));
    private static final Viewer.Anonymous ANYBODY = new Viewer.Anonymous("127.0.0.1");
    private static final StreamRights NO_RIGHTS =
            new StreamRights(hash -> Optional.empty(), id -> Optional.empty(), (owner, list) -> true);

    private static SocketConnection connection(Hub hub) {
        return new SocketConnection(ANYBODY, hub, NO_RIGHTS, Optional.empty(), work -> {});
    }

    @Test
    void whoHasLeftBeforeEnteringTakesNoPlace() {
        Hub hub = new Hub(ONE_STREAM, topic -> Optional.empty());
        SocketConnection gone = connection(hub);
        gone.leave();
        assertThat(gone.enter()).isFalse();
        assertThat(hub.connections()).isEmpty();
        assertThat(hub.hasRoomFor(ANYBODY)).isTrue();
    }

    @Test
    void whoLeavesTwiceGivesOnePlaceBack() {
        Hub hub = new Hub(ONE_STREAM, topic -> Optional.empty());
        SocketConnection one = connection(hub);
        assertThat(one.enter()).isTrue();
        one.beat();
        assertThat(hub.queued().sum()).isPositive();
        assertThat(connection(hub).enter()).isFalse();
        one.leave();
        one.leave();
        one.beat();
        assertThat(hub.queued().sum()).isZero();
        assertThat(connection(hub).enter()).isTrue();
        assertThat(connection(hub).enter()).isFalse();
    }

    @Test
    void aStreamThatCannotBeAttachedWholeIsLetGoWithItsConnection() {
        Topic good = new Topic.Notifications(StreamingServer.ALICE);
        Topic bad = new Topic.Members(StreamingServer.ALICE, new ListId(1));
        Hub hub = new Hub(ONE_STREAM, topic -> {
            if (topic.equals(bad)) {
                throw new IllegalStateException("no list");
            }
            return Optional.empty();
        });
        SocketConnection connection = connection(hub);
        assertThat(connection.enter()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        connection.subscribe(new StreamChoice.Granted(java.util.List.of("user"), Set.of(good, bad))));
        connection.leave();
        assertThat(hub.wanted()).isEmpty();
        assertThat(hub.hasRoomFor(ANYBODY)).isTrue();
    }

    @Test
    void aStreamThatIsRefusedLeavesNothingQueued() throws Exception {
        try (StreamingServer server = new StreamingServer(ONE_STREAM);
                HttpClient client = HttpClient.newHttpClient();
                SocketClient first = SocketClient.connect(server.ws("?stream=public"))) {
            Eventually.is(() -> server.streaming.connections() == 1);
            String token = server.token(StreamingServer.ALICE, "read");
            HttpRequest request = HttpRequest.newBuilder(server.http("/user"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(429);
            assertThat(server.hub.queued().sum()).isZero();
            assertThat(first.subProtocol()).isNull();
        }
    }
}
