package dev.roost.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.AccountId;
import dev.roost.model.Hashtag;
import dev.roost.model.Mute;
import dev.roost.model.Notification;
import dev.roost.model.NotificationId;
import dev.roost.model.NotificationType;
import dev.roost.model.OriginalPost;
import dev.roost.model.PostVersion;
import dev.roost.model.Relationship;
import dev.roost.runtime.Reads.PostThread;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every entity has the fields that Mastodon's documentation requires, in the types that it gives them. */
class EntityShapesTest {
    private static final Set<String> ACCOUNT = Set.of(
            "id",
            "username",
            "acct",
            "url",
            "uri",
            "display_name",
            "note",
            "avatar",
            "avatar_static",
            "header",
            "header_static",
            "locked",
            "fields",
            "emojis",
            "bot",
            "group",
            "discoverable",
            "noindex",
            "created_at",
            "last_status_at",
            "statuses_count",
            "followers_count",
            "following_count");
    private static final Set<String> STATUS = Set.of(
            "id",
            "uri",
            "created_at",
            "account",
            "content",
            "visibility",
            "sensitive",
            "spoiler_text",
            "media_attachments",
            "application",
            "mentions",
            "tags",
            "emojis",
            "reblogs_count",
            "favourites_count",
            "replies_count",
            "url",
            "in_reply_to_id",
            "in_reply_to_account_id",
            "reblog",
            "poll",
            "card",
            "language",
            "edited_at",
            "favourited",
            "reblogged",
            "muted",
            "bookmarked",
            "pinned",
            "filtered");

    private final JsonMapper mapper = new JsonMapper();
    private final FakeState state = new FakeState();
    private final Entities entities =
            new Entities(state, EntitySettings.at(EntitiesFixture.BASE, EntitiesFixture.DOMAIN));
    private final AccountId alice = new AccountId(1);
    private final AccountId bob = new AccountId(2);
    private final OriginalPost post = EntitiesFixture.post(1, 1, "words");

    EntityShapesTest() {
        state.accounts.put(alice, EntitiesFixture.account(1, "alice"));
        state.accounts.put(bob, EntitiesFixture.account(2, "bob"));
        state.posts.put(post.id(), post);
    }

    @Test
    void account() {
        JsonNode json = read(entities.account(alice).orElseThrow());
        assertThat(names(json)).containsAll(ACCOUNT);
        assertThat(json.get("id").isString()).isTrue();
        assertThat(json.get("last_status_at").isNull()).isTrue();
        assertThat(json.get("created_at").asString()).isEqualTo("2026-01-31T00:00:00.000Z");
    }

    @Test
    void credentialAccount() {
        JsonNode json = read(entities.credentialAccount(alice).orElseThrow());
        assertThat(names(json)).containsAll(ACCOUNT).contains("source", "role");
        assertThat(names(json.get("source")))
                .contains("note", "fields", "privacy", "sensitive", "language", "follow_requests_count");
        assertThat(names(json.get("role"))).contains("id", "name", "color", "permissions", "highlighted");
    }

    @Test
    void mutedAccount() {
        JsonNode json = read(entities.mutedAccounts(List.of(
                new Mute(alice, bob, true, EntitiesFixture.NOON_MS), new Mute(alice, bob, true, Mute.FOREVER))));
        assertThat(json.get(0).get("mute_expires_at").asString()).isEqualTo("2026-01-31T12:34:56.000Z");
        assertThat(json.get(1).get("mute_expires_at").isNull()).isTrue();
        assertThat(names(json.get(1))).containsAll(ACCOUNT);
    }

    @Test
    void status() {
        JsonNode json = read(entities.status(bob, post.id()).orElseThrow());
        assertThat(names(json)).containsAll(STATUS).doesNotContain("scheduled_at");
        assertThat(read(entities.status(null, post.id()).orElseThrow()).has("favourited"))
                .isFalse();
    }

    @Test
    void deletedStatus() {
        JsonNode json = read(entities.statusWithText(alice, post).orElseThrow());
        assertThat(json.get("text").asString()).isEqualTo("words");
        assertThat(names(json)).containsAll(STATUS);
    }

    @Test
    void context() {
        JsonNode json = read(entities.context(null, new PostThread(List.of(post.id()), List.of())));
        assertThat(json.get("ancestors").size()).isOne();
        assertThat(json.get("descendants").isEmpty()).isTrue();
    }

    @Test
    void statusSource() {
        assertThat(names(read(entities.statusSource(post)))).containsExactlyInAnyOrder("id", "text", "spoiler_text");
    }

    @Test
    void statusEdit() {
        PostVersion version = new PostVersion(EntitiesFixture.NOON_MS, post.body(), List.of(), List.of());
        JsonNode json = read(entities.statusEdits(alice, List.of(version)));
        assertThat(names(json.get(0)))
                .contains(
                        "content", "spoiler_text", "sensitive", "created_at", "account", "media_attachments", "emojis");
        assertThat(json.get(0).get("content").asString()).isEqualTo("<p>words</p>");
    }

    @Test
    void relationship() {
        Relationship seen =
                new Relationship(alice, bob, true, true, false, false, true, false, true, false, true, Mute.FOREVER);
        JsonNode json = read(entities.relationship(seen));
        assertThat(names(json))
                .contains(
                        "id",
                        "following",
                        "showing_reblogs",
                        "notifying",
                        "languages",
                        "followed_by",
                        "blocking",
                        "blocked_by",
                        "muting",
                        "muting_notifications",
                        "requested",
                        "requested_by",
                        "domain_blocking",
                        "endorsed",
                        "note");
        assertThat(json.get("id").asString()).isEqualTo("2");
        assertThat(json.get("showing_reblogs").asBoolean()).isTrue();
        assertThat(json.get("muting").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void notification(NotificationType type) {
        boolean aboutPost = type != NotificationType.FOLLOW && type != NotificationType.FOLLOW_REQUEST;
        Notification notification = new Notification(
                new NotificationId(9), alice, bob, type, aboutPost ? post.id() : null, EntitiesFixture.NOON_MS);
        JsonNode json = read(entities.notification(notification).orElseThrow());
        assertThat(names(json)).contains("id", "type", "created_at", "account", "group_key");
        assertThat(json.has("status")).isEqualTo(aboutPost);
        assertThat(PostTexts.typeNamed(json.get("type").asString())).contains(type);
    }

    @Test
    void aNotificationOfAPostThatIsGoneIsLeftOut() {
        OriginalPost gone = EntitiesFixture.post(5, 1, "gone");
        Notification about = new Notification(
                new NotificationId(9), alice, bob, NotificationType.FAVOURITE, gone.id(), EntitiesFixture.NOON_MS);
        Notification follow = new Notification(
                new NotificationId(8), alice, bob, NotificationType.FOLLOW, null, EntitiesFixture.NOON_MS);
        assertThat(entities.notification(about)).isEmpty();
        assertThat(read(entities.notifications(List.of(about, follow, about))).size())
                .isOne();
    }

    @Test
    void tag() {
        JsonNode json = read(entities.tag(new Hashtag("テスト", "テスト"), alice));
        assertThat(names(json)).containsExactlyInAnyOrder("name", "url", "history", "following");
        assertThat(json.get("url").asString()).isASCII().startsWith(EntitiesFixture.BASE + "/tags/%E3");
    }

    @Test
    void datesAlwaysHaveMilliseconds() {
        assertThat(Dates.time(0)).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(Dates.time(1)).isEqualTo("1970-01-01T00:00:00.001Z");
        assertThat(Dates.day(0)).isEqualTo("1970-01-01");
    }

    @Test
    void aPayloadIsTheJsonInAString() {
        Json status = entities.status(null, post.id()).orElseThrow();
        assertThat(read(status.quoted()).asString()).isEqualTo(status.toString());
    }

    private JsonNode read(Json json) {
        return mapper.readTree(json.bytes());
    }

    private static Set<String> names(JsonNode json) {
        return new TreeSet<>(json.propertyNames());
    }
}
