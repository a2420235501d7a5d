package dev.roost.http.posts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.LiveApi;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody has of a post that an edit does not let mention them any more, and what others see of it. */
class FormerlyMentionedTest {
    private LiveApi api;
    private LiveApi.User alice;
    private LiveApi.User bob;
    private LiveApi.User carol;

    @BeforeEach
    void start() {
        api = LiveApi.start();
        alice = api.user("alice");
        bob = api.user("bob");
        carol = api.user("carol");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"private", "direct"})
    void theyKeepThePostAndAreNotShown(String visibility) {
        String post = api.write(alice, "@bob for you", "visibility", visibility);
        List<String> conversations = api.get(bob, "/api/v1/conversations").all("id");
        List<String> home = api.get(bob, "/api/v1/timelines/home").all("id");
        api.put(alice, "/api/v1/statuses/" + post, "status", "for you");

        LiveApi.Answer seen = api.get(bob, "/api/v1/statuses/" + post);
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.json().get("mentions")).isEmpty();
        assertThat(api.get(bob, "/api/v1/conversations").all("id")).isEqualTo(conversations);
        assertThat(api.get(bob, "/api/v1/timelines/home").all("id")).isEqualTo(home);
        assertThat(api.get(carol, "/api/v1/statuses/" + post).status()).isEqualTo(404);

        api.put(alice, "/api/v1/statuses/" + post, "status", "@bob for you");
        assertThat(api.get(bob, "/api/v1/statuses/" + post).json().get("mentions"))
                .hasSize(1);
        assertThat(api.get(bob, "/api/v1/notifications").all("type")).containsExactly("mention");
    }

    @Test
    void answersToADeletedPostNameItsAuthorOnly() {
        String post = api.write(alice, "first");
        String answer = api.write(bob, "answer", "in_reply_to_id", post);
        assertThat(api.get(bob, "/api/v1/statuses/" + answer).text("in_reply_to_id"))
                .isEqualTo(post);
        api.delete(alice, "/api/v1/statuses/" + post);
        LiveApi.Answer seen = api.get(bob, "/api/v1/statuses/" + answer);
        assertThat(seen.json().get("in_reply_to_id").isNull()).isTrue();
        assertThat(seen.text("in_reply_to_account_id")).isEqualTo(alice.id().toString());
    }
}
