package dev.roost.timeline;

import dev.roost.core.StateView;
import dev.roost.model.PostId;
import dev.roost.model.Visibility;
import java.util.Arrays;

/** Posts straight from one snapshot of the state, nothing cached: the plain query's source. */
final class SnapshotPosts implements PostSource {
    private final StateView state;

    SnapshotPosts(StateView state) {
        this.state = state;
    }

    @Override
    public PostFacts facts(long id) {
        return PostFacts.of(state.post(new PostId(id)));
    }

    @Override
    public BoostTrail boosts(long original) {
        return trail(state, original);
    }

    @Override
    public Cursor postsBy(int[] authors, long highest) {
        return new Merge(StoredPosts.down(state, authors, highest), authors.length);
    }

    @Override
    public Cursor postsUpBy(int[] authors, long lowest) {
        return new Merge(StoredPosts.up(state, authors, lowest), authors.length);
    }

    @Override
    public Cursor directPosts(Relations reader, long highest) {
        return StoredDirects.down(state, reader, highest);
    }

    @Override
    public Cursor directPostsUp(Relations reader, long lowest) {
        return StoredDirects.up(state, reader, lowest);
    }

    static BoostTrail trail(StateView state, long original) {
        TrailBuilder trail = new TrailBuilder();
        state.boostsOf(new PostId(original), Long.MAX_VALUE, trail::add);
        return trail.build(PostFacts.of(state.post(new PostId(original))));
    }

    /** Collects boosts, newest first. */
    private static final class TrailBuilder {
        private long[] ids = new long[8];
        private int[] boosters = new int[8];
        private long[] times = new long[8];
        private int size;

        boolean add(long id, int booster, long createdAtMs) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, size * 2);
                boosters = Arrays.copyOf(boosters, size * 2);
                times = Arrays.copyOf(times, size * 2);
            }
            ids[size] = id;
            boosters[size] = booster;
            times[size++] = createdAtMs;
            return true;
        }

        BoostTrail build(PostFacts original) {
            if (size == 0) {
                return BoostTrail.none(original);
            }
            long[] upIds = new long[size];
            int[] upBoosters = new int[size];
            long[] upTimes = new long[size];
            for (int i = 0; i < size; i++) {
                upIds[size - 1 - i] = ids[i];
                upBoosters[size - 1 - i] = boosters[i];
                upTimes[size - 1 - i] = times[i];
            }
            return new BoostTrail(original, upIds, upBoosters, upTimes);
        }
    }

    /** Collects an author's newest posts for a run. */
    static final class Newest {
        private final long[] down;
        private int size;
        private boolean more;

        Newest(int max) {
            down = new long[max];
        }

        boolean post(long id, Visibility visibility, boolean mentions) {
            if (!Entry.isForFollowers(visibility)) {
                return true;
            }
            if (size == down.length) {
                more = true;
                return false;
            }
            down[size++] = Entry.of(id, mentions);
            return true;
        }

        AuthorRun toRun() {
            long[] up = new long[size];
            for (int i = 0; i < size; i++) {
                up[i] = down[size - 1 - i];
            }
            return new AuthorRun(up, size, !more);
        }
    }
}
