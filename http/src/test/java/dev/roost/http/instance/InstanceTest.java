package dev.roost.http.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.ApiServer;
import dev.roost.http.ApiServer.Answer;
import dev.roost.http.ApiServer.Token;
import dev.roost.http.server.HttpSettings.Names;
import dev.roost.http.server.HttpSettings.RateLimits;
import dev.roost.http.server.HttpSettings.Registrations;
import dev.roost.model.Standing;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What clients ask when they start. */
class InstanceTest {
    private ApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ApiServer();
        server.account("ann", Standing.ACTIVE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theInstanceDescribesItself() {
        JsonNode first = server.get("/api/v1/instance/").json();
        assertThat(first.get("uri").asString()).isEqualTo("127.0.0.1:0");
        assertThat(first.get("urls").get("streaming_api").asString()).startsWith("ws://");
        assertThat(first.get("stats").get("user_count").asInt()).isEqualTo(1);
        assertThat(first.get("rules").get(0).get("text").asString()).isEqualTo("Be kind");
        assertThat(first.get("version").asString()).matches("4\\.\\d+\\.\\d+\\+roost\\.\\d+\\.\\d+");
        JsonNode second = server.get("/api/v2/instance").json();
        assertThat(second.get("configuration")
                        .get("statuses")
                        .get("max_characters")
                        .asInt())
                .isEqualTo(500);
        assertThat(second.get("configuration").get("urls").get("streaming").asString())
                .startsWith("ws://");
        assertThat(second.get("registrations").get("enabled").asBoolean()).isTrue();
    }

    @Test
    void nodeinfoSaysWhichApiIsSpoken() {
        String href = server.get("/.well-known/nodeinfo")
                .json()
                .get("links")
                .get(0)
                .get("href")
                .asString();
        assertThat(href).startsWith("http://").endsWith("/nodeinfo/2.0");
        JsonNode nodeinfo = server.get("/nodeinfo/2.0").json();
        assertThat(nodeinfo.get("software").get("name").asString()).isEqualTo("roost");
        assertThat(nodeinfo.get("metadata").get("upstream").get("name").asString())
                .isEqualTo("mastodon");
    }

    @Test
    void peopleAreFoundByHandle() {
        Answer found = server.get("/.well-known/webfinger?resource=acct:Ann@127.0.0.1:0");
        assertThat(found.header("Content-Type")).startsWith("application/jrd+json");
        assertThat(found.json().get("subject").asString()).isEqualTo("acct:ann@127.0.0.1:0");
        for (String other :
                List.of("ACCT:ann@127.0.0.1:0", "http://127.0.0.1:0/@ann/", "http://127.0.0.1:0/users/ann")) {
            assertThat(server.get("/.well-known/webfinger?resource=" + other)
                            .json()
                            .get("subject")
                            .asString())
                    .as(other)
                    .isEqualTo("acct:ann@127.0.0.1:0");
        }
        assertThat(server.get("/.well-known/webfinger?resource=acct:ann").status())
                .isEqualTo(404);
        assertThat(server.get("/.well-known/webfinger?resource=acct:bob@127.0.0.1:0")
                        .status())
                .isEqualTo(404);
        assertThat(server.get("/.well-known/webfinger?resource=acct:ann@elsewhere")
                        .status())
                .isEqualTo(404);
        assertThat(server.get("/.well-known/webfinger").status()).isEqualTo(404);
    }

    @Test
    void whatIsNotThereIsAnEmptyList() {
        for (String path : List.of(
                "/api/v1/custom_emojis",
                "/api/v1/trends",
                "/api/v1/trends/statuses",
                "/api/v1/instance/peers",
                "/api/v1/instance/activity",
                "/api/v1/instance/domain_blocks")) {
            assertThat(server.get(path).text()).as(path).isEqualTo("[]");
        }
        Token token = server.signIn("ann", "read write follow push");
        for (String path : List.of(
                "/api/v1/filters",
                "/api/v2/filters",
                "/api/v1/followed_tags",
                "/api/v1/endorsements",
                "/api/v1/featured_tags",
                "/api/v1/featured_tags/suggestions",
                "/api/v1/suggestions",
                "/api/v2/suggestions",
                "/api/v1/scheduled_statuses",
                "/api/v1/domain_blocks")) {
            assertThat(server.get(path, token).text()).as(path).isEqualTo("[]");
            assertThat(server.get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(server.get("/api/v1/push/subscription", token).status()).isEqualTo(404);
    }

    @Test
    void whatIsNotOfferedIsRefusedClearly() {
        Token token = server.signIn("ann", "read write follow push");
        for (String path : List.of(
                "/api/v1/media",
                "/api/v2/media",
                "/api/v1/push/subscription",
                "/api/v2/filters",
                "/api/v1/filters",
                "/api/v1/reports",
                "/api/v1/domain_blocks",
                "/api/v1/featured_tags")) {
            Answer answer = server.form("POST", path, token, "x", "y");
            assertThat(answer.status()).as(path).isEqualTo(422);
            assertThat(answer.json().get("error").asString()).isNotBlank();
        }
    }

    @Test
    void theDirectoryHoldsWhoWantsToBeFound() {
        server.account("hidden", Standing.PENDING);
        JsonNode page = server.get("/api/v1/directory?limit=80").json();
        assertThat(page).hasSize(1);
        assertThat(page.get(0).get("username").asString()).isEqualTo("ann");
        assertThat(server.get("/api/v1/directory?offset=1").json()).isEmpty();
    }

    @Test
    void itIsHealthy() {
        assertThat(server.get("/health").text()).isEqualTo("OK");
        assertThat(server.get("/api/v1/streaming/health").text()).isEqualTo("OK");
        assertThat(server.send("HEAD", "/health", "").header("Date")).isNotEmpty();
    }

    /** As in Mastodon, where no scope is asked for, only for a user. */
    @Test
    void announcementsAreForUsers() {
        assertThat(server.get("/api/v1/announcements").status()).isEqualTo(422);
        assertThat(server.get("/api/v1/announcements", server.signIn("ann", "write:lists"))
                        .text())
                .isEqualTo("[]");
    }

    @Test
    void nodeinfoCallsTheSoftwareAsTheOperatorSays() throws IOException {
        assertThat(server.get("/nodeinfo/2.0").json().at("/software/name").asString())
                .isEqualTo("roost");
        Names names = new Names("mastodon", Names.DEFAULT.reserved());
        try (ApiServer renamed = new ApiServer(Registrations.OPEN, true, names, RateLimits.OFF, false)) {
            JsonNode software = renamed.get("/nodeinfo/2.0").json().get("software");
            assertThat(software.get("name").asString()).isEqualTo("mastodon");
            assertThat(software.get("version").asString())
                    .isEqualTo(renamed.get("/api/v2/instance")
                            .json()
                            .get("version")
                            .asString());
        }
    }

    @Test
    void whatIsNotThereIsRefusedWithAReason() {
        Token token = server.signIn("ann", "read write follow push");
        assertThat(server.get("/api/v1/timelines/link?url=https://example.org", token)
                        .status())
                .isEqualTo(404);
        assertThat(server.form("POST", "/api/v1/emails/confirmations", token).status())
                .isEqualTo(403);
        for (String method : List.of("PATCH", "PUT")) {
            for (String version : List.of("v1", "v2")) {
                Answer refused = server.form(
                        method, "/api/" + version + "/notifications/policy", token, "filter_not_following", "true");
                assertThat(refused.status()).isEqualTo(422);
                assertThat(refused.json().get("error").asString()).contains("filters no notifications");
            }
        }
    }
}
