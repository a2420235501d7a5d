package dev.roost.timeline;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.PostId;
import dev.roost.model.PostKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What pages need to know of posts, in memory: authors' newest posts, accounts' newest direct posts, facts of replies,
 * boosts and posts that mention somebody, boosts by post. Loaded when asked for, kept current by the publisher.
 */
final class LivePosts {
    private static final int FACTS_MAX = 1_000_000;
    private static final int TRAIL_LONGS_MAX = 4_000_000;
    private static final int RUN_LONGS_MAX = 32_000_000;
    private static final int DIRECT_LONGS_MAX = 2_000_000;

    private final StateView latest;
    private final LiveCache<PostFacts> facts;
    private final LiveCache<BoostTrail> trails;
    private final LiveCache<AuthorRun> runs;
    private final LiveCache<DirectRun> directs;
    private final NewestPosts newest = new NewestPosts();

    LivePosts(StateView latest, LongSupplier structuralOffset) {
        this.latest = latest;
        facts = new LiveCache<>(FACTS_MAX, (id, value) -> 1, structuralOffset);
        trails = new LiveCache<>(TRAIL_LONGS_MAX, (id, trail) -> 16 + 3 * trail.size(), structuralOffset);
        runs = new LiveCache<>(RUN_LONGS_MAX, (author, run) -> run.weight(), structuralOffset);
        directs = new LiveCache<>(DIRECT_LONGS_MAX, (account, run) -> run.weight(), structuralOffset);
    }

    // ---- publisher

    /** A post that goes to its author's followers. */
    void add(Post post) {
        long id = post.id().value();
        long entry = Entry.of(post);
        newest.add(post.author().value(), id);
        runs.change(post.author().value(), run -> run.with(entry));
        keepFacts(entry, post);
        if (post instanceof Boost boost) {
            trails.change(
                    boost.of().value(), trail -> trail.with(id, boost.author().value(), boost.createdAtMs()));
        }
    }

    /** A post that goes to those whom it is addressed to. */
    void addDirect(OriginalPost post) {
        long entry = DirectRun.entry(post.id().value());
        int author = post.author().value();
        for (AccountId account : post.addressees()) {
            directs.change(account.value(), run -> run.with(entry, author));
        }
        keepFacts(entry, post);
    }

    private void keepFacts(long entry, Post post) {
        if (!PostId.isPlain(entry)) {
            facts.set(post.id().value(), PostFacts.of(post));
        }
    }

    void remove(Post post) {
        long id = post.id().value();
        runs.change(post.author().value(), run -> run.without(id));
        facts.change(id, known -> PostFacts.GONE);
        if (post instanceof Boost boost) {
            trails.change(boost.of().value(), trail -> trail.without(id));
        } else {
            trails.forget(id);
        }
    }

    /**
     * Forgets all but the newest posts: those only tell that there is something to look for, and readers who begin anew
     * look at everything.
     */
    void forgetAll() {
        runs.forgetAll();
        facts.forgetAll();
        trails.forgetAll();
        directs.forgetAll();
    }

    void removeDirect(OriginalPost post) {
        long id = post.id().value();
        for (AccountId account : post.addressees()) {
            directs.change(account.value(), run -> run.without(DirectRun.entry(id)));
        }
        facts.change(id, known -> PostFacts.GONE);
    }

    /** A post mentions others than before. */
    void edit(OriginalPost post) {
        long id = post.id().value();
        PostFacts edited = PostFacts.of(post);
        facts.change(id, known -> edited);
        trails.change(id, trail -> trail.of(edited));
        if (!post.mentions().isEmpty()) {
            runs.change(post.author().value(), run -> run.byFacts(id));
        }
    }

    /** A direct post mentions others than before; {@code concerned}: whom it is or was addressed to. */
    void editDirect(OriginalPost post, Set<AccountId> concerned) {
        PostFacts edited = PostFacts.of(post);
        facts.change(post.id().value(), known -> edited);
        for (AccountId account : concerned) {
            directs.forget(account.value());
        }
    }

    // ---- readers

    /** Look-ups for one page, for a reader who sees the state at an offset, up to a post. One thread. */
    Lookups lookups(long offset, long lastPost) {
        return new Lookups(offset, lastPost);
    }

    /** See {@link #lookups}. */
    final class Lookups implements PostSource {
        private final long offset;
        private final long lastPost;
        private boolean ahead;
        private boolean keepsDirects;
        /** Keeps the compiler from leaving out the reads of {@link #expect}. */
        @SuppressWarnings("UnusedVariable")
        private int expected;

        private Lookups(long offset, long lastPost) {
            this.offset = offset;
            this.lastPost = lastPost;
        }

        /** Whether anything may be ahead of what the reader sees. */
        boolean mayBeAhead() {
            return ahead;
        }

        /** Something that is right as of an offset was used. */
        void used(long asOf) {
            ahead |= asOf > offset;
        }

        /** Something was read from the state just now. */
        void usedState() {
            ahead = true;
        }

        /** For a reader whose direct posts are needed for every page: keeps in memory what is not there yet. */
        void keepDirects() {
            keepsDirects = true;
        }

        @Override
        public PostFacts facts(long id) {
            LiveCache.Entry<PostFacts> known = facts.ifPresent(id);
            if (known != null) {
                used(known.asOf());
                return known.value();
            }
            usedState();
            return facts.load(id, key -> PostFacts.of(latest.post(new PostId(key))));
        }

        @Override
        public BoostTrail boosts(long original) {
            LiveCache.Entry<BoostTrail> known = trails.ifPresent(original);
            if (known != null) {
                used(known.asOf());
                return known.value();
            }
            usedState();
            return trails.load(original, key -> SnapshotPosts.trail(latest, key));
        }

        @Override
        public RunMerge postsBy(int[] authors, long highest) {
            AuthorRun[] each = new AuthorRun[authors.length];
            int missing = 0;
            for (int i = 0; i < authors.length; i++) {
                LiveCache.Entry<AuthorRun> known = runs.ifPresent(authors[i]);
                if (known != null && !(known.value().isShort() && known.value().countUpTo(highest) == 0)) {
                    used(known.asOf());
                    each[i] = known.value();
                } else {
                    each[i] = AuthorRun.UNKNOWN;
                    missing++;
                }
            }
            if (missing > 0) {
                load(authors, each, missing, highest);
            }
            return new RunMerge(authors, each, highest, this::older);
        }

        /** Loads the unknown ones: short runs for the top of a timeline, long ones below that. */
        private void load(int[] authors, AuthorRun[] each, int missing, long highest) {
            usedState();
            long[] keys = new long[missing];
            int n = 0;
            for (int i = 0; i < authors.length; i++) {
                if (each[i] == AuthorRun.UNKNOWN) {
                    keys[n++] = authors[i];
                }
            }
            int posts = highest >= lastPost
                    ? Math.clamp(AuthorRun.FIRST_OF_ALL / missing, AuthorRun.FIRST, AuthorRun.KEPT)
                    : AuthorRun.KEPT;
            List<AuthorRun> loaded = runs.loadAll(keys, wanted -> loadRuns(wanted, posts));
            n = 0;
            for (int i = 0; i < authors.length; i++) {
                if (each[i] == AuthorRun.UNKNOWN) {
                    each[i] = loaded.get(n++);
                }
            }
        }

        /** What is below runs: longer runs first. */
        private Cursor[] older(int[] authors, AuthorRun[] known, long highest) {
            usedState();
            Cursor[] below = new Cursor[authors.length];
            int[] deep = new int[authors.length];
            int deepOnes = 0;
            for (int i = 0; i < authors.length; i++) {
                if (known[i].isShort()) {
                    below[i] = longer(authors[i], highest);
                } else {
                    deep[deepOnes++] = authors[i];
                }
            }
            Cursor[] fromState = StoredPosts.down(latest, Arrays.copyOf(deep, deepOnes), highest);
            int n = 0;
            for (int i = 0; i < below.length; i++) {
                if (below[i] == null) {
                    below[i] = fromState[n++];
                }
            }
            return below;
        }

        private Cursor longer(int author, long highest) {
            List<AuthorRun> longer = runs.loadAll(new long[] {author}, wanted -> loadRuns(wanted, AuthorRun.KEPT));
            return new RunMerge(
                    new int[] {author},
                    new AuthorRun[] {longer.getFirst()},
                    highest,
                    (authors, _, highestOfAll) -> StoredPosts.down(latest, authors, highestOfAll));
        }

        @Override
        public Cursor postsUpBy(int[] authors, long lowest) {
            Cursor[] each = new Cursor[authors.length];
            int[] deep = new int[authors.length];
            int deepOnes = 0;
            int n = 0;
            for (int author : authors) {
                LiveCache.Entry<AuthorRun> known = runs.ifPresent(author);
                if (known != null && known.value().reachesDownTo(lowest)) {
                    used(known.asOf());
                    each[n++] = known.value().up(lowest);
                } else {
                    deep[deepOnes++] = author;
                }
            }
            if (deepOnes > 0) {
                usedState();
                Cursor[] fromState = StoredPosts.up(latest, Arrays.copyOf(deep, deepOnes), lowest);
                System.arraycopy(fromState, 0, each, n, deepOnes);
            }
            return new Merge(each, each.length);
        }

        @Override
        public Cursor directPosts(Relations reader, long highest) {
            DirectRun run = directRun(reader.reader());
            return run == null
                    ? storedDirects(reader, highest)
                    : run.down(reader, highest, below -> storedDirects(reader, below));
        }

        @Override
        public Cursor directPostsUp(Relations reader, long lowest) {
            DirectRun run = directRun(reader.reader());
            if (run != null && run.reachesDownTo(lowest)) {
                return run.up(reader, lowest);
            }
            usedState();
            return StoredDirects.up(latest, reader, lowest);
        }

        private Cursor storedDirects(Relations reader, long highest) {
            usedState();
            return StoredDirects.down(latest, reader, highest);
        }

        private @Nullable DirectRun directRun(int reader) {
            LiveCache.Entry<DirectRun> known = directs.ifPresent(reader);
            if (known != null) {
                used(known.asOf());
                return known.value();
            }
            if (!keepsDirects) {
                return null;
            }
            usedState();
            return directs.load(reader, key -> StoredDirects.newest(latest, reader));
        }

        /** The highest id of a post by any of these authors of those published since the start; 0 if none was. */
        long newestBy(int[] authors) {
            return newest.of(authors);
        }

        /**
         * Facts of those between two bounds are about to be asked for, and for boosts the trails: see
         * {@link LiveCache#hint}. First all facts, then all trails, each step of memory for all of them at once.
         */
        void expect(long[] ids, int size, long lowest, long highest) {
            int touched = 0;
            long[] boosted = new long[size];
            int boosts = 0;
            for (int i = 0; i < size; i++) {
                if (!PostId.isPlain(ids[i]) && ids[i] >= lowest && ids[i] <= highest) {
                    long id = Entry.id(ids[i]);
                    PostFacts known = facts.hint(id);
                    if (known != null) {
                        boosted[boosts] = known.boostOf();
                        boosts += PostId.kindOf(id) == PostKind.BOOST ? 1 : 0;
                    }
                }
            }
            for (int i = 0; i < boosts; i++) {
                BoostTrail known = trails.hint(boosted[i]);
                touched += known == null ? 0 : known.size() + known.original().author();
            }
            expected = touched;
        }
    }

    private List<AuthorRun> loadRuns(long[] authors, int posts) {
        SnapshotPosts.Newest[] newest = new SnapshotPosts.Newest[authors.length];
        int[] accounts = new int[authors.length];
        for (int i = 0; i < authors.length; i++) {
            newest[i] = new SnapshotPosts.Newest(posts);
            accounts[i] = (int) authors[i];
        }
        latest.postsOfAuthors()
                .down(accounts, (index, id, visibility, mentions) -> newest[index].post(id, visibility, mentions));
        List<AuthorRun> runs = new ArrayList<>(authors.length);
        for (SnapshotPosts.Newest each : newest) {
            runs.add(each.toRun());
        }
        return runs;
    }
}
