package dev.roost.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.LiveApi.Answer;
import dev.roost.http.LiveApi.User;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.Standing;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What others see of an account that is suspended or deleted, and that all is back afterwards. */
class SuspendedTest {
    private LiveApi api;
    private User alice;
    private User bob;
    private User carol;
    private String post;
    private String boost;

    @BeforeEach
    void start() {
        api = LiveApi.start();
        alice = api.user("alice");
        bob = api.user("bob");
        carol = api.user("carol");
        api.follow(bob, alice);
        api.follow(bob, carol);
        api.follow(alice, bob);
        post = api.write(alice, "words #tag");
        api.post(alice, "/api/v1/statuses/" + post + "/pin");
        api.write(bob, "@alice yes", "in_reply_to_id", post);
        api.write(alice, "@bob for you", "visibility", "direct");
        boost = api.post(carol, "/api/v1/statuses/" + post + "/reblog").text("id");
        String bobs = api.write(bob, "mine");
        api.post(alice, "/api/v1/statuses/" + bobs + "/favourite");
        api.post(bob, "/api/v1/statuses/" + post + "/bookmark");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private void standing(Standing from, Standing to) {
        assertThat(api.roost.execute(new Command.ChangeStanding(alice.id(), from, to)))
                .isEqualTo(Outcome.Done.DONE);
    }

    /** All that bob, and somebody who has not signed in, can see of alice. */
    private Map<String, JsonNode> seen() {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        User nobody = new User(bob.id(), "");
        for (String path : new String[] {
            "timelines/public",
            "timelines/tag/tag",
            "accounts/" + alice.id() + "/statuses",
            "accounts/" + alice.id() + "/statuses?pinned=true",
            "accounts/" + alice.id() + "/followers",
            "accounts/" + alice.id() + "/following",
            "accounts/" + bob.id() + "/followers",
            "accounts/" + bob.id() + "/following",
            "accounts/" + carol.id() + "/statuses",
            "directory?order=new"
        }) {
            seen.put(path + " for nobody", api.get(nobody, "/api/v1/" + path).json());
            seen.put(path, api.get(bob, "/api/v1/" + path).json());
        }
        for (String path :
                new String[] {"timelines/home", "notifications", "conversations", "bookmarks", "accounts/search?q=alice"
                }) {
            seen.put(path, api.get(bob, "/api/v1/" + path).json());
        }
        return seen;
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            names = {"SUSPENDED", "DELETED"})
    void nothingOfItIsSeenUntilItIsActiveAgain(Standing standing) {
        Map<String, JsonNode> before = seen();
        String aboutAlice = "\"id\":\"" + alice.id() + "\"";
        assertThat(before.values()).allSatisfy(json -> assertThat(json).isNotEmpty());
        standing(Standing.ACTIVE, standing);

        Map<String, JsonNode> during = seen();
        during.forEach((path, json) -> {
            // Others' posts still mention it, as they did.
            json.forEach(each -> assertThat(each.path("account").path("id").asString())
                    .as(path)
                    .isNotEqualTo(alice.id().toString()));
            json.forEach(each -> assertThat(
                            each.path("reblog").path("account").path("id").asString())
                    .as(path)
                    .isNotEqualTo(alice.id().toString()));
        });
        for (String path : new String[] {
            "timelines/tag/tag",
            "accounts/" + alice.id() + "/statuses",
            "accounts/" + alice.id() + "/statuses?pinned=true",
            "accounts/" + alice.id() + "/followers",
            "accounts/" + alice.id() + "/following",
            "accounts/" + bob.id() + "/followers",
            "accounts/" + carol.id() + "/statuses",
            "conversations",
            "bookmarks",
            "accounts/search?q=alice"
        }) {
            assertThat(during.get(path)).as(path).isEmpty();
        }
        assertThat(during.get("accounts/" + bob.id() + "/following").toString()).doesNotContain(aboutAlice);
        assertThat(during.get("directory?order=new").toString()).doesNotContain(aboutAlice);
        for (String id : new String[] {post, boost}) {
            assertThat(api.get(bob, "/api/v1/statuses/" + id).status()).isEqualTo(404);
        }
        Answer account = api.get(bob, "/api/v1/accounts/" + alice.id());
        assertThat(account.yes("suspended")).isTrue();
        assertThat(account.text("display_name")).isEmpty();
        assertThat(account.text("username")).isEqualTo("alice");
        assertThat(api.post(bob, "/api/v1/statuses/" + post + "/favourite").status())
                .isEqualTo(404);
        assertThat(api.post(carol, "/api/v1/accounts/" + alice.id() + "/follow").status())
                .isEqualTo(404);
        assertThat(api.get(alice, "/api/v1/timelines/home").status()).isEqualTo(401);

        standing(standing, Standing.ACTIVE);
        assertThat(seen()).isEqualTo(before);
        assertThat(api.get(bob, "/api/v1/accounts/" + alice.id()).json().has("suspended"))
                .isFalse();
    }

    @Test
    void aDeletedAccountIsErasedAfterThirtyDaysAndNotBefore() {
        standing(Standing.ACTIVE, Standing.DELETED);
        api.nowMs.addAndGet(30L * 86_400_000 - 1);
        assertThat(api.roost.execute(new Command.EraseAccount(alice.id()))).isInstanceOf(Outcome.Refused.class);
        api.nowMs.addAndGet(2);
        assertThat(api.roost.execute(new Command.EraseAccount(alice.id()))).isEqualTo(Outcome.Done.DONE);
        assertThat(api.roost.reads().deletedBy(api.nowMs.get())).isEmpty();
        assertThat(api.roost.execute(new Command.ChangeStanding(alice.id(), Standing.ERASED, Standing.ACTIVE)))
                .isInstanceOf(Outcome.Refused.class);
        Answer account = api.get(bob, "/api/v1/accounts/" + alice.id());
        assertThat(account.json().path("statuses_count").asInt()).isZero();
        assertThat(account.json().path("followers_count").asInt()).isZero();
        assertThat(api.roost.reads().account(alice.id()).orElseThrow().email()).isEmpty();
    }
}
