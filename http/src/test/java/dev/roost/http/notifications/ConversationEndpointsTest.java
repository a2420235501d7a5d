package dev.roost.http.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.LiveApi;
import dev.roost.http.LiveApi.Answer;
import dev.roost.http.LiveApi.User;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ConversationEndpointsTest {
    private static final String CONVERSATIONS = "/api/v1/conversations";

    @AutoClose
    private final LiveApi api = LiveApi.start();

    private final User alice = api.user("alice");
    private final User bob = api.user("bob");
    private final User carol = api.user("carol");

    private String direct(User author, String text) {
        return api.write(author, text, "visibility", "direct");
    }

    private List<String> lastPosts(User reader, String query) {
        List<String> ids = new ArrayList<>();
        api.get(reader, CONVERSATIONS + query)
                .json()
                .forEach(each -> ids.add(each.path("last_status").path("id").asString()));
        return ids;
    }

    @Test
    void anEntityHasWhoTakesPartAndTheLastPost() {
        String post = direct(bob, "@alice @carol psst");
        Answer answer = api.get(alice, CONVERSATIONS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).hasSize(1);
        JsonNode conversation = answer.json().get(0);
        assertThat(conversation.propertyNames()).containsExactlyInAnyOrder("id", "unread", "accounts", "last_status");
        assertThat(conversation.path("id").isString()).isTrue();
        assertThat(conversation.path("unread").asBoolean()).isTrue();
        assertThat(conversation.path("accounts"))
                .extracting(each -> each.path("username").asString())
                .containsExactly("bob", "carol");
        assertThat(conversation.path("last_status").path("id").asString()).isEqualTo(post);
        assertThat(api.get(bob, CONVERSATIONS).json().get(0).path("unread").asBoolean())
                .isFalse();
    }

    @Test
    void aNoteToOneselfIsWithOneself() {
        direct(alice, "remember");
        assertThat(api.get(alice, CONVERSATIONS).json().get(0).path("accounts"))
                .extracting(each -> each.path("username").asString())
                .containsExactly("alice");
    }

    @Test
    void theyArePagedByTheirLastPost() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            newestFirst.addFirst(direct(bob, "@alice " + i));
        }
        assertThat(lastPosts(alice, "")).isEqualTo(newestFirst);
        Answer first = api.get(alice, CONVERSATIONS + "?limit=3");
        assertThat(first.json()).hasSize(3);
        assertThat(first.link())
                .contains("limit=3&max_id=" + newestFirst.get(2) + ">; rel=\"next\"")
                .contains("limit=3&min_id=" + newestFirst.get(0) + ">; rel=\"prev\"");
        assertThat(lastPosts(alice, "?limit=3&max_id=" + newestFirst.get(2))).isEqualTo(newestFirst.subList(3, 6));
        assertThat(lastPosts(alice, "?limit=2&min_id=" + newestFirst.get(5))).isEqualTo(newestFirst.subList(3, 5));
        assertThat(lastPosts(alice, "?limit=2&since_id=" + newestFirst.get(5))).isEqualTo(newestFirst.subList(0, 2));
        assertThat(api.get(carol, CONVERSATIONS).json()).isEmpty();
        assertThat(api.get(carol, CONVERSATIONS).link()).isEmpty();
    }

    @Test
    void oneIsReadMarkedUnreadAndDeletedByItsOwner() {
        String post = direct(bob, "@alice psst");
        String one = CONVERSATIONS + "/"
                + api.get(alice, CONVERSATIONS).json().get(0).path("id").asString();
        Answer read = api.post(alice, one + "/read");
        assertThat(read.yes("unread")).isFalse();
        assertThat(read.json().path("last_status").path("id").asString()).isEqualTo(post);
        assertThat(api.post(alice, one + "/unread").yes("unread")).isTrue();
        assertThat(api.post(carol, one + "/read").status()).isEqualTo(404);
        assertThat(api.delete(carol, one).status()).isEqualTo(404);
        assertThat(api.delete(alice, one).json().isEmpty()).isTrue();
        assertThat(api.get(alice, CONVERSATIONS).json()).isEmpty();
        assertThat(api.delete(alice, one).status()).isEqualTo(404);
        assertThat(api.get(alice, "/api/v1/statuses/" + post).status()).isEqualTo(200);
        assertThat(api.get(bob, CONVERSATIONS).json()).hasSize(1);
        assertThat(api.post(alice, CONVERSATIONS + "/0/read").status()).isEqualTo(404);
        assertThat(api.post(alice, CONVERSATIONS + "/x/read").status()).isEqualTo(404);
    }

    @Test
    void scopesAreMastodons() {
        direct(bob, "@alice psst");
        String one = CONVERSATIONS + "/"
                + api.get(alice, CONVERSATIONS).json().get(0).path("id").asString();
        User reader = new User(alice.id(), api.token(alice.id(), "read:statuses"));
        User writer = new User(alice.id(), api.token(alice.id(), "write:conversations"));
        User other = new User(alice.id(), api.token(alice.id(), "read:accounts write:statuses"));
        assertThat(api.get(reader, CONVERSATIONS).status()).isEqualTo(200);
        assertThat(api.get(writer, CONVERSATIONS).status()).isEqualTo(403);
        assertThat(api.get(other, CONVERSATIONS).status()).isEqualTo(403);
        assertThat(api.get(new User(alice.id(), ""), CONVERSATIONS).status()).isEqualTo(401);
        for (User caller : List.of(reader, other)) {
            assertThat(api.post(caller, one + "/read").status()).isEqualTo(403);
            assertThat(api.post(caller, one + "/unread").status()).isEqualTo(403);
            assertThat(api.delete(caller, one).status()).isEqualTo(403);
        }
        assertThat(api.post(writer, one + "/read").status()).isEqualTo(200);
        assertThat(api.delete(writer, one).status()).isEqualTo(200);
    }

    @Test
    void blocksAndDeletionsTakeThemAway() {
        String first = direct(bob, "@alice psst");
        String second = api.write(alice, "@bob yes?", "visibility", "direct", "in_reply_to_id", first);
        api.delete(alice, "/api/v1/statuses/" + second);
        assertThat(lastPosts(bob, "")).containsExactly(first);
        api.post(alice, "/api/v1/accounts/" + bob + "/block");
        assertThat(api.get(alice, CONVERSATIONS).json()).isEmpty();
        assertThat(lastPosts(bob, "")).containsExactly(first);
        direct(bob, "@alice are you there?");
        assertThat(api.get(alice, CONVERSATIONS).json()).isEmpty();
    }
}
