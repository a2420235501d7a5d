package dev.roost.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.LiveApi.Answer;
import dev.roost.http.LiveApi.User;
import dev.roost.model.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What accounts that the caller blocks or mutes, or that block the caller, are left out of; and what is not told. */
class UnwantedPeopleTest {
    private static final User NOBODY = new User(new AccountId(1), "");

    @AutoClose
    private final LiveApi api = LiveApi.start();

    private final User alice = api.user("alice");
    private final User bob = api.user("bob");
    private final User blocked = api.user("blocked");
    private final User muted = api.user("muted");
    private final User blocking = api.user("blocking");
    private final User carol = api.user("carol");
    private final User dave = api.user("dave");

    private List<User> everybody() {
        return List.of(bob, blocked, muted, blocking, carol, dave);
    }

    private void aliceShunsSome() {
        act(alice, "accounts/" + blocked + "/block");
        act(alice, "accounts/" + muted + "/mute");
        act(blocking, "accounts/" + alice + "/block");
    }

    private void act(User user, String what, String... form) {
        api.nowMs.incrementAndGet();
        assertThat(api.post(user, "/api/v1/" + what, form).status()).as(what).isEqualTo(200);
    }

    private List<String> names(User viewer, String path) {
        return api.get(viewer, "/api/v1/" + path).all("username");
    }

    private List<String> ids(User viewer, String path) {
        return api.get(viewer, "/api/v1/" + path).all("id");
    }

    /** All pages, each of which must be full but the last. */
    private List<String> paged(User viewer, String path, int limit) {
        List<String> all = new ArrayList<>();
        String next = "/api/v1/" + path + "?limit=" + limit;
        while (!next.isEmpty()) {
            Answer page = api.get(viewer, next);
            all.addAll(page.all("username"));
            assertThat(page.json().size() == limit || page.json().isEmpty() || all.size() % limit != 0)
                    .isTrue();
            String link = page.link();
            next = link.isEmpty() ? "" : link.substring(link.indexOf('/', 8), link.indexOf('>'));
        }
        return all;
    }

    // ---- lists of accounts

    @Test
    void listsOfAccountsAreWithoutThem() {
        String post = api.write(bob, "a post");
        for (User each : everybody()) {
            act(each, "statuses/" + post + "/favourite");
            act(each, "statuses/" + post + "/reblog");
            if (!each.equals(bob)) {
                act(each, "accounts/" + bob + "/follow");
                act(bob, "accounts/" + each + "/follow");
            }
        }
        act(bob, "accounts/" + alice + "/follow");
        aliceShunsSome();
        for (String path : List.of("statuses/" + post + "/favourited_by", "statuses/" + post + "/reblogged_by")) {
            assertThat(names(NOBODY, path)).as(path).hasSize(6);
            for (int limit : new int[] {1, 2, 40}) {
                assertThat(paged(alice, path, limit)).as(path).containsExactlyInAnyOrder("bob", "carol", "dave");
            }
        }
        for (String path : List.of("accounts/" + bob + "/followers", "accounts/" + bob + "/following")) {
            assertThat(names(NOBODY, path)).as(path).contains("blocked", "muted", "blocking");
            for (int limit : new int[] {1, 2, 40}) {
                assertThat(paged(alice, path, limit))
                        .as(path)
                        .contains("carol", "dave")
                        .doesNotContain("blocked", "muted", "blocking");
            }
        }
    }

    @Test
    void onesOwnFollowersAndFolloweesAreAllThere() {
        act(muted, "accounts/" + alice + "/follow");
        act(alice, "accounts/" + muted + "/follow");
        aliceShunsSome();
        assertThat(names(alice, "accounts/" + alice + "/followers")).containsExactly("muted");
        assertThat(names(alice, "accounts/" + alice + "/following")).containsExactly("muted");
    }

    @Test
    void aMuteThatHasEndedHidesNobody() {
        String post = api.write(bob, "a post");
        act(muted, "statuses/" + post + "/favourite");
        act(alice, "accounts/" + muted + "/mute", "duration", "60");
        assertThat(names(alice, "statuses/" + post + "/favourited_by")).isEmpty();
        api.nowMs.addAndGet(60_000);
        assertThat(names(alice, "statuses/" + post + "/favourited_by")).containsExactly("muted");
    }

    @Test
    void theDirectoryIsWithoutThem() {
        aliceShunsSome();
        for (String order : List.of("new", "active")) {
            assertThat(names(NOBODY, "directory?order=" + order)).contains("blocked", "muted", "blocking");
            assertThat(names(alice, "directory?order=" + order))
                    .contains("bob", "carol", "dave")
                    .doesNotContain("blocked", "muted", "blocking");
        }
    }

    /** Who is looked for by name is found: how else could a block be taken back? */
    @Test
    void searchAndLookUpFindThem() {
        aliceShunsSome();
        for (User each : List.of(blocked, muted, blocking)) {
            String name = api.get(alice, "/api/v1/accounts/" + each).text("username");
            assertThat(names(alice, "accounts/search?q=" + name)).contains(name);
        }
    }

    // ---- posts

    @Test
    void aConversationIsWithoutWhatTheyWroteButNotWithoutWhatAnswersIt() {
        List<String> thread = new ArrayList<>();
        String last = api.write(bob, "the root");
        thread.add(last);
        for (User each : List.of(blocked, carol, muted, dave, blocking, alice, bob)) {
            last = api.write(each, "answer", "in_reply_to_id", last);
            thread.add(last);
        }
        aliceShunsSome();
        Function<List<Integer>, List<String>> some =
                indexes -> indexes.stream().map(thread::get).toList();
        Answer root = api.get(alice, "/api/v1/statuses/" + thread.getFirst() + "/context");
        assertThat(all(root, "descendants")).isEqualTo(some.apply(List.of(2, 4, 6, 7)));
        Answer end = api.get(alice, "/api/v1/statuses/" + last + "/context");
        assertThat(all(end, "ancestors")).isEqualTo(some.apply(List.of(0, 2, 4, 6)));
        Answer others = api.get(NOBODY, "/api/v1/statuses/" + last + "/context");
        assertThat(all(others, "ancestors")).isEqualTo(thread.subList(0, 7));
    }

    private static List<String> all(Answer context, String part) {
        return context.json()
                .path(part)
                .valueStream()
                .map(each -> each.path("id").asString())
                .toList();
    }

    @Test
    void anAccountsPostsAreWithoutBoostsOfTheirs() {
        String own = api.write(bob, "own");
        List<String> boosts = new ArrayList<>();
        for (User each : List.of(blocked, muted, blocking, carol)) {
            String post = api.write(each, "boosted");
            api.nowMs.incrementAndGet();
            boosts.addFirst(
                    api.post(bob, "/api/v1/statuses/" + post + "/reblog").text("id"));
        }
        aliceShunsSome();
        assertThat(ids(alice, "accounts/" + bob + "/statuses")).containsExactly(boosts.getFirst(), own);
        assertThat(ids(NOBODY, "accounts/" + bob + "/statuses")).hasSize(5);
        assertThat(ids(bob, "accounts/" + bob + "/statuses")).hasSize(5);
    }

    @Test
    void severalPostsAtOnceAreWithoutTheirsAndOneIsNot() {
        String theirs = api.write(muted, "theirs");
        String other = api.write(bob, "other");
        aliceShunsSome();
        assertThat(ids(alice, "statuses?id[]=" + theirs + "&id[]=" + other)).containsExactly(other);
        assertThat(api.get(alice, "/api/v1/statuses/" + theirs).status()).isEqualTo(200);
    }

    // ---- what only some may know

    @Test
    void aBoostForFollowersNamesItsBoosterToThemAlone() {
        act(dave, "accounts/" + carol + "/follow");
        String post = api.write(bob, "a post");
        act(carol, "statuses/" + post + "/reblog", "visibility", "private");
        String by = "statuses/" + post + "/reblogged_by";
        for (User other : List.of(NOBODY, alice, bob)) {
            assertThat(names(other, by)).isEmpty();
            assertThat(api.get(other, "/api/v1/statuses/" + post)
                            .json()
                            .path("reblogs_count")
                            .asInt())
                    .isZero();
            assertThat(ids(other, "accounts/" + carol + "/statuses")).isEmpty();
        }
        for (User may : List.of(carol, dave)) {
            assertThat(names(may, by)).containsExactly("carol");
            assertThat(ids(may, "accounts/" + carol + "/statuses")).hasSize(1);
        }
        act(alice, "statuses/" + post + "/reblog");
        assertThat(names(NOBODY, by)).containsExactly("alice");
        assertThat(names(dave, by)).containsExactlyInAnyOrder("alice", "carol");
        act(carol, "statuses/" + post + "/unreblog");
        act(alice, "statuses/" + post + "/unreblog");
        assertThat(api.get(dave, "/api/v1/statuses/" + post)
                        .json()
                        .path("reblogs_count")
                        .asInt())
                .isZero();
    }

    /** Whoever sees such a post follows its author, and sees the boost too. */
    @Test
    void aBoostOfOnesOwnPostForFollowersCounts() {
        String post = api.write(bob, "for followers", "visibility", "private");
        act(dave, "accounts/" + bob + "/follow");
        act(bob, "statuses/" + post + "/reblog");
        assertThat(api.get(dave, "/api/v1/statuses/" + post)
                        .json()
                        .path("reblogs_count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void figuresDoNotTellOfPostsThatFewMaySee() {
        String post = api.write(bob, "a post");
        api.write(carol, "@bob for few", "in_reply_to_id", post, "visibility", "direct");
        String followers = api.write(carol, "for followers", "in_reply_to_id", post, "visibility", "private");
        assertThat(api.get(alice, "/api/v1/statuses/" + post)
                        .json()
                        .path("replies_count")
                        .asInt())
                .isZero();
        assertThat(api.get(alice, "/api/v1/accounts/" + carol)
                        .json()
                        .path("statuses_count")
                        .asInt())
                .isEqualTo(1);
        String open = api.write(carol, "for all", "in_reply_to_id", post, "visibility", "unlisted");
        assertThat(api.get(alice, "/api/v1/statuses/" + post)
                        .json()
                        .path("replies_count")
                        .asInt())
                .isEqualTo(1);
        api.delete(carol, "/api/v1/statuses/" + open);
        api.delete(carol, "/api/v1/statuses/" + followers);
        assertThat(api.get(alice, "/api/v1/statuses/" + post)
                        .json()
                        .path("replies_count")
                        .asInt())
                .isZero();
        assertThat(api.get(alice, "/api/v1/accounts/" + carol)
                        .json()
                        .path("statuses_count")
                        .asInt())
                .isZero();
    }

    // ---- home

    @Test
    void homeIsWithoutWhatMentionsThem() {
        act(alice, "accounts/" + bob + "/follow");
        act(alice, "accounts/" + carol + "/follow");
        String plain = api.write(bob, "plain");
        String mentioning = api.write(bob, "@muted and others");
        act(carol, "statuses/" + mentioning + "/reblog");
        String boost = ids(carol, "accounts/" + carol + "/statuses").getFirst();
        String own = api.write(alice, "@muted see");
        String edited = api.write(bob, "nobody yet");
        assertThat(ids(alice, "timelines/home")).containsExactly(edited, own, mentioning, plain);
        act(alice, "accounts/" + muted + "/mute", "duration", "60");
        assertThat(ids(alice, "timelines/home")).containsExactly(edited, own, plain);
        api.put(bob, "/api/v1/statuses/" + edited, "status", "@muted now");
        assertThat(ids(alice, "timelines/home")).containsExactly(own, plain);
        api.put(bob, "/api/v1/statuses/" + mentioning, "status", "and others");
        assertThat(ids(alice, "timelines/home")).containsExactly(own, mentioning, plain);
        act(alice, "accounts/" + bob + "/unfollow");
        assertThat(ids(alice, "timelines/home")).containsExactly(own, boost);
        api.put(bob, "/api/v1/statuses/" + mentioning, "status", "@muted again");
        assertThat(ids(alice, "timelines/home")).containsExactly(own);
        api.nowMs.addAndGet(60_000);
        assertThat(ids(alice, "timelines/home")).containsExactly(own, boost);
    }

    @Test
    void aListIsWithoutWhatMentionsThem() {
        act(alice, "accounts/" + bob + "/follow");
        String list = api.post(alice, "/api/v1/lists", "title", "L").text("id");
        act(alice, "lists/" + list + "/accounts", "account_ids[]", bob.toString());
        String plain = api.write(bob, "plain");
        api.write(bob, "@muted and others");
        String theirs = api.write(carol, "@muted this");
        act(bob, "statuses/" + theirs + "/reblog");
        api.write(bob, "@alice psst", "visibility", "direct");
        assertThat(ids(alice, "timelines/list/" + list)).hasSize(3);
        act(alice, "accounts/" + muted + "/mute");
        assertThat(ids(alice, "timelines/list/" + list)).containsExactly(plain);
    }

    @Test
    void homeHasOnesOwnDirectPostsAndThoseOfFolloweesToOneself() {
        act(alice, "accounts/" + bob + "/follow");
        act(dave, "accounts/" + bob + "/follow");
        String fromBob = api.write(bob, "@alice @carol psst", "visibility", "direct");
        String fromCarol = api.write(carol, "@alice @bob psst", "visibility", "direct");
        String fromAlice = api.write(alice, "@carol psst", "visibility", "direct");
        assertThat(ids(alice, "timelines/home")).containsExactly(fromAlice, fromBob);
        assertThat(ids(bob, "timelines/home")).containsExactly(fromBob);
        assertThat(ids(carol, "timelines/home")).containsExactly(fromCarol);
        assertThat(ids(dave, "timelines/home")).isEmpty();
        act(alice, "accounts/" + carol + "/mute");
        assertThat(ids(alice, "timelines/home")).containsExactly(fromAlice);
        act(alice, "accounts/" + carol + "/unmute");
        assertThat(ids(alice, "timelines/home")).containsExactly(fromAlice, fromBob);
        api.put(bob, "/api/v1/statuses/" + fromBob, "status", "@alice @carol @dave psst");
        assertThat(ids(dave, "timelines/home")).containsExactly(fromBob);
        api.delete(bob, "/api/v1/statuses/" + fromBob);
        assertThat(ids(alice, "timelines/home")).containsExactly(fromAlice);
        assertThat(ids(dave, "timelines/home")).isEmpty();
    }
}
