package dev.roost.http.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.LiveApi;
import dev.roost.http.LiveApi.Answer;
import dev.roost.http.LiveApi.User;
import dev.roost.model.Command;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.ProfileChange;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of accounts are in the order in which it happened: an older account that acts later comes first. */
class ListsInOrderOfTimeTest {
    private static final Pattern LINK = Pattern.compile("<http://[^/]+([^>]+)>; rel=\"(next|prev)\"");

    @AutoClose
    private final LiveApi api = LiveApi.start();

    private final User star = api.user("star");
    private final List<User> others = new ArrayList<>();

    @BeforeEach
    void start() {
        for (String name : List.of("alice", "bob", "carol", "dave", "erin")) {
            others.add(api.user(name));
        }
    }

    private interface Action {
        void by(User user);
    }

    /** Everybody but the oldest acts, the youngest first; then the oldest does, and appears behind prev. */
    private void check(User reader, String path, Action action) {
        List<String> newestFirst = new ArrayList<>();
        for (User user : others.subList(1, 5).reversed()) {
            action.by(user);
            newestFirst.addFirst(user.toString());
        }
        Answer first = api.get(reader, path + "?limit=2");
        assertThat(first.all("id")).isEqualTo(newestFirst.subList(0, 2));
        Answer second = api.get(reader, link(first, "next"));
        assertThat(second.all("id")).isEqualTo(newestFirst.subList(2, 4));
        assertThat(api.get(reader, link(second, "prev")).all("id")).isEqualTo(newestFirst.subList(0, 2));
        assertThat(api.get(reader, link(first, "prev")).all("id")).isEmpty();
        String since = link(first, "prev").replace("min_id", "since_id");
        action.by(others.getFirst());
        List<String> oldest = List.of(others.getFirst().toString());
        assertThat(api.get(reader, link(first, "prev")).all("id")).isEqualTo(oldest);
        assertThat(api.get(reader, since).all("id")).isEqualTo(oldest);
        newestFirst.addFirst(oldest.getFirst());
        assertThat(api.get(reader, path).all("id")).isEqualTo(newestFirst);
    }

    private static String link(Answer answer, String rel) {
        Matcher links = LINK.matcher(answer.link());
        while (links.find()) {
            if (links.group(2).equals(rel)) {
                return links.group(1);
            }
        }
        throw new AssertionError("no " + rel + " in " + answer.link());
    }

    private void act(User user, User other, String word, String... form) {
        assertThat(api.post(user, "/api/v1/accounts/" + other + "/" + word, form)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void followers() {
        check(star, "/api/v1/accounts/" + star + "/followers", user -> act(user, star, "follow"));
        // Other settings are no new follow; following again is.
        List<String> before =
                api.get(star, "/api/v1/accounts/" + star + "/followers").all("id");
        act(others.get(3), star, "follow", "notify", "true");
        assertThat(api.get(star, "/api/v1/accounts/" + star + "/followers").all("id"))
                .isEqualTo(before);
        act(others.get(3), star, "unfollow");
        act(others.get(3), star, "follow");
        assertThat(api.get(star, "/api/v1/accounts/" + star + "/followers").all("id"))
                .startsWith(others.get(3).toString())
                .hasSize(5);
    }

    @Test
    void followees() {
        check(star, "/api/v1/accounts/" + star + "/following", user -> act(star, user, "follow"));
    }

    @Test
    void followRequestsAndThoseAccepted() {
        api.roost.execute(new Command.UpdateProfile(
                star.id(),
                ProfileChange.to(
                        new Profile("", "", List.of(), true, false, true, false, false), PostingDefaults.NONE)));
        check(star, "/api/v1/follow_requests", user -> act(user, star, "follow"));
        List<String> asked = api.get(star, "/api/v1/follow_requests").all("id");
        act(others.get(2), star, "follow", "notify", "true");
        assertThat(api.get(star, "/api/v1/follow_requests").all("id")).isEqualTo(asked);
        // Who has asked first follows first once nobody needs to ask.
        assertThat(api.send(
                                star,
                                "PATCH",
                                "/api/v1/accounts/update_credentials",
                                "application/x-www-form-urlencoded",
                                "locked=false")
                        .status())
                .isEqualTo(200);
        assertThat(api.get(star, "/api/v1/accounts/" + star + "/followers").all("id"))
                .isEqualTo(asked);
        assertThat(api.get(star, "/api/v1/follow_requests").all("id")).isEmpty();
    }

    @Test
    void blocks() {
        check(star, "/api/v1/blocks", user -> act(star, user, "block"));
    }

    @Test
    void mutes() {
        check(star, "/api/v1/mutes", user -> act(star, user, "mute"));
        List<String> before = api.get(star, "/api/v1/mutes").all("id");
        act(star, others.get(3), "mute", "notifications", "false");
        assertThat(api.get(star, "/api/v1/mutes").all("id")).isEqualTo(before);
        // A mute that has ended is a thing of the past.
        act(star, others.get(3), "mute", "duration", "10");
        api.nowMs.addAndGet(20_000);
        assertThat(api.get(star, "/api/v1/mutes").all("id"))
                .hasSize(4)
                .doesNotContain(others.get(3).toString());
        act(star, others.get(3), "mute");
        assertThat(api.get(star, "/api/v1/mutes").all("id"))
                .hasSize(5)
                .startsWith(others.get(3).toString());
    }

    @Test
    void fans() {
        String post = api.write(star, "hello");
        check(
                star,
                "/api/v1/statuses/" + post + "/favourited_by",
                user -> api.post(user, "/api/v1/statuses/" + post + "/favourite"));
    }

    @Test
    void boosters() {
        String post = api.write(star, "hello");
        check(
                star,
                "/api/v1/statuses/" + post + "/reblogged_by",
                user -> api.post(user, "/api/v1/statuses/" + post + "/reblog"));
    }
}
