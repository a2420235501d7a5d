package dev.roost.http.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.LiveApi;
import dev.roost.http.LiveApi.Answer;
import dev.roost.http.LiveApi.User;
import dev.roost.model.Command;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.ProfileChange;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RelationshipEndpointsTest {
    @AutoClose
    private final LiveApi api = LiveApi.start();

    private final User alice = api.user("alice");
    private final User bob = api.user("bob");
    private final User carol = api.user("carol");

    private Answer act(User user, User other, String word, String... form) {
        return api.post(user, "/api/v1/accounts/" + other + "/" + word, form);
    }

    @Test
    void followsWithSettingsAndUnfollows() {
        Answer followed = act(alice, bob, "follow");
        assertThat(followed.yes("following")).isTrue();
        assertThat(followed.yes("showing_reblogs")).isTrue();
        assertThat(followed.yes("notifying")).isFalse();
        Answer changed = act(alice, bob, "follow", "reblogs", "0", "notify", "True");
        assertThat(changed.yes("showing_reblogs")).isFalse();
        assertThat(changed.yes("notifying")).isTrue();
        Answer again = act(alice, bob, "follow");
        assertThat(again.yes("showing_reblogs")).isFalse();
        assertThat(again.yes("notifying")).isTrue();
        assertThat(api.get(bob, "/api/v1/accounts/relationships?id=" + alice)
                        .json()
                        .get(0)
                        .path("followed_by")
                        .asBoolean())
                .isTrue();
        assertThat(act(alice, bob, "unfollow").yes("following")).isFalse();
        assertThat(act(alice, bob, "unfollow").status()).isEqualTo(200);
    }

    @Test
    void refusesInMastodonsWords() {
        assertThat(act(alice, alice, "follow").status()).isEqualTo(403);
        assertThat(act(alice, alice, "block").status()).isEqualTo(403);
        act(bob, alice, "block");
        Answer blocked = act(alice, bob, "follow");
        assertThat(blocked.status()).isEqualTo(403);
        assertThat(blocked.text("error")).isEqualTo("This action is not allowed");
        assertThat(api.post(alice, "/api/v1/accounts/999/follow").text("error")).isEqualTo("Record not found");
        for (String word : new String[] {"note", "pin", "unpin", "endorse", "unendorse"}) {
            Answer refused = act(alice, bob, word, "comment", "x");
            assertThat(refused.status()).as(word).isEqualTo(422);
            assertThat(refused.text("error")).endsWith("on this server");
        }
        assertThat(act(alice, carol, "follow", "languages[]", "de").status()).isEqualTo(422);
        User reader = new User(alice.id(), api.token(alice.id(), "read"));
        assertThat(act(reader, carol, "follow").status()).isEqualTo(403);
        User follower = new User(alice.id(), api.token(alice.id(), "follow"));
        assertThat(act(follower, carol, "follow").status()).isEqualTo(200);
    }

    @Test
    void blocksBothWays() {
        api.follow(alice, bob);
        api.follow(bob, alice);
        Answer blocked = act(alice, bob, "block");
        assertThat(blocked.yes("blocking")).isTrue();
        assertThat(blocked.yes("following")).isFalse();
        assertThat(blocked.yes("followed_by")).isFalse();
        assertThat(api.get(alice, "/api/v1/blocks").all("username")).containsExactly("bob");
        assertThat(api.get(bob, "/api/v1/blocks").json()).isEmpty();
        assertThat(api.get(bob, "/api/v1/blocks").link()).isEmpty();
        assertThat(act(alice, bob, "unblock").yes("blocking")).isFalse();
    }

    @Test
    void mutesForAWhile() {
        Answer muted = act(alice, bob, "mute", "duration", "60", "notifications", "false");
        assertThat(muted.yes("muting")).isTrue();
        assertThat(muted.yes("muting_notifications")).isFalse();
        assertThat(act(alice, carol, "mute").yes("muting_notifications")).isTrue();
        Answer list = api.get(alice, "/api/v1/mutes");
        assertThat(list.all("username")).containsExactly("carol", "bob");
        assertThat(list.json().get(0).path("mute_expires_at").isNull()).isTrue();
        assertThat(list.json().get(1).path("mute_expires_at").asString()).matches("\\d{4}-.*\\.\\d{3}Z");
        assertThat(list.link()).contains("rel=\"next\"");
        api.nowMs.addAndGet(60_000);
        assertThat(api.get(alice, "/api/v1/accounts/relationships?id[]=" + bob)
                        .json()
                        .get(0)
                        .path("muting")
                        .asBoolean())
                .isFalse();
        assertThat(act(alice, carol, "unmute").yes("muting")).isFalse();
        assertThat(act(alice, carol, "mute", "duration", "-1").status()).isEqualTo(422);
    }

    @Test
    void asksLockedAccounts() {
        lock(bob);
        assertThat(act(alice, bob, "follow").yes("requested")).isTrue();
        act(carol, bob, "follow");
        assertThat(api.get(bob, "/api/v1/follow_requests").all("username")).containsExactlyInAnyOrder("alice", "carol");
        Answer accepted = api.post(bob, "/api/v1/follow_requests/" + alice + "/authorize");
        assertThat(accepted.yes("followed_by")).isTrue();
        assertThat(accepted.text("id")).isEqualTo(alice.toString());
        Answer rejected = api.post(bob, "/api/v1/follow_requests/" + carol + "/reject");
        assertThat(rejected.yes("followed_by")).isFalse();
        assertThat(api.get(bob, "/api/v1/follow_requests").json()).isEmpty();
        assertThat(api.post(bob, "/api/v1/follow_requests/" + carol + "/authorize")
                        .status())
                .isEqualTo(404);
        assertThat(act(bob, alice, "remove_from_followers").yes("followed_by")).isFalse();
    }

    @Test
    void answersRelationshipsInTheOrderAsked() {
        for (String ids : new String[] {"id[]=%s&id[]=%s", "id=%s&id=%s", "id[0]=%s&id[1]=%s"}) {
            Answer answer = api.get(alice, "/api/v1/accounts/relationships?" + ids.formatted(carol, bob));
            assertThat(answer.all("id")).as(ids).containsExactly(carol.toString(), bob.toString());
        }
        assertThat(api.get(alice, "/api/v1/accounts/relationships").json()).isEmpty();
        StringBuilder many = new StringBuilder("/api/v1/accounts/relationships?");
        for (int i = 0; i <= AccountEndpoints.IDS_MAX; i++) {
            many.append("id[]=").append(i + 1).append('&');
        }
        assertThat(api.get(alice, many.toString()).status()).isEqualTo(422);
    }

    private void lock(User user) {
        api.roost.execute(new Command.UpdateProfile(
                user.id(),
                ProfileChange.to(
                        new Profile("x", "", List.of(), true, false, true, false, false), PostingDefaults.NONE)));
    }
}
