package dev.roost.http.posts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.SignedInNode;
import dev.roost.http.SignedInNode.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PostEndpointsTest {
    private static final String POSTS = "/api/v1/statuses";
    private SignedInNode api;

    @BeforeEach
    void start() throws Exception {
        api = new SignedInNode("alice", "bob", "carol");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aPostCanBeReadByEverybody() throws Exception {
        String id = api.post("alice", "Hello @bob");
        JsonNode seen = api.get("", POSTS + "/" + id).json();
        assertThat(seen.get("content").asString()).contains("@<span>bob</span>");
        assertThat(seen.get("mentions").get(0).get("acct").asString()).isEqualTo("bob");
        assertThat(seen.get("account").get("statuses_count").asInt()).isOne();
        assertThat(seen.has("favourited")).isFalse();
        assertThat(api.get("alice", POSTS + "/" + id)
                        .json()
                        .get("application")
                        .get("name")
                        .asString())
                .isEqualTo("tests");
    }

    @Test
    void theSameKeyIsTheSamePost() throws Exception {
        String body = "{\"status\":\"once\"}";
        Answer first = api.call("alice", "POST", POSTS, body, "Idempotency-Key", "k1");
        Answer again = api.call("alice", "POST", POSTS, body, "Idempotency-Key", "k1");
        Answer others = api.call("bob", "POST", POSTS, body, "Idempotency-Key", "k1");
        assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(others.json().get("id")).isNotEqualTo(first.json().get("id"));
        assertThat(api.call("alice", "POST", POSTS, body, "Idempotency-Key", "k".repeat(201))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void refusalsAreInMastodonsWords() throws Exception {
        assertThat(api.call("alice", "POST", POSTS, "{\"status\":\" \"}").text())
                .isEqualTo("{\"error\":\"Validation failed: Text can't be blank\"}");
        assertThat(api.call("", "POST", POSTS, "{\"status\":\"x\"}").status()).isEqualTo(401);
        Answer noParent = api.call("alice", "POST", POSTS, "{\"status\":\"x\",\"in_reply_to_id\":\"77\"}");
        assertThat(noParent.status()).isEqualTo(404);
        assertThat(noParent.text()).contains("The post you are trying to reply to");
        Answer mute = api.act("alice", POSTS + "/" + api.post("alice", "x") + "/mute");
        assertThat(mute.status()).isEqualTo(422);
    }

    @Test
    void anEditIsSeenAtOnceAndRemembered() throws Exception {
        String id = api.post("alice", "first");
        assertThat(api.get("bob", POSTS + "/" + id).text()).contains("first");
        Answer edited = api.call("alice", "PUT", POSTS + "/" + id, "{\"status\":\"second\"}");
        assertThat(edited.json().get("edited_at").asString()).endsWith("Z");
        assertThat(api.get("bob", POSTS + "/" + id).json().get("content").asString())
                .isEqualTo("<p>second</p>");
        List<String> versions = api.get("", POSTS + "/" + id + "/history")
                .json()
                .valueStream()
                .map(version -> version.get("content").asString())
                .toList();
        assertThat(versions).containsExactly("<p>first</p>", "<p>second</p>");
        assertThat(api.get("bob", POSTS + "/" + id + "/source")
                        .json()
                        .get("text")
                        .asString())
                .isEqualTo("second");
        assertThat(api.call("bob", "PUT", POSTS + "/" + id, "{\"status\":\"x\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void deletingAnswersTheSource() throws Exception {
        String id = api.post("alice", "to go\n& gone");
        assertThat(api.call("bob", "DELETE", POSTS + "/" + id, "").status()).isEqualTo(404);
        Answer deleted = api.call("alice", "DELETE", POSTS + "/" + id, "");
        assertThat(deleted.json().get("text").asString()).isEqualTo("to go\n& gone");
        assertThat(api.get("alice", POSTS + "/" + id).status()).isEqualTo(404);
        assertThat(api.call("alice", "DELETE", POSTS + "/" + id, "").status()).isEqualTo(404);
    }

    @Test
    void aThreadHasWhatIsAboveAndBelow() throws Exception {
        String root = api.post("alice", "root");
        String reply = api.post("bob", "reply", "in_reply_to_id", root);
        String deeper = api.post("carol", "deeper", "in_reply_to_id", reply);
        JsonNode context = api.get("", POSTS + "/" + reply + "/context").json();
        assertThat(context.get("ancestors").get(0).get("id").asString()).isEqualTo(root);
        assertThat(context.get("descendants").get(0).get("id").asString()).isEqualTo(deeper);
        assertThat(api.get("", POSTS + "/" + root).json().get("replies_count").asInt())
                .isOne();
    }

    @Test
    void onlyThoseWhoMaySeeAPostDo() throws Exception {
        api.follow("bob", "alice");
        String secret = api.post("alice", "for followers", "visibility", "private");
        String letter = api.post("alice", "for @carol", "visibility", "direct");
        assertThat(api.get("bob", POSTS + "/" + secret).status()).isEqualTo(200);
        assertThat(api.get("carol", POSTS + "/" + secret).status()).isEqualTo(404);
        assertThat(api.get("", POSTS + "/" + secret).status()).isEqualTo(404);
        assertThat(api.get("carol", POSTS + "/" + letter).status()).isEqualTo(200);
        assertThat(api.get("bob", POSTS + "/" + letter).status()).isEqualTo(404);
        assertThat(api.get("bob", POSTS + "?id[]=" + secret + "&id[]=" + letter + "&id[]=5")
                        .ids())
                .containsExactly(secret);
        assertThat(api.act("carol", POSTS + "/" + secret + "/favourite").status())
                .isEqualTo(404);
        assertThat(api.act("bob", POSTS + "/" + secret + "/reblog").status()).isEqualTo(403);
    }

    @Test
    void aBoostWrapsItsOriginal() throws Exception {
        String id = api.post("alice", "worth it");
        Answer boost = api.call("bob", "POST", POSTS + "/" + id + "/reblog", "{\"visibility\":\"public\"}");
        String boostId = boost.json().get("id").asString();
        assertThat(boost.json().get("reblog").get("id").asString()).isEqualTo(id);
        assertThat(boost.json().get("reblog").get("reblogged").asBoolean()).isTrue();
        assertThat(boost.json().get("reblog").get("reblogs_count").asInt()).isOne();
        assertThat(api.act("bob", POSTS + "/" + id + "/reblog").json().get("id").asString())
                .isEqualTo(boostId);
        assertThat(api.get("carol", POSTS + "/" + id + "/reblogged_by").ids())
                .containsExactly(api.account("bob").toString());
        assertThat(api.act("carol", POSTS + "/" + boostId + "/favourite")
                        .json()
                        .get("id")
                        .asString())
                .isEqualTo(id);
        Answer original = api.act("bob", POSTS + "/" + id + "/unreblog");
        assertThat(original.json().get("id").asString()).isEqualTo(id);
        assertThat(original.json().get("reblogged").asBoolean()).isFalse();
        assertThat(api.get("", POSTS + "/" + boostId).status()).isEqualTo(404);
    }

    @Test
    void marksAreThoseOfTheViewer() throws Exception {
        String id = api.post("alice", "mark me");
        markAs("favourite", "favourited", id);
        markAs("bookmark", "bookmarked", id);
        assertThat(api.get("", POSTS + "/" + id).json().get("favourites_count").asInt())
                .isOne();
        assertThat(api.act("bob", POSTS + "/" + id + "/unfavourite")
                        .json()
                        .get("favourited")
                        .asBoolean())
                .isFalse();
        assertThat(api.get("", POSTS + "/" + id).json().get("favourites_count").asInt())
                .isZero();
        assertThat(api.act("alice", POSTS + "/" + id + "/pin")
                        .json()
                        .get("pinned")
                        .asBoolean())
                .isTrue();
        assertThat(api.act("bob", POSTS + "/" + id + "/pin").status()).isEqualTo(422);
    }

    @Test
    void whoFavouritedIsPaged() throws Exception {
        String id = api.post("alice", "popular");
        api.act("bob", POSTS + "/" + id + "/favourite");
        api.act("carol", POSTS + "/" + id + "/favourite");
        Answer first = api.get("", POSTS + "/" + id + "/favourited_by?limit=1");
        assertThat(first.ids()).containsExactly(api.account("carol").toString());
        Answer second = api.get("", first.next());
        assertThat(second.ids()).containsExactly(api.account("bob").toString());
        Answer third = api.get("", second.next());
        assertThat(third.text()).isEqualTo("[]");
        assertThat(third.link()).isEmpty();
    }

    private void markAs(String word, String done, String id) throws Exception {
        assertThat(api.act("bob", POSTS + "/" + id + "/" + word)
                        .json()
                        .get(done)
                        .asBoolean())
                .isTrue();
        assertThat(api.get("carol", POSTS + "/" + id).json().get(done).asBoolean())
                .isFalse();
    }
}
