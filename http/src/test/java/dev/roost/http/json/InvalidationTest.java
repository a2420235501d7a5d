package dev.roost.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.Change;
import dev.roost.model.OriginalPost;
import dev.roost.model.PostCounts;
import dev.roost.model.PostId;
import dev.roost.model.PostKind;
import dev.roost.model.Profile;
import dev.roost.model.Visibility;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept, and when it is encoded again. */
class InvalidationTest {
    private final FakeState state = new FakeState();
    private final Entities entities =
            new Entities(state, EntitySettings.at(EntitiesFixture.BASE, EntitiesFixture.DOMAIN));
    private final AccountId author = new AccountId(1);
    private final OriginalPost post = EntitiesFixture.post(1, 1, "first words");

    InvalidationTest() {
        state.accounts.put(author, EntitiesFixture.account(1, "alice"));
        state.accounts.put(new AccountId(2), EntitiesFixture.account(2, "bob"));
        state.posts.put(post.id(), post);
    }

    @Test
    void aKeptPostIsNotReadAgain() {
        assertThat(shown()).contains("first words");
        int postReads = state.postReads;
        int accountReads = state.accountReads;
        assertThat(shown()).contains("first words");
        assertThat(state.postReads).isEqualTo(postReads);
        assertThat(state.accountReads).isEqualTo(accountReads);
    }

    @Test
    void thePiecesOfAPageAreTheKeptOnes() {
        Json one = entities.statuses(null, List.of(post.id(), post.id()));
        Json other = entities.statuses(null, List.of(post.id()));
        assertThat(one.pieces().get(1)).isSameAs(other.pieces().get(1));
    }

    @Test
    void anEditShowsNewWords() {
        shown();
        OriginalPost edited = EntitiesFixture.edited(post, "second words");
        state.posts.put(post.id(), edited);
        entities.changed(List.of(new Change.PostEdited(edited, post)));
        assertThat(shown()).contains("second words").doesNotContain("first words");
    }

    @Test
    void newFiguresDoNotEncodeThePostAgain() {
        shown();
        int postReads = state.postReads;
        state.postCounts.put(post.id(), new PostCounts(1, 2, 3));
        entities.changed(List.of(new Change.PostCounted(post.id())));
        assertThat(shown()).contains("\"replies_count\":1,\"reblogs_count\":2,\"favourites_count\":3,");
        assertThat(state.postReads).isEqualTo(postReads);
    }

    @Test
    void aRemovedPostIsGoneFromPagesAndBoosts() {
        Boost boost = new Boost(
                EntitiesFixture.postId(2, PostKind.BOOST),
                new AccountId(2),
                EntitiesFixture.NOON_MS,
                Visibility.PUBLIC,
                post.id(),
                author);
        state.posts.put(boost.id(), boost);
        List<PostId> page = List.of(boost.id(), post.id());
        assertThat(entities.statuses(null, page).toString()).contains("\"reblog\":{");
        state.posts.remove(post.id());
        entities.changed(List.of(new Change.PostRemoved(post)));
        assertThat(entities.statuses(null, page).toString()).isEqualTo("[]");
        assertThat(entities.status(null, boost.id())).isEmpty();
    }

    @Test
    void anAnswerToARemovedPostDoesNotNameItAnyMore() {
        OriginalPost answer = EntitiesFixture.answer(2, 2, "an answer", post);
        state.posts.put(answer.id(), answer);
        assertThat(shown(answer)).contains("\"in_reply_to_id\":\"" + post.id() + "\",\"in_reply_to_account_id\":\"1\"");
        int postReads = state.postReads;
        assertThat(shown(answer)).contains("\"in_reply_to_id\":\"" + post.id());
        assertThat(state.postReads).isEqualTo(postReads);

        state.posts.remove(post.id());
        entities.changed(List.of(new Change.PostRemoved(post)));
        assertThat(shown(answer)).contains("\"in_reply_to_id\":null,\"in_reply_to_account_id\":\"1\"");
    }

    @Test
    void anAccountsFiguresEncodeNeitherItsPostsNorItsProfileAgain() {
        shown();
        int postReads = state.postReads;
        int accountReads = state.accountReads;
        state.counts.put(author, new AccountCounts(10, 20, 30, 0));
        entities.changed(List.of(new Change.AccountCounted(author)));
        assertThat(shown()).contains("\"followers_count\":10,\"following_count\":20,\"statuses_count\":30,");
        assertThat(state.postReads).isEqualTo(postReads);
        assertThat(state.accountReads).isEqualTo(accountReads);
    }

    @Test
    void aNewProfileDoesNotEncodePostsAgain() {
        shown();
        int postReads = state.postReads;
        state.accounts.put(author, EntitiesFixture.account(1, "alice", Profile.named("Alice in Wonderland")));
        entities.changed(List.of(new Change.AccountChanged(author)));
        assertThat(shown()).contains("\"display_name\":\"Alice in Wonderland\"");
        assertThat(state.postReads).isEqualTo(postReads);
    }

    @Test
    void aChangeWhileEncodingIsNotKeptOver() {
        FakeState slow = new FakeState() {
            @Override
            public PostCounts postCounts(PostId id) {
                PostCounts before = super.postCounts(id);
                if (before.equals(PostCounts.ZERO)) {
                    postCounts.put(id, new PostCounts(0, 0, 1));
                    committed.run();
                }
                return before;
            }
        };
        slow.accounts.putAll(state.accounts);
        slow.posts.putAll(state.posts);
        Entities racing = new Entities(slow, EntitySettings.at(EntitiesFixture.BASE, EntitiesFixture.DOMAIN));
        slow.committed = () -> racing.changed(List.of(new Change.PostCounted(post.id())));
        racing.status(null, post.id());
        assertThat(racing.status(null, post.id()).orElseThrow().toString()).contains("\"favourites_count\":1");
    }

    private String shown() {
        return shown(post);
    }

    private String shown(OriginalPost one) {
        return entities.statuses(null, List.of(one.id())).toString();
    }
}
