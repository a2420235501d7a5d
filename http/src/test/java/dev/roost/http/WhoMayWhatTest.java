package dev.roost.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.ApiServer.Answer;
import dev.roost.http.ApiServer.Token;
import dev.roost.http.server.Access;
import dev.roost.http.server.RouteList;
import dev.roost.http.server.Scopes;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.Standing;
import dev.roost.runtime.credentials.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who may call what: a row for each endpoint, as Mastodon's controllers have it.
 *
 * <ul>
 *   <li>{@code anybody}: no token is looked at
 *   <li>{@code optional}: without a token; one that is sent must be valid and have one of the scopes
 *   <li>{@code app}: any token with one of the scopes, an application's own too
 *   <li>{@code user}: a user's token with one of the scopes, or any if none is named
 * </ul>
 *
 * <p>A scope stands for its wider one too: {@code read} for {@code read:statuses}. {@code follow} is named where
 * Mastodon takes it.
 */
class WhoMayWhatTest {
    private static final String TABLE = """
            GET    /.well-known/host-meta                    anybody
            GET    /.well-known/nodeinfo                     anybody
            GET    /.well-known/oauth-authorization-server   anybody
            GET    /.well-known/webfinger                    anybody
            GET    /nodeinfo/2.0                             anybody
            GET    /health                                   anybody
            GET    /readyz                                   anybody
            GET    /icon.svg                                 anybody
            GET    /avatars/:name                            anybody
            GET    /headers/:name                            anybody
            GET    /oauth/authorize                          anybody
            POST   /oauth/authorize                          anybody
            GET    /oauth/sign_out                           anybody
            POST   /oauth/sign_out                           anybody
            POST   /oauth/token                              anybody
            POST   /oauth/revoke                             anybody
            GET    /oauth/userinfo                           user profile
            POST   /oauth/userinfo                           user profile
            POST   /api/v1/apps                              anybody
            GET    /api/v1/apps/verify_credentials           app
            POST   /api/v1/emails/confirmations              app write:accounts
            GET    /api/v1/preferences                       user read:accounts
            GET    /api/v1/instance                          anybody
            GET    /api/v2/instance                          anybody
            GET    /api/v1/instance/activity                 anybody
            GET    /api/v1/instance/domain_blocks            anybody
            GET    /api/v1/instance/extended_description     anybody
            GET    /api/v1/instance/languages                anybody
            GET    /api/v1/instance/peers                    anybody
            GET    /api/v1/instance/rules                    anybody
            GET    /api/v1/instance/translation_languages    anybody
            GET    /api/v1/custom_emojis                     anybody
            GET    /api/v1/directory                         anybody
            GET    /api/v1/trends                            anybody
            GET    /api/v1/trends/links                      anybody
            GET    /api/v1/trends/statuses                   anybody
            GET    /api/v1/trends/tags                       anybody
            GET    /api/v1/announcements                     user
            POST   /api/v1/announcements/:id/dismiss         user write:accounts
            POST   /api/v1/accounts                          app write:accounts
            GET    /api/v1/accounts                          optional read:accounts
            GET    /api/v1/accounts/verify_credentials       user read:accounts profile
            PATCH  /api/v1/accounts/update_credentials       user write:accounts
            GET    /api/v1/accounts/lookup                   optional read:accounts
            GET    /api/v1/accounts/search                   user read:accounts
            GET    /api/v1/accounts/relationships            user read:follows
            GET    /api/v1/accounts/familiar_followers       user read:follows
            GET    /api/v1/accounts/:id                      optional read:accounts
            GET    /api/v1/accounts/:id/statuses             optional read:statuses
            GET    /api/v1/accounts/:id/followers            optional read:accounts
            GET    /api/v1/accounts/:id/following            optional read:accounts
            GET    /api/v1/accounts/:id/endorsements         optional read:accounts
            GET    /api/v1/accounts/:id/featured_tags        anybody
            GET    /api/v1/accounts/:id/identity_proofs      user
            GET    /api/v1/accounts/:id/lists                user read:lists
            POST   /api/v1/accounts/:id/follow               user follow write:follows
            POST   /api/v1/accounts/:id/unfollow             user follow write:follows
            POST   /api/v1/accounts/:id/remove_from_followers user follow write:follows
            POST   /api/v1/accounts/:id/block                user follow write:blocks
            POST   /api/v1/accounts/:id/unblock              user follow write:blocks
            POST   /api/v1/accounts/:id/mute                 user follow write:mutes
            POST   /api/v1/accounts/:id/unmute               user follow write:mutes
            POST   /api/v1/accounts/:id/note                 user write:accounts
            POST   /api/v1/accounts/:id/pin                  user write:accounts
            POST   /api/v1/accounts/:id/unpin                user write:accounts
            POST   /api/v1/accounts/:id/endorse              user write:accounts
            POST   /api/v1/accounts/:id/unendorse            user write:accounts
            DELETE /api/v1/profile/avatar                    user write:accounts
            DELETE /api/v1/profile/header                    user write:accounts
            GET    /api/v1/blocks                            user follow read:blocks
            GET    /api/v1/mutes                             user follow read:mutes
            GET    /api/v1/domain_blocks                     user follow read:blocks
            POST   /api/v1/domain_blocks                     user follow write:blocks
            DELETE /api/v1/domain_blocks                     user follow write:blocks
            GET    /api/v1/follow_requests                   user follow read:follows
            POST   /api/v1/follow_requests/:id/authorize     user follow write:follows
            POST   /api/v1/follow_requests/:id/reject        user follow write:follows
            GET    /api/v1/endorsements                      user read:accounts
            GET    /api/v1/featured_tags                     user read:accounts
            GET    /api/v1/featured_tags/suggestions         user read:accounts
            POST   /api/v1/featured_tags                     user write:accounts
            DELETE /api/v1/featured_tags/:id                 user write:accounts
            GET    /api/v1/followed_tags                     user follow read:follows
            GET    /api/v1/tags/:name                        anybody
            POST   /api/v1/tags/:name/follow                 user follow write:follows
            POST   /api/v1/tags/:name/unfollow               user follow write:follows
            POST   /api/v1/tags/:name/feature                user write:accounts
            POST   /api/v1/tags/:name/unfeature              user write:accounts
            GET    /api/v1/suggestions                       user read:accounts
            GET    /api/v2/suggestions                       user read:accounts
            GET    /api/v1/follow_suggestions                user read:accounts
            DELETE /api/v1/suggestions/:id                   user write:accounts
            GET    /api/v1/lists                             user read:lists
            POST   /api/v1/lists                             user write:lists
            GET    /api/v1/lists/:id                         user read:lists
            PUT    /api/v1/lists/:id                         user write:lists
            DELETE /api/v1/lists/:id                         user write:lists
            GET    /api/v1/lists/:id/accounts                user read:lists
            POST   /api/v1/lists/:id/accounts                user write:lists
            DELETE /api/v1/lists/:id/accounts                user write:lists
            GET    /api/v1/markers                           user read:statuses
            POST   /api/v1/markers                           user write:statuses
            GET    /api/v1/statuses                          optional read:statuses
            POST   /api/v1/statuses                          user write:statuses
            GET    /api/v1/statuses/:id                      optional read:statuses
            PUT    /api/v1/statuses/:id                      user write:statuses
            DELETE /api/v1/statuses/:id                      user write:statuses
            GET    /api/v1/statuses/:id/context              optional read:statuses
            GET    /api/v1/statuses/:id/history              optional read:statuses
            GET    /api/v1/statuses/:id/card                 optional read:statuses
            GET    /api/v1/statuses/:id/source               app read:statuses
            GET    /api/v1/statuses/:id/reblogged_by         optional read:accounts
            GET    /api/v1/statuses/:id/favourited_by        optional read:accounts
            POST   /api/v1/statuses/:id/reblog               user write:statuses
            POST   /api/v1/statuses/:id/unreblog             user write:statuses
            POST   /api/v1/statuses/:id/favourite            user write:favourites
            POST   /api/v1/statuses/:id/unfavourite          user write:favourites
            POST   /api/v1/statuses/:id/bookmark             user write:bookmarks
            POST   /api/v1/statuses/:id/unbookmark           user write:bookmarks
            POST   /api/v1/statuses/:id/pin                  user write:accounts
            POST   /api/v1/statuses/:id/unpin                user write:accounts
            POST   /api/v1/statuses/:id/mute                 user write:mutes
            POST   /api/v1/statuses/:id/unmute               user write:mutes
            GET    /api/v1/scheduled_statuses                user read:statuses
            GET    /api/v1/scheduled_statuses/:id            user read:statuses
            GET    /api/v1/polls/:id                         optional read:statuses
            POST   /api/v1/polls/:id/votes                   user write:statuses
            POST   /api/v1/media                             user write:media
            POST   /api/v2/media                             user write:media
            GET    /api/v1/media/:id                         user write:media
            PUT    /api/v1/media/:id                         user write:media
            GET    /api/v1/timelines/home                    user read:statuses
            GET    /api/v1/timelines/public                  optional read:statuses
            GET    /api/v1/timelines/tag/:tag                optional read:statuses
            GET    /api/v1/timelines/list/:id                user read:lists
            GET    /api/v1/favourites                        user read:favourites
            GET    /api/v1/bookmarks                         user read:bookmarks
            GET    /api/v1/conversations                     user read:statuses
            POST   /api/v1/conversations/:id/read            user write:conversations
            POST   /api/v1/conversations/:id/unread          user write:conversations
            DELETE /api/v1/conversations/:id                 user write:conversations
            GET    /api/v1/notifications                     user read:notifications
            GET    /api/v1/notifications/:id                 user read:notifications
            GET    /api/v1/notifications/unread_count        user read:notifications
            GET    /api/v1/notifications/requests            user read:notifications
            GET    /api/v1/notifications/policy              user read:notifications
            PUT    /api/v1/notifications/policy              user write:notifications
            PATCH  /api/v1/notifications/policy              user write:notifications
            GET    /api/v2/notifications/policy              user read:notifications
            PUT    /api/v2/notifications/policy              user write:notifications
            PATCH  /api/v2/notifications/policy              user write:notifications
            POST   /api/v1/notifications/clear               user write:notifications
            POST   /api/v1/notifications/dismiss             user write:notifications
            POST   /api/v1/notifications/:id/dismiss         user write:notifications
            GET    /api/v1/search                            optional read:search
            GET    /api/v2/search                            optional read:search
            GET    /api/v1/filters                           user read:filters
            GET    /api/v1/filters/:id                       user read:filters
            POST   /api/v1/filters                           user write:filters
            GET    /api/v2/filters                           user read:filters
            GET    /api/v2/filters/:id                       user read:filters
            POST   /api/v2/filters                           user write:filters
            POST   /api/v1/reports                           user write:reports
            GET    /api/v1/push/subscription                 user push
            POST   /api/v1/push/subscription                 user push
            PUT    /api/v1/push/subscription                 user push
            DELETE /api/v1/push/subscription                 user push
            GET    /api/v1/streaming                         anybody
            GET    /api/v1/streaming/health                  anybody
            GET    /api/v1/streaming/direct                  anybody
            GET    /api/v1/streaming/hashtag                 anybody
            GET    /api/v1/streaming/hashtag/local           anybody
            GET    /api/v1/streaming/list                    anybody
            GET    /api/v1/streaming/public                  anybody
            GET    /api/v1/streaming/public/local            anybody
            GET    /api/v1/streaming/public/remote           anybody
            GET    /api/v1/streaming/user                    anybody
            GET    /api/v1/streaming/user/notification       anybody
            """;

    private static final String OUTSIDE = "This action is outside the authorized scopes";
    private static final String INVALID = "The access token is invalid";
    private static final String NO_USER = "This method requires an authenticated user";

    private ApiServer server;
    private AccountId ann;
    private AppId app;

    /** Streams look at their tokens themselves: their tests say who may have which. */
    private record Row(String method, String path, String caller, List<String> scopes) {
        static Row of(String line) {
            String[] words = line.strip().split(" +");
            return new Row(words[0], words[1], words[2], List.of(Arrays.copyOfRange(words, 3, words.length)));
        }

        boolean stream() {
            return path.startsWith("/api/v1/streaming");
        }

        /** With something in the places of parameters. */
        String filled() {
            return path.replaceAll(":[a-z]+", "1") + "?q=x&acct=ann";
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = new ApiServer();
        ann = server.account("ann", Standing.ACTIVE);
        app = ((Outcome.AppRegistered) server.roost.execute(
                        new Command.RegisterApp("client", new byte[32], "tests", List.of("x:/y"), "read", "")))
                .id();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<Row> rows() {
        return TABLE.lines().map(Row::of).toList();
    }

    @Test
    void everyEndpointHasItsRow() {
        List<String> expected = rows().stream()
                .map(row -> row.method() + " " + row.path() + " " + row.caller() + " " + row.scopes())
                .sorted()
                .toList();
        List<String> found = RouteList.of(server.routes).stream()
                .map(entry -> entry.name() + " " + caller(entry.access()) + " "
                        + entry.access().scopes())
                .sorted()
                .toList();
        assertThat(found).containsExactlyElementsOf(expected);
    }

    private static String caller(Access access) {
        return switch (access) {
            case Access.Public _, Access.Uncounted _ -> "anybody";
            case Access.Open _ -> "optional";
            case Access.App _ -> "app";
            case Access.User _ -> "user";
        };
    }

    @Test
    void aTokenThatIsNoneIsRefusedWhereverOneIsLookedAt() {
        for (Row row : rows()) {
            if (row.stream()) {
                continue;
            }
            Answer answer = ask(row, "made-up");
            if (row.caller().equals("anybody")) {
                assertThat(answer.text()).as(row.toString()).doesNotContain(INVALID, OUTSIDE, NO_USER);
            } else {
                assertError(answer, 401, INVALID, row);
            }
        }
    }

    @Test
    void withoutATokenOnlyOpenEndpointsAnswer() {
        for (Row row : rows()) {
            if (row.stream()) {
                continue;
            }
            Answer answer = ask(row, null);
            switch (row.caller()) {
                case "anybody", "optional" ->
                    assertThat(answer.text()).as(row.toString()).doesNotContain(INVALID, OUTSIDE, NO_USER);
                case "user" -> {
                    if (row.scopes().isEmpty()) {
                        assertError(answer, 422, NO_USER, row);
                    } else {
                        assertError(answer, 401, INVALID, row);
                    }
                }
                default -> assertError(answer, 401, INVALID, row);
            }
        }
    }

    @Test
    void eachScopeOpensItsEndpointsAndNoOthers() {
        List<String> all = Scopes.known();
        for (Row row : rows()) {
            if (row.stream() || row.caller().equals("anybody")) {
                continue;
            }
            List<String> enough = new ArrayList<>(row.scopes());
            row.scopes().forEach(scope -> enough.add(scope.replaceFirst(":.*", "")));
            for (String scope : all) {
                Answer answer = ask(row, token(ann, scope));
                if (row.scopes().isEmpty() || enough.contains(scope)) {
                    assertThat(answer.text()).as(row + " with " + scope).doesNotContain(INVALID, OUTSIDE, NO_USER);
                } else {
                    assertError(answer, 403, OUTSIDE, row);
                }
            }
        }
    }

    @Test
    void anApplicationIsNoUser() {
        String everything = String.join(" ", Scopes.known());
        for (Row row : rows()) {
            if (row.stream()) {
                continue;
            }
            Answer answer = ask(row, token(null, everything));
            if (row.caller().equals("user")) {
                assertError(answer, 422, NO_USER, row);
            } else {
                assertThat(answer.text()).as(row.toString()).doesNotContain(INVALID, OUTSIDE, NO_USER);
            }
        }
    }

    private String token(@Nullable AccountId account, String scopes) {
        String token = Secrets.random();
        server.roost.execute(new Command.IssueToken(Secrets.hash(token), app, account, scopes));
        return token;
    }

    private Answer ask(Row row, @Nullable String token) {
        return token == null
                ? server.send(row.method(), row.filled(), "")
                : server.send(row.method(), row.filled(), "", "Authorization", "Bearer " + new Token(token).text());
    }

    private static void assertError(Answer answer, int status, String text, Row row) {
        assertThat(answer.status()).as(row + ": " + answer.text()).isEqualTo(status);
        assertThat(answer.json().get("error").asString()).as(row.toString()).isEqualTo(text);
    }
}
