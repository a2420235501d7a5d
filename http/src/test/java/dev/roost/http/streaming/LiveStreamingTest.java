package dev.roost.http.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.LiveApi;
import dev.roost.http.LiveApi.User;
import dev.roost.model.Command;
import dev.roost.model.Standing;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a whole node streams. */
class LiveStreamingTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<SocketClient> clients = new ArrayList<>();

    @AutoClose
    private final LiveApi api = LiveApi.start();

    private final User alice = api.user("alice");
    private final User bob = api.user("bob");
    private final User carol = api.user("carol");

    @AfterEach
    void stop() {
        for (SocketClient client : clients) {
            client.close();
        }
    }

    /** A socket with these streams open, given as JSON properties. */
    private SocketClient open(User user, String... streams) throws Exception {
        String token = user.token().isEmpty() ? "" : "?access_token=" + user.token();
        SocketClient client =
                SocketClient.connect(URI.create("ws://127.0.0.1:" + api.port() + "/api/v1/streaming" + token));
        clients.add(client);
        for (String stream : streams) {
            client.send("{\"type\":\"subscribe\",\"stream\":" + stream + "}");
        }
        // Messages are taken in order: once this one is answered, all streams are open.
        client.send("{}");
        assertThat(client.next()).contains("\"status\":400");
        return client;
    }

    private static JsonNode next(SocketClient client, String event, String... label) throws Exception {
        JsonNode message = JSON.readTree(client.next());
        assertThat(message.path("event").asString()).as(message.toString()).isEqualTo(event);
        assertThat(message.path("stream").toString()).isEqualTo(JSON.writeValueAsString(List.of(label)));
        String payload = message.path("payload").asString();
        return event.equals("delete") ? JSON.readTree("\"" + payload + "\"") : JSON.readTree(payload);
    }

    private static String nextId(SocketClient client, String event, String... label) throws Exception {
        return next(client, event, label).path("id").asString();
    }

    @Test
    void streamsTheHomeTimeline() throws Exception {
        api.follow(alice, bob);
        SocketClient home = open(alice, "\"user\"");
        String first = api.write(bob, "hello 😀");
        JsonNode update = next(home, "update", "user");
        assertThat(update.path("id").asString()).isEqualTo(first);
        assertThat(update.path("favourited").isBoolean()).isTrue();
        assertThat(update.path("content").asString()).isEqualTo("<p>hello 😀</p>");
        String foreign = api.write(carol, "not for alice");
        String own = api.write(alice, "own");
        assertThat(nextId(home, "update", "user")).isEqualTo(own);
        api.put(bob, "/api/v1/statuses/" + first, "status", "better");
        JsonNode edited = next(home, "status.update", "user");
        assertThat(edited.path("content").asString()).isEqualTo("<p>better</p>");
        api.post(alice, "/api/v1/statuses/" + foreign + "/favourite");
        String boost = api.post(bob, "/api/v1/statuses/" + foreign + "/reblog").text("id");
        JsonNode boosted = next(home, "update", "user");
        assertThat(boosted.path("id").asString()).isEqualTo(boost);
        assertThat(boosted.path("reblog").path("favourited").asBoolean()).isTrue();
        api.delete(bob, "/api/v1/statuses/" + first);
        assertThat(next(home, "delete", "user").asString()).isEqualTo(first);
        api.follow(alice, carol);
        String now = api.write(carol, "now for alice");
        assertThat(nextId(home, "update", "user")).isEqualTo(now);
    }

    @Test
    void streamsNotificationsButNotOfThoseMuted() throws Exception {
        SocketClient user = open(alice, "\"user\"", "\"user:notification\"");
        api.post(carol, "/api/v1/accounts/" + alice + "/follow");
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            JsonNode message = JSON.readTree(user.next());
            labels.add(message.path("stream").toString());
            JsonNode followed = JSON.readTree(message.path("payload").asString());
            assertThat(followed.path("type").asString()).isEqualTo("follow");
            assertThat(followed.path("account").path("username").asString()).isEqualTo("carol");
        }
        assertThat(labels).containsExactlyInAnyOrder("[\"user\"]", "[\"user:notification\"]");
        api.post(alice, "/api/v1/accounts/" + carol + "/mute");
        api.write(carol, "@alice muted");
        String heard = api.write(bob, "@alice heard");
        JsonNode mention =
                JSON.readTree(JSON.readTree(user.next()).path("payload").asString());
        assertThat(mention.path("status").path("id").asString()).isEqualTo(heard);
    }

    @Test
    void streamsPublicPostsWithoutThoseTheViewerHides() throws Exception {
        SocketClient anonymous = open(new User(alice.id(), ""), "\"public\"");
        SocketClient viewer = open(alice, "\"public\"", "\"hashtag\",\"tag\":\"Café\"");
        String first = api.write(bob, "one #cafe");
        assertThat(nextId(anonymous, "update", "public")).isEqualTo(first);
        assertThat(nextId(viewer, "update", "public")).isEqualTo(first);
        assertThat(nextId(viewer, "update", "hashtag", "Café")).isEqualTo(first);
        api.post(alice, "/api/v1/accounts/" + bob + "/mute", "duration", "60");
        String hidden = api.write(bob, "two #cafe");
        String unlisted = api.write(carol, "quiet", "visibility", "unlisted");
        String mentioning = api.write(carol, "about @bob");
        String seen = api.write(carol, "three");
        assertThat(nextId(anonymous, "update", "public")).isEqualTo(hidden);
        assertThat(nextId(anonymous, "update", "public")).isEqualTo(mentioning);
        assertThat(nextId(anonymous, "update", "public")).isEqualTo(seen);
        assertThat(nextId(viewer, "update", "public")).isEqualTo(seen);
        api.nowMs.addAndGet(60_000);
        String after = api.write(bob, "four");
        assertThat(nextId(viewer, "update", "public")).isEqualTo(after);
        api.post(bob, "/api/v1/accounts/" + alice + "/block");
        api.write(bob, "five");
        api.write(bob, "reply", "in_reply_to_id", seen);
        api.delete(carol, "/api/v1/statuses/" + seen);
        assertThat(next(viewer, "delete", "public").asString()).isEqualTo(seen);
        api.put(carol, "/api/v1/statuses/" + mentioning, "status", "about nobody");
        assertThat(nextId(viewer, "status.update", "public")).isEqualTo(mentioning);
        assertThat(unlisted).isNotEmpty();
    }

    @Test
    void streamsListsAndDirectPosts() throws Exception {
        api.follow(alice, bob);
        String list = api.post(alice, "/api/v1/lists", "title", "L").text("id");
        SocketClient streams = open(alice, "\"list\",\"list\":\"" + list + "\"", "\"direct\"");
        api.write(bob, "too early");
        api.post(alice, "/api/v1/lists/" + list + "/accounts", "account_ids[]", bob.toString());
        String listed = api.write(bob, "listed");
        assertThat(nextId(streams, "update", "list", list)).isEqualTo(listed);
        String direct = api.write(bob, "@alice psst", "visibility", "direct");
        JsonNode conversation = next(streams, "conversation", "direct");
        assertThat(conversation.path("id").asString()).isEqualTo(direct);
        assertThat(conversation.path("unread").asBoolean()).isTrue();
        assertThat(conversation.path("accounts").get(0).path("username").asString())
                .isEqualTo("bob");
        String answer = api.write(alice, "@bob yes", "visibility", "direct", "in_reply_to_id", direct);
        JsonNode answered = next(streams, "conversation", "direct");
        assertThat(answered.path("id").asString()).isEqualTo(direct);
        assertThat(answered.path("unread").asBoolean()).isFalse();
        assertThat(answered.path("last_status").path("id").asString()).isEqualTo(answer);
        api.delete(bob, "/api/v1/statuses/" + listed);
        assertThat(next(streams, "delete", "list", list).asString()).isEqualTo(listed);
    }

    @Test
    void streamsConversationsAsTheirListHasThem() throws Exception {
        SocketClient direct = open(alice, "\"direct\"");
        String first = api.write(bob, "@alice psst", "visibility", "direct");
        String id = nextId(direct, "conversation", "direct");
        assertThat(api.get(alice, "/api/v1/conversations").all("id")).containsExactly(id);
        api.post(alice, "/api/v1/conversations/" + id + "/read");
        JsonNode read = next(direct, "conversation", "direct");
        assertThat(read.path("id").asString()).isEqualTo(id);
        assertThat(read.path("unread").asBoolean()).isFalse();
        String second = api.write(bob, "@alice hello?", "visibility", "direct", "in_reply_to_id", first);
        JsonNode again = next(direct, "conversation", "direct");
        assertThat(again.path("last_status").path("id").asString()).isEqualTo(second);
        assertThat(again.path("unread").asBoolean()).isTrue();
        api.delete(bob, "/api/v1/statuses/" + second);
        JsonNode back = next(direct, "conversation", "direct");
        assertThat(back.path("id").asString()).isEqualTo(id);
        assertThat(back.path("last_status").path("id").asString()).isEqualTo(first);
        api.post(alice, "/api/v1/accounts/" + bob + "/mute");
        api.write(bob, "@alice hello??", "visibility", "direct", "in_reply_to_id", first);
        String fromCarol = api.write(carol, "@alice hi", "visibility", "direct");
        JsonNode last = next(direct, "conversation", "direct");
        assertThat(last.path("last_status").path("id").asString()).isEqualTo(fromCarol);
    }

    @Test
    void doesNotShowAnEditedPostToThoseWhoMayNotSeeIt() throws Exception {
        api.follow(carol, bob);
        SocketClient follower = open(carol, "\"user\"");
        SocketClient stranger = open(alice, "\"user\"", "\"public\"");
        String secret = api.write(bob, "for followers", "visibility", "private");
        assertThat(nextId(follower, "update", "user")).isEqualTo(secret);
        api.put(bob, "/api/v1/statuses/" + secret, "status", "still for followers");
        assertThat(nextId(follower, "status.update", "user")).isEqualTo(secret);
        String open = api.write(bob, "for all");
        assertThat(nextId(stranger, "update", "public")).isEqualTo(open);
    }

    @Test
    void endsWithItsTokenOrAccount() throws Exception {
        String other = api.token(alice.id(), "read");
        SocketClient first = open(alice, "\"user\"");
        SocketClient second = open(new User(alice.id(), other), "\"user\"");
        api.roost.execute(new Command.RevokeToken(dev.roost.runtime.credentials.Secrets.hash(other)));
        assertThat(second.closeCode()).isEqualTo(1008);
        String own = api.write(alice, "still here");
        assertThat(nextId(first, "update", "user")).isEqualTo(own);
        api.roost.execute(new Command.SetStanding(alice.id(), Standing.DISABLED));
        assertThat(first.closeCode()).isEqualTo(1008);
    }
}
