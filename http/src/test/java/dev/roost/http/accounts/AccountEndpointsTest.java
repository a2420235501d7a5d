package dev.roost.http.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.LiveApi;
import dev.roost.http.LiveApi.Answer;
import dev.roost.http.LiveApi.User;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.ProfileChange;
import dev.roost.model.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AccountEndpointsTest {
    private static final User NOBODY = new User(new AccountId(1), "");

    @AutoClose
    private final LiveApi api = LiveApi.start();

    private final User alice = api.user("alice");
    private final User bob = api.user("Bob");
    private final User carol = api.user("carol");

    @Test
    void showsOneAccountOrSeveral() {
        assertThat(api.get(NOBODY, "/api/v1/accounts/" + bob).text("acct")).isEqualTo("Bob");
        assertThat(api.get(NOBODY, "/api/v1/accounts/999").status()).isEqualTo(404);
        assertThat(api.get(NOBODY, "/api/v1/accounts/nonsense").status()).isEqualTo(404);
        AccountId waiting = api.account("waiting", Standing.PENDING);
        assertThat(api.get(NOBODY, "/api/v1/accounts/" + waiting).status()).isEqualTo(404);
        Answer several =
                api.get(NOBODY, "/api/v1/accounts?id[]=" + carol + "&id[]=" + alice + "&id[]=999&id[]=" + waiting);
        assertThat(several.all("username")).containsExactly("carol", "alice");
    }

    @Test
    void findsAnAccountByItsHandle() {
        for (String handle : new String[] {
            "bob", "@BOB", "bob@roost.example", "@bob@Roost.example", "acct:bob@roost.example", "bob@roost.example:443"
        }) {
            Answer found = api.get(NOBODY, "/api/v1/accounts/lookup?acct=" + handle);
            assertThat(found.text("id")).as(handle).isEqualTo(bob.toString());
        }
        assertThat(api.get(NOBODY, "/api/v1/accounts/lookup?acct=bob@elsewhere.example")
                        .status())
                .isEqualTo(404);
        assertThat(api.get(NOBODY, "/api/v1/accounts/lookup").status()).isEqualTo(404);
    }

    @Test
    void searchesForSignedInUsers() {
        assertThat(api.get(NOBODY, "/api/v1/accounts/search?q=bo").status()).isEqualTo(401);
        assertThat(api.get(alice, "/api/v1/accounts/search?q=bo&resolve=True").all("username"))
                .containsExactly("Bob");
        assertThat(api.get(alice, "/api/v1/accounts/search?q=@bob@roost.example")
                        .all("username"))
                .containsExactly("Bob");
        for (String found : new String[] {"https://Roost.example/@bob/?a=b", "acct:bob@roost.example", "@bo"}) {
            assertThat(api.get(alice, "/api/v1/accounts/search?q=" + found).all("username"))
                    .as(found)
                    .containsExactly("Bob");
        }
        assertThat(api.get(alice, "/api/v1/accounts/search?q=https://elsewhere.example/@bob")
                        .json())
                .isEmpty();
        assertThat(api.get(alice, "/api/v1/accounts/search?q=bob@elsewhere.example")
                        .json())
                .isEmpty();
        assertThat(api.get(alice, "/api/v1/accounts/search?q=").json()).isEmpty();
        assertThat(api.get(alice, "/api/v1/accounts/search?q=bo&following=true").json())
                .isEmpty();
        api.follow(alice, bob);
        assertThat(api.get(alice, "/api/v1/accounts/search?q=bo&following=true").all("username"))
                .containsExactly("Bob");
    }

    @Test
    void listsAnAccountsPosts() {
        String plain = api.write(bob, "plain #one");
        String reply = api.write(bob, "reply", "in_reply_to_id", api.write(alice, "from alice"));
        String boost = api.post(bob, "/api/v1/statuses/" + api.write(carol, "from carol") + "/reblog")
                .text("id");
        String direct = api.write(bob, "@alice psst", "visibility", "direct");
        String posts = "/api/v1/accounts/" + bob + "/statuses";
        assertThat(api.get(NOBODY, posts).all("id")).containsExactly(boost, reply, plain);
        assertThat(api.get(alice, posts).all("id")).containsExactly(direct, boost, reply, plain);
        assertThat(api.get(NOBODY, posts + "?exclude_replies=true").all("id")).containsExactly(boost, plain);
        assertThat(api.get(NOBODY, posts + "?exclude_reblogs=1").all("id")).containsExactly(reply, plain);
        assertThat(api.get(NOBODY, posts + "?tagged=ONE").all("id")).containsExactly(plain);
        assertThat(api.get(NOBODY, posts + "?only_media=true").json()).isEmpty();
        assertThat(api.get(NOBODY, posts + "?pinned=true").json()).isEmpty();
        api.post(bob, "/api/v1/statuses/" + plain + "/pin");
        assertThat(api.get(NOBODY, posts + "?pinned=true").all("id")).containsExactly(plain);
        assertThat(api.get(NOBODY, posts + "?pinned=true&max_id=" + plain).json())
                .isEmpty();
    }

    @Test
    void pagesByLinkToTheEnd() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.addFirst(api.write(bob, "post " + i));
        }
        List<String> seen = new ArrayList<>();
        Answer page = api.get(NOBODY, "/api/v1/accounts/" + bob + "/statuses?limit=3&exclude_replies=false");
        while (!page.json().isEmpty()) {
            seen.addAll(page.all("id"));
            assertThat(page.link())
                    .startsWith("<http://" + LiveApi.DOMAIN + "/")
                    .contains(">; rel=\"next\", <");
            page = api.get(NOBODY, page.link().substring(1, page.link().indexOf('>')));
        }
        assertThat(seen).isEqualTo(all);
        assertThat(page.link()).isEmpty();
    }

    @Test
    void listsFollowersAndFolloweesUnlessTheyAreHidden() {
        api.follow(alice, bob);
        api.follow(carol, bob);
        Answer followers = api.get(NOBODY, "/api/v1/accounts/" + bob + "/followers?limit=1");
        assertThat(followers.all("username")).containsExactly("carol");
        assertThat(api.get(
                                NOBODY,
                                followers.link().substring(1, followers.link().indexOf('>')))
                        .all("username"))
                .containsExactly("alice");
        assertThat(api.get(NOBODY, "/api/v1/accounts/" + alice + "/following").all("username"))
                .containsExactly("Bob");
        api.roost.execute(new Command.UpdateProfile(
                bob.id(),
                ProfileChange.to(
                        new Profile("Bob", "", List.of(), false, false, true, false, true), PostingDefaults.NONE)));
        assertThat(api.get(alice, "/api/v1/accounts/" + bob + "/followers").json())
                .isEmpty();
        assertThat(api.get(bob, "/api/v1/accounts/" + bob + "/followers").json())
                .hasSize(2);
        api.roost.execute(new Command.BlockAccount(alice.id(), carol.id()));
        assertThat(api.get(carol, "/api/v1/accounts/" + alice + "/following").json())
                .isEmpty();
    }

    @Test
    void answersEmptyListsForAccountsThatExist() {
        for (String list : new String[] {"featured_tags", "identity_proofs", "endorsements"}) {
            Answer answer = api.get(alice, "/api/v1/accounts/" + bob + "/" + list);
            assertThat(answer.json().isArray()).as(list).isTrue();
            assertThat(answer.json()).isEmpty();
            assertThat(api.get(alice, "/api/v1/accounts/999/" + list).status()).isEqualTo(404);
        }
    }

    @Test
    void namesFamiliarFollowers() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<User> crowd = new ArrayList<>();
        for (int i = 0; i < 260; i++) {
            crowd.add(api.user("crowd" + i));
        }
        TreeSet<Integer> both = new TreeSet<>(Collections.reverseOrder());
        for (User each : crowd) {
            boolean known = random.nextInt(3) > 0;
            boolean follows = random.nextInt(12) == 0;
            if (known) {
                api.follow(alice, each);
            }
            if (follows) {
                api.follow(each, bob);
            }
            if (known && follows) {
                both.add(each.id().value());
            }
        }
        Answer answer = api.get(alice, "/api/v1/accounts/familiar_followers?id[]=" + bob + "&id[]=" + carol);
        assertThat(answer.all("id")).containsExactly(bob.toString(), carol.toString());
        List<String> found = new ArrayList<>();
        answer.json()
                .get(0)
                .path("accounts")
                .forEach(account -> found.add(account.path("id").asString()));
        assertThat(found)
                .as("seed " + seed)
                .isEqualTo(both.stream()
                        .limit(FamiliarFollowers.FOUND_MAX)
                        .map(String::valueOf)
                        .toList());
        assertThat(answer.json().get(1).path("accounts")).isEmpty();
        assertThat(api.send(
                                alice,
                                "GET",
                                "/api/v1/accounts/familiar_followers",
                                "application/json",
                                "{\"id\":[" + bob + "]}")
                        .all("id"))
                .containsExactly(bob.toString());
    }
}
