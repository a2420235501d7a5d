package dev.roost.http.timelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.SignedInNode;
import dev.roost.http.SignedInNode.Answer;
import dev.roost.model.Command;
import dev.roost.model.ListId;
import dev.roost.model.Outcome;
import dev.roost.model.RepliesPolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimelineEndpointsTest {
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
    void homeIsPagedByItsLinks() throws Exception {
        api.follow("bob", "alice");
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.addFirst(api.post("alice", "post " + i));
        }
        api.post("carol", "not followed");
        Answer first = api.get("bob", "/api/v1/timelines/home?limit=2");
        assertThat(first.ids()).isEqualTo(newestFirst.subList(0, 2));
        assertThat(first.headers().get("x-roost-offset").getFirst()).matches("[1-9][0-9]*");
        assertThat(first.next()).contains("limit=2").contains("max_id=" + newestFirst.get(1));
        Answer second = api.get("bob", first.next());
        assertThat(second.ids()).isEqualTo(newestFirst.subList(2, 4));
        Answer third = api.get("bob", second.next());
        assertThat(third.ids()).isEqualTo(newestFirst.subList(4, 5));
        Answer end = api.get("bob", third.next());
        assertThat(end.ids()).isEmpty();
        assertThat(end.link()).isEmpty();
        assertThat(api.get("bob", second.previous()).ids()).isEqualTo(newestFirst.subList(0, 2));
        assertThat(api.get("", "/api/v1/timelines/home").status()).isEqualTo(401);
    }

    @Test
    void thePublicTimelineIsForEverybody() throws Exception {
        String shown = api.post("alice", "public");
        api.post("alice", "unlisted", "visibility", "unlisted");
        assertThat(api.get("", "/api/v1/timelines/public").ids()).containsExactly(shown);
        assertThat(api.get("bob", "/api/v1/timelines/public?local=true").ids()).containsExactly(shown);
        assertThat(api.get("bob", "/api/v1/timelines/public?remote=1").ids()).isEmpty();
        assertThat(api.get("bob", "/api/v1/timelines/public?only_media=true").link())
                .isEmpty();
    }

    @Test
    void spellingsOfATagAreOneTag() throws Exception {
        String one = api.post("alice", "#Café and #tea");
        String other = api.post("bob", "#cafe without");
        assertThat(api.get("", "/api/v1/timelines/tag/CAFE").ids()).containsExactly(other, one);
        assertThat(api.get("", "/api/v1/timelines/tag/caf%C3%A9?all[]=Tea").ids())
                .containsExactly(one);
        assertThat(api.get("", "/api/v1/timelines/tag/cafe?none[]=tea").ids()).containsExactly(other);
        assertThat(api.get("", "/api/v1/timelines/tag/tea?any[]=cafe").ids()).containsExactly(other, one);
    }

    @Test
    void aListIsItsOwnersOnly() throws Exception {
        api.follow("bob", "alice");
        Outcome.ListCreated list = (Outcome.ListCreated)
                api.execute(new Command.CreateList(api.account("bob"), "friends", RepliesPolicy.LIST));
        ListId id = list.id();
        api.execute(new Command.AddToList(api.account("bob"), id, List.of(api.account("alice"))));
        String post = api.post("alice", "for the list");
        api.post("carol", "not in it");
        assertThat(api.get("bob", "/api/v1/timelines/list/" + id).ids()).containsExactly(post);
        assertThat(api.get("alice", "/api/v1/timelines/list/" + id).status()).isEqualTo(404);
        assertThat(api.get("bob", "/api/v1/timelines/list/99999999999").status())
                .isEqualTo(404);
    }

    @Test
    void favouritesAndBookmarksComeInTheOrderOfMarking() throws Exception {
        String older = api.post("alice", "older");
        String newer = api.post("alice", "newer");
        for (String word : List.of("favourite", "bookmark")) {
            api.act("bob", "/api/v1/statuses/" + newer + "/" + word);
            api.act("bob", "/api/v1/statuses/" + older + "/" + word);
            Answer first = api.get("bob", "/api/v1/" + word + "s?limit=1");
            assertThat(first.ids()).containsExactly(older);
            assertThat(api.get("bob", first.next()).ids()).containsExactly(newer);
            assertThat(api.get("carol", "/api/v1/" + word + "s").link()).isEmpty();
        }
    }
}
