package dev.roost.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.ApiServer;
import dev.roost.http.ApiServer.Answer;
import dev.roost.http.ApiServer.Token;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.Standing;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** People change what others see of them. */
class CredentialsTest {
    private static final String PATH = "/api/v1/accounts/update_credentials";
    private ApiServer server;
    private Token token;

    @BeforeEach
    void start() throws IOException {
        server = new ApiServer();
        server.account("ann", Standing.ACTIVE);
        token = server.signIn("ann", "read write");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer update(String... fields) {
        return server.form("PATCH", PATH, token, fields);
    }

    @Test
    void everyFieldChangesAndTheOthersStay() {
        JsonNode me = update(
                        "display_name",
                        "Ann Å 🌿",
                        "note",
                        "<b>&",
                        "locked",
                        "1",
                        "bot",
                        "true",
                        "discoverable",
                        "False",
                        "indexable",
                        "on",
                        "hide_collections",
                        "1",
                        "source[privacy]",
                        "unlisted",
                        "source[sensitive]",
                        "1",
                        "source[language]",
                        "de",
                        "fields_attributes[0][name]",
                        "a",
                        "fields_attributes[0][value]",
                        "b")
                .json();
        assertThat(me.get("display_name").asString()).isEqualTo("Ann Å 🌿");
        assertThat(me.get("locked").asBoolean()).isTrue();
        assertThat(me.get("bot").asBoolean()).isTrue();
        assertThat(me.get("discoverable").asBoolean()).isFalse();
        JsonNode source = me.get("source");
        assertThat(source.get("note").asString()).isEqualTo("<b>&");
        assertThat(source.get("privacy").asString()).isEqualTo("unlisted");
        assertThat(source.get("sensitive").asBoolean()).isTrue();
        assertThat(source.get("language").asString()).isEqualTo("de");
        assertThat(source.get("fields")).hasSize(1);
        JsonNode after = update("bot", "0").json();
        assertThat(after.get("bot").asBoolean()).isFalse();
        assertThat(after.get("locked").asBoolean()).isTrue();
        assertThat(after.get("source").get("fields")).hasSize(1);
        assertThat(update("fields_attributes[0][name]", "", "fields_attributes[0][value]", "")
                        .json()
                        .get("source")
                        .get("fields"))
                .isEmpty();
        assertThat(server.get("/api/v1/preferences", token)
                        .json()
                        .get("posting:default:visibility")
                        .asString())
                .isEqualTo("unlisted");
    }

    @Test
    void unlockingAcceptsThoseWhoWait() {
        AccountId ann = server.roost.reads().accountNamed("ann").orElseThrow().id();
        update("locked", "true");
        int asking = Limits.PAGE + 2;
        for (int i = 0; i < asking; i++) {
            AccountId follower = server.account("fan" + i, Standing.ACTIVE);
            server.roost.execute(new Command.FollowAccount(follower, ann, true, false));
        }
        assertThat(update("note", "still locked").json().get("followers_count").asInt())
                .isZero();
        JsonNode after = update("locked", "false").json();
        assertThat(after.get("followers_count").asInt()).isEqualTo(asking);
        assertThat(after.get("source").get("follow_requests_count").asInt()).isZero();
    }

    @Test
    void boundsAreKept() {
        assertThat(update("display_name", "x".repeat(100)).status()).isEqualTo(200);
        assertThat(update("display_name", "x".repeat(101)).status()).isEqualTo(422);
        assertThat(update("note", "🌿".repeat(500)).status()).isEqualTo(200);
        assertThat(update("note", "🌿".repeat(501)).status()).isEqualTo(422);
        assertThat(update("source[privacy]", "everybody").status()).isEqualTo(422);
        assertThat(update("source[language]", "klingon").status()).isEqualTo(422);
        String[] five = new String[20];
        for (int i = 0; i < 5; i++) {
            five[4 * i] = "fields_attributes[" + i + "][name]";
            five[4 * i + 1] = "n" + i;
            five[4 * i + 2] = "fields_attributes[" + i + "][value]";
            five[4 * i + 3] = "v";
        }
        assertThat(update(five).status()).isEqualTo(422);
    }

    @Test
    void picturesAreRefusedClearly() {
        Answer text = update("avatar", "data:image/png;base64,AAAA");
        assertThat(text.status()).isEqualTo(422);
        assertThat(text.json().get("error").asString()).contains("does not take files");
    }

    @Test
    void scopesAreAskedFor() {
        Token reader = server.signIn("ann", "read");
        assertThat(server.form("PATCH", PATH, reader, "note", "x").status()).isEqualTo(403);
        assertThat(server.get("/api/v1/accounts/verify_credentials", server.signIn("ann", "write"))
                        .status())
                .isEqualTo(403);
    }
}
