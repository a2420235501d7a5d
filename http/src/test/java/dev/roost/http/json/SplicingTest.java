package dev.roost.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.Boost;
import dev.roost.model.Change;
import dev.roost.model.ClientApp;
import dev.roost.model.Hashtag;
import dev.roost.model.MentionedAccount;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.PostBody;
import dev.roost.model.PostCounts;
import dev.roost.model.PostId;
import dev.roost.model.PostKind;
import dev.roost.model.Profile;
import dev.roost.model.ProfileField;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Visibility;
import dev.roost.runtime.Reads.PostMarks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Long random histories, with a page after each step: the kept and spliced bytes say the same as a tree that is built
 * anew.
 */
class SplicingTest {
    private static final int HISTORIES = 60;
    private static final int STEPS = 120;
    private static final int ACCOUNTS = 5;
    private static final List<String> TEXTS = List.of(
            "plain words",
            "two\nlines & <b>no markup</b> \"quoted\" 'so'",
            "😀 👩‍👩‍👧 emoji stay as they are",
            "日本語の投稿 #テスト and #cafe",
            "hello @user2 and @user3@roost.example:8420, @nobody",
            "see https://www.example.com/a/very/long/path/that/is/cut?x=1&y=2",
            "\\ back slash / and \t tab \u2028 line separator");

    private final JsonMapper mapper = new JsonMapper();

    @Test
    void splicedPagesEqualPlainOnes() {
        long first = Long.getLong("roost.seed", System.nanoTime());
        for (long seed = first; seed < first + HISTORIES; seed++) {
            // A cache of 20,000 bytes holds about ten posts: entries are evicted all the time.
            new History(seed, seed % 2 == 0 ? 20_000 : 10_000_000).run();
        }
    }

    private final class History {
        final long seed;
        final SplittableRandom random;
        final FakeState state = new FakeState();
        final Entities entities;
        final PlainEntities plain = new PlainEntities(state);
        final List<PostId> ids = new ArrayList<>();
        int postsMade;

        History(long seed, long cacheBytes) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.entities = new Entities(
                    state, new EntitySettings(EntitiesFixture.BASE, EntitiesFixture.DOMAIN, cacheBytes, cacheBytes));
            IntStream.rangeClosed(1, ACCOUNTS)
                    .mapToObj(id -> EntitiesFixture.account(id, "user" + id))
                    .forEach(account -> state.accounts.put(account.id(), account));
            state.apps.put(
                    new AppId(1),
                    new ClientApp(new AppId(1), "id", new byte[0], "An \"app\"", List.of(), "read", "", 0));
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                entities.changed(step());
                AccountId viewer = random.nextInt(3) == 0 ? null : account();
                List<PostId> page = random.ints(random.nextInt(8), 0, ids.size() + 1)
                        .mapToObj(i -> i < ids.size() ? ids.get(i) : EntitiesFixture.postId(99_999, PostKind.PLAIN))
                        .toList();
                assertThat(mapper.readTree(entities.statuses(viewer, page).bytes()))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(plain.statuses(viewer, page));
                AccountId someone = account();
                assertThat(mapper.readTree(
                                entities.account(someone).orElseThrow().bytes()))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(plain.account(someone));
            }
        }

        List<Change> step() {
            return switch (random.nextInt(8)) {
                case 0, 1 -> add(original());
                case 2 -> ids.isEmpty() ? List.of() : boost();
                case 3 -> ids.isEmpty() ? List.of() : edit();
                case 4 -> ids.isEmpty() ? List.of() : remove();
                case 5 -> ids.isEmpty() ? List.of() : countOrMark();
                case 6 -> changeProfile();
                default -> changeFigures();
            };
        }

        AccountId account() {
            return new AccountId(1 + random.nextInt(ACCOUNTS));
        }

        PostId any() {
            return ids.get(random.nextInt(ids.size()));
        }

        List<Change> add(Post post) {
            state.posts.put(post.id(), post);
            ids.add(post.id());
            return List.of(new Change.PostAdded(post, false));
        }

        OriginalPost original() {
            boolean reply = !ids.isEmpty() && random.nextBoolean();
            AccountId mentioned = account();
            return new OriginalPost(
                    EntitiesFixture.postId(++postsMade, reply ? PostKind.REPLY : PostKind.PLAIN),
                    account(),
                    EntitiesFixture.NOON_MS + random.nextInt(1_000_000_000),
                    0,
                    Visibility.values()[random.nextInt(4)],
                    body(),
                    reply ? new ReplyTarget(any(), account()) : null,
                    random.nextBoolean()
                            ? List.of()
                            : List.of(new MentionedAccount(mentioned, "user" + mentioned.value())),
                    random.nextBoolean() ? List.of() : List.of(new Hashtag("cafe", "Café")),
                    random.nextBoolean() ? null : new AppId(1 + random.nextInt(2)),
                    List.of());
        }

        PostBody body() {
            return new PostBody(
                    TEXTS.get(random.nextInt(TEXTS.size())) + random.nextInt(),
                    random.nextBoolean() ? "" : "careful: \"spoiler\"",
                    random.nextBoolean(),
                    random.nextBoolean() ? "" : "de");
        }

        List<Change> boost() {
            return state.posts.get(any()) instanceof OriginalPost post
                    ? add(new Boost(
                            EntitiesFixture.postId(++postsMade, PostKind.BOOST),
                            account(),
                            EntitiesFixture.NOON_MS + postsMade,
                            Visibility.PUBLIC,
                            post.id(),
                            post.author()))
                    : List.of();
        }

        List<Change> edit() {
            if (!(state.posts.get(any()) instanceof OriginalPost post)) {
                return List.of();
            }
            OriginalPost edited = EntitiesFixture.edited(post, body().text());
            state.posts.put(post.id(), edited);
            return List.of(new Change.PostEdited(edited, post));
        }

        List<Change> remove() {
            PostId id = any();
            Post removed = state.posts.remove(id);
            return removed == null ? List.of() : List.of(new Change.PostRemoved(removed));
        }

        List<Change> countOrMark() {
            PostId id = any();
            if (!(state.posts.get(id) instanceof OriginalPost post)) {
                return List.of();
            }
            if (random.nextBoolean()) {
                state.postCounts.put(id, new PostCounts(random.nextInt(9), random.nextInt(), random.nextInt()));
                return List.of(new Change.PostCounted(id));
            }
            AccountId viewer = account();
            PostMarks marks = new PostMarks(
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean() ? null : post.id());
            state.marks.computeIfAbsent(id, key -> new HashMap<>()).put(viewer, marks);
            return List.of(new Change.MarkChanged(viewer, id));
        }

        List<Change> changeProfile() {
            AccountId id = account();
            Profile profile = new Profile(
                    "Näme \"" + random.nextInt() + "\" 🪶",
                    TEXTS.get(random.nextInt(TEXTS.size())),
                    List.of(new ProfileField("Home", "https://example.com/~x")),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean());
            state.accounts.put(id, EntitiesFixture.account(id.value(), "user" + id, profile));
            return List.of(new Change.AccountChanged(id));
        }

        List<Change> changeFigures() {
            AccountId id = account();
            state.counts.put(
                    id,
                    new AccountCounts(
                            random.nextInt(1_000_000),
                            random.nextInt(1_000),
                            random.nextInt(9),
                            random.nextBoolean() ? 0 : EntitiesFixture.NOON_MS + random.nextInt()));
            return List.of(new Change.AccountCounted(id));
        }
    }
}
