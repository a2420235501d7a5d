package dev.roost.timeline;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.Post;
import dev.roost.model.PostId;
import dev.roost.model.Visibility;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What pages need to know of posts, in memory: authors' newest posts, facts of replies and boosts, boosts by post.
 * Loaded when asked for, kept current by the publisher.
 */
final class LivePosts {
    private static final int FACTS_MAX = 1_000_000;
    private static final int TRAIL_LONGS_MAX = 4_000_000;
    private static final int RUN_LONGS_MAX = 32_000_000;

    private final StateView latest;
    private final LiveCache<PostFacts> facts;
    private final LiveCache<BoostTrail> trails;
    private final LiveCache<AuthorRun> runs;

    LivePosts(StateView latest, LongSupplier structuralOffset) {
        this.latest = latest;
        facts = new LiveCache<>(FACTS_MAX, (id, value) -> 1, structuralOffset);
        trails = new LiveCache<>(TRAIL_LONGS_MAX, (id, trail) -> 8 + 3 * trail.size(), structuralOffset);
        runs = new LiveCache<>(RUN_LONGS_MAX, (author, run) -> run.weight(), structuralOffset);
    }

    // ---- publisher

    void add(Post post) {
        long id = post.id().value();
        runs.change(post.author().value(), run -> run.with(id));
        if (!PostId.isPlain(id)) {
            facts.set(id, PostFacts.of(post));
        }
        if (post instanceof Boost boost) {
            trails.change(
                    boost.of().value(), trail -> trail.with(id, boost.author().value(), boost.createdAtMs()));
        }
    }

    void remove(Post post) {
        long id = post.id().value();
        runs.change(post.author().value(), run -> run.without(id));
        facts.change(id, known -> PostFacts.GONE);
        if (post instanceof Boost boost) {
            trails.change(boost.of().value(), trail -> trail.without(id));
        }
    }

    // ---- readers

    /** Look-ups for one page, for a reader who sees the state at an offset. One thread. */
    Lookups lookups(long offset) {
        return new Lookups(offset);
    }

    /** See {@link #lookups}. */
    final class Lookups implements PostSource {
        private final long offset;
        private boolean ahead;

        private Lookups(long offset) {
            this.offset = offset;
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
        public Cursor postsBy(int author, long highest) {
            LiveCache.Entry<AuthorRun> known = runs.ifPresent(author);
            if (known != null) {
                used(known.asOf());
                return new RunCursor(this, author, known.value(), highest);
            }
            usedState();
            return new RunCursor(this, author, runs.load(author, key -> loadRun((int) key)), highest);
        }

        private Cursor stored(int author, long highest) {
            usedState();
            return new SnapshotPosts.StoredPosts(latest, author, highest);
        }
    }

    private AuthorRun loadRun(int author) {
        SnapshotPosts.Newest newest = new SnapshotPosts.Newest(AuthorRun.KEPT);
        latest.postsBy(new AccountId(author), Long.MAX_VALUE, newest);
        return newest.toRun();
    }

    static boolean isHome(Visibility visibility) {
        return visibility != Visibility.DIRECT;
    }

    /** An author's posts: from the run, then from the state. */
    private static final class RunCursor extends Cursor {
        private final Lookups lookups;
        private final int author;
        private final AuthorRun run;
        private int at;
        private @Nullable Cursor older;

        RunCursor(Lookups lookups, int author, AuthorRun run, long highest) {
            this.lookups = lookups;
            this.author = author;
            this.run = run;
            this.at = run.countUpTo(highest) - 1;
            if (at >= 0) {
                head = run.id(at);
            } else {
                goOlder(highest);
            }
        }

        @Override
        void advance() {
            if (older != null) {
                older.advance();
                head = older.head();
            } else if (--at >= 0) {
                head = run.id(at);
            } else {
                goOlder(head - 1);
            }
        }

        private void goOlder(long highest) {
            if (run.complete()) {
                head = END;
                return;
            }
            Cursor stored = lookups.stored(author, highest);
            older = stored;
            head = stored.head();
        }
    }
}
