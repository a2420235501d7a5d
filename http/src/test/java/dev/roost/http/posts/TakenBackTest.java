package dev.roost.http.posts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.LiveApi;
import dev.roost.http.LiveApi.User;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What somebody has put on a post they can take back when they may see it no longer; and nothing else of it. */
class TakenBackTest {
    @AutoClose
    private final LiveApi api = LiveApi.start();

    private final User ann = api.user("ann");
    private final User ben = api.user("ben");

    @Test
    void afterTheAuthorHasBlockedWhoMarkedIt() {
        String post = "/api/v1/statuses/" + api.write(ann, "words");
        for (String mark : new String[] {"favourite", "bookmark", "reblog"}) {
            assertThat(api.post(ben, post + "/" + mark).status()).isEqualTo(200);
        }
        api.post(ann, "/api/v1/accounts/" + ben + "/block");
        assertThat(api.get(ben, post).status()).isEqualTo(404);
        assertThat(api.post(ben, post + "/favourite").status()).isEqualTo(404);
        assertThat(api.post(ben, post + "/unfavourite").yes("favourited")).isFalse();
        assertThat(api.post(ben, post + "/unbookmark").yes("bookmarked")).isFalse();
        assertThat(api.post(ben, post + "/unreblog").yes("reblogged")).isFalse();
        // Nothing is left to be taken back, so nothing is told of it either.
        for (String mark : new String[] {"favourite", "bookmark", "reblog"}) {
            assertThat(api.post(ben, post + "/un" + mark).status()).as(mark).isEqualTo(404);
        }
        assertThat(api.get(ann, post).json().path("favourites_count").asInt()).isZero();
        assertThat(api.get(ann, post).json().path("reblogs_count").asInt()).isZero();
    }

    @Test
    void ofAPostForFollowersAfterNoLongerFollowing() {
        api.follow(ben, ann);
        String post = "/api/v1/statuses/" + api.write(ann, "words", "visibility", "private");
        assertThat(api.post(ben, post + "/favourite").status()).isEqualTo(200);
        api.post(ben, "/api/v1/accounts/" + ann + "/unfollow");
        assertThat(api.get(ben, post).status()).isEqualTo(404);
        assertThat(api.post(ben, post + "/unfavourite").status()).isEqualTo(200);
    }
}
