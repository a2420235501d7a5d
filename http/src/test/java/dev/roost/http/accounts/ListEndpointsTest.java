package dev.roost.http.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.LiveApi;
import dev.roost.http.LiveApi.Answer;
import dev.roost.http.LiveApi.User;
import dev.roost.model.Limits;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ListEndpointsTest {
    @AutoClose
    private final LiveApi api = LiveApi.start();

    private final User alice = api.user("alice");
    private final User bob = api.user("bob");

    @Test
    void keepsLists() {
        Answer made = api.post(alice, "/api/v1/lists", "title", " Friends ", "replies_policy", "followed");
        assertThat(made.json().toString())
                .isEqualTo("{\"id\":\"" + made.text("id")
                        + "\",\"title\":\"Friends\",\"replies_policy\":\"followed\",\"exclusive\":false}");
        String list = "/api/v1/lists/" + made.text("id");
        assertThat(api.get(alice, "/api/v1/lists").all("title")).containsExactly("Friends");
        assertThat(api.get(bob, "/api/v1/lists").json()).isEmpty();
        assertThat(api.get(bob, list).status()).isEqualTo(404);
        assertThat(api.put(alice, list, "replies_policy", "none").text("title")).isEqualTo("Friends");
        assertThat(api.get(alice, list).text("replies_policy")).isEqualTo("none");
        assertThat(api.put(bob, list, "title", "mine").status()).isEqualTo(404);
        assertThat(api.delete(alice, list).json()).isEmpty();
        assertThat(api.get(alice, list).status()).isEqualTo(404);
    }

    @Test
    void refusesWhatIsNoList() {
        assertThat(api.post(alice, "/api/v1/lists", "title", " ").status()).isEqualTo(422);
        assertThat(api.post(alice, "/api/v1/lists", "title", "x", "replies_policy", "nonsense")
                        .status())
                .isEqualTo(422);
        assertThat(api.post(alice, "/api/v1/lists", "title", "x".repeat(Limits.LIST_TITLE_CHARS + 1))
                        .status())
                .isEqualTo(422);
        assertThat(api.post(alice, "/api/v1/lists", "title", "x".repeat(Limits.LIST_TITLE_CHARS))
                        .status())
                .isEqualTo(200);
        assertThat(api.post(alice, "/api/v1/lists", "title", "x", "exclusive", "true")
                        .text("error"))
                .contains("exclusive");
    }

    @Test
    void hasFolloweesAsMembers() {
        String list = "/api/v1/lists/"
                + api.post(alice, "/api/v1/lists", "title", "L").text("id");
        assertThat(api.post(alice, list + "/accounts", "account_ids[]", bob.toString())
                        .status())
                .isEqualTo(404);
        User carol = api.user("carol");
        api.follow(alice, bob);
        api.follow(alice, carol);
        assertThat(api.send(
                                alice,
                                "POST",
                                list + "/accounts",
                                "application/json",
                                "{\"account_ids\":[\"" + bob + "\"," + carol + "]}")
                        .status())
                .isEqualTo(200);
        assertThat(api.post(alice, list + "/accounts", "account_ids[]", bob.toString())
                        .status())
                .isEqualTo(422);
        assertThat(api.get(alice, list + "/accounts").all("username")).containsExactly("carol", "bob");
        assertThat(api.get(alice, list + "/accounts?limit=0").all("username")).containsExactly("carol", "bob");
        Answer first = api.get(alice, list + "/accounts?limit=1");
        assertThat(first.all("username")).containsExactly("carol");
        assertThat(first.link()).contains("max_id=" + carol);
        assertThat(api.get(alice, "/api/v1/accounts/" + bob + "/lists").all("title"))
                .containsExactly("L");
        assertThat(api.delete(alice, list + "/accounts", "account_ids[]", bob.toString())
                        .json())
                .isEmpty();
        assertThat(api.send(
                                alice,
                                "DELETE",
                                list + "/accounts",
                                "application/json",
                                "{\"account_ids\":[\"" + carol + "\"]}")
                        .status())
                .isEqualTo(200);
        assertThat(api.get(alice, list + "/accounts").json()).isEmpty();
    }

    @Test
    void keepsMarkers() {
        assertThat(api.get(alice, "/api/v1/markers?timeline[]=home").json()).isEmpty();
        Answer set = api.post(alice, "/api/v1/markers", "home[last_read_id]", "1234");
        assertThat(set.json().path("home").path("last_read_id").asString()).isEqualTo("1234");
        assertThat(set.json().path("home").path("updated_at").asString()).endsWith("Z");
        int version = set.json().path("home").path("version").asInt();
        Answer again = api.send(
                alice,
                "POST",
                "/api/v1/markers",
                "application/json",
                "{\"home\":{\"last_read_id\":1235},\"notifications\":{\"last_read_id\":\"7\"}}");
        assertThat(again.json().path("home").path("version").asInt()).isGreaterThan(version);
        Answer read = api.get(alice, "/api/v1/markers?timeline[]=notifications&timeline[]=home");
        assertThat(read.json().path("home").path("last_read_id").asString()).isEqualTo("1235");
        assertThat(read.json().path("notifications").path("last_read_id").asString())
                .isEqualTo("7");
        assertThat(api.get(alice, "/api/v1/markers?timeline[]=home").json().has("notifications"))
                .isFalse();
        assertThat(api.post(alice, "/api/v1/markers", "home[last_read_id]", "x").status())
                .isEqualTo(422);
    }

    @Test
    void showsHashtags() {
        Answer tag = api.get(alice, "/api/v1/tags/Roost");
        assertThat(tag.status()).isEqualTo(200);
        assertThat(tag.text("name")).isEqualToIgnoringCase("roost");
        assertThat(api.post(alice, "/api/v1/tags/roost/follow").status()).isEqualTo(422);
        for (String none : new String[] {"12", "a%20b", "c%2B%2B", "_", "%EF%B7%BA%20"}) {
            assertThat(api.get(alice, "/api/v1/tags/" + none).status()).as(none).isEqualTo(404);
        }
        assertThat(api.get(alice, "/api/v1/tags/%EF%B7%BA").text("name")).isEqualTo("صلىاللهعليهوسلم");
        assertThat(api.get(alice, "/api/v1/tags/24_7").text("name")).isEqualTo("24_7");
        assertThat(api.get(alice, "/api/v1/tags/" + "x".repeat(Limits.HASHTAG_CHARS + 1))
                        .status())
                .isEqualTo(404);
    }
}
