package dev.roost.http.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.LiveApi;
import dev.roost.http.LiveApi.Answer;
import dev.roost.http.LiveApi.User;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What comes on the user stream as an update is what home has at that moment, whatever people have done before. */
class StreamAndHomeAgreeTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int STEPS = 160;
    private static final int PEOPLE = 6;
    private static final String[] VISIBILITIES = {"public", "public", "unlisted", "private", "direct"};

    /** Somebody who looks at both. */
    private record Reader(User user, SocketClient stream) {}

    private final List<User> people = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private final List<String> posts = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private int streamed;
    private int kept;

    @Disabled(
            "now and then a post is answered 500 in the last of these histories, in a process that has run other tests:"
                    + " find out why first")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void overARandomHistory(long seed) throws Exception {
        Random random = new Random(seed);
        try (LiveApi api = LiveApi.start()) {
            for (int i = 0; i < PEOPLE; i++) {
                people.add(api.user("u" + i));
            }
            for (User user : people.subList(0, 3)) {
                URI uri = URI.create(
                        "ws://127.0.0.1:" + api.port() + "/api/v1/streaming?stream=user&access_token=" + user.token());
                readers.add(new Reader(user, SocketClient.connect(uri)));
            }
            for (Reader reader : readers) {
                // Once such a message is answered, the stream is open.
                reader.stream.send("{}");
                assertThat(reader.stream.next()).contains("\"status\":400");
            }
            for (int step = 0; step < STEPS; step++) {
                String made = act(api, random);
                for (Reader reader : readers) {
                    compare(api, reader, made, seed);
                }
            }
            for (Reader reader : readers) {
                reader.stream.close();
            }
        }
        assertThat(streamed).as("updates that came").isGreaterThan(STEPS / 10);
        assertThat(kept).as("posts that were not for a reader").isGreaterThan(STEPS / 10);
    }

    /** Does something; answers the id of the post or boost that it made, or nothing. */
    private String act(LiveApi api, Random random) {
        User by = people.get(random.nextInt(PEOPLE));
        User other = people.get(random.nextInt(PEOPLE));
        String visibility = VISIBILITIES[random.nextInt(VISIBILITIES.length)];
        String text = "text" + (random.nextBoolean() ? " @u" + random.nextInt(PEOPLE) : "");
        String post = posts.isEmpty() ? "1" : posts.get(posts.size() - 1 - random.nextInt(Math.min(20, posts.size())));
        String account = "/api/v1/accounts/" + other + "/";
        int deed = random.nextInt(20);
        return switch (deed) {
            case 0, 1, 2, 3 -> made(by, api.post(by, "/api/v1/statuses", "status", text, "visibility", visibility));
            case 4, 5, 6, 7 ->
                made(
                        by,
                        api.post(
                                by,
                                "/api/v1/statuses",
                                "status",
                                text,
                                "visibility",
                                visibility,
                                "in_reply_to_id",
                                post));
            case 8, 9, 10 ->
                made(by, api.post(by, "/api/v1/statuses/" + post + "/reblog", "visibility", boostOf(visibility)));
            case 11, 12, 13 -> done(by, api.post(by, account + "follow"));
            case 14 -> done(by, api.post(by, account + "follow", "reblogs", "" + random.nextBoolean()));
            case 15 -> done(by, api.post(by, account + (random.nextInt(3) == 0 ? "unfollow" : "follow")));
            case 16 -> done(by, api.post(by, account + (random.nextInt(3) == 0 ? "block" : "unblock")));
            case 17 -> done(by, api.post(by, account + (random.nextInt(2) == 0 ? "mute" : "unmute")));
            case 18 -> done(by, api.post(by, "/api/v1/statuses/" + post + "/unreblog"));
            default -> done(by, api.delete(by, "/api/v1/statuses/" + post));
        };
    }

    private static String boostOf(String visibility) {
        return visibility.equals("direct") ? "private" : visibility;
    }

    private String made(User by, Answer answer) {
        done(by, answer);
        String id = answer.status() == 200 ? answer.text("id") : "";
        // A boost that is there already is answered again.
        if (!known.add(id)) {
            return "";
        }
        posts.add(id);
        return id;
    }

    private String done(User by, Answer answer) {
        history.add(by + ": " + answer.http().request().method() + " "
                + answer.http().uri().getPath() + " " + answer.status() + " "
                + (answer.json() == null ? "" : answer.json().path("content").asString("")));
        return "";
    }

    private void compare(LiveApi api, Reader reader, String made, long seed) throws Exception {
        boolean onHome = !made.isEmpty()
                && api.get(reader.user, "/api/v1/timelines/home?limit=40")
                        .all("id")
                        .contains(made);
        // One's own posts are on both, and events come in the order of what they tell.
        String mark = api.write(reader.user, "mark");
        List<String> updates = new ArrayList<>();
        for (String id = nextUpdate(reader); !id.equals(mark); id = nextUpdate(reader)) {
            updates.add(id);
        }
        // What other readers have written as their marks is on home as any post is, and not of interest.
        updates.removeIf(id -> !id.equals(made));
        assertThat(updates)
                .as("seed %d, reader %s, %s home; history %s", seed, reader.user, onHome ? "on" : "not on", history)
                .isEqualTo(onHome ? List.of(made) : List.of());
        streamed += updates.size();
        kept += made.isEmpty() || onHome ? 0 : 1;
    }

    private static String nextUpdate(Reader reader) throws Exception {
        while (true) {
            JsonNode message = JSON.readTree(reader.stream.next());
            if (message.path("event").asString().equals("update")) {
                return JSON.readTree(message.path("payload").asString())
                        .path("id")
                        .asString();
            }
        }
    }
}
