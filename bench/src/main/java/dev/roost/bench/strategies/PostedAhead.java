package dev.roost.bench.strategies;

import dev.roost.bench.node.SkewedGraph;
import dev.roost.core.Commit;
import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Change;
import dev.roost.model.Command;
import dev.roost.model.ImportMark;
import dev.roost.model.ImportedPost;
import dev.roost.model.Limits;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.Visibility;
import dev.roost.runtime.MemoryStore;
import dev.roost.runtime.StateStore;
import dev.roost.timeline.Snapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A state in memory with a graph in it, and posts that are committed before they are published, so that all who publish
 * them do so from the same list and nothing but timelines is measured. One thread, but for {@link #snapshots}.
 */
final class PostedAhead {
    /** Posts in a commit. */
    static final int GROUP = 8;

    private static final String SOURCE = "bench";
    private static final long START_MS = 1_700_000_000_000L;
    private static final ImportedPost.Words WORDS = new ImportedPost.Words(
            new PostDraft(new PostBody("x", "", false, ""), Visibility.PUBLIC, List.of(), List.of()),
            new ImportedPost.Nothing());

    private final MemoryStore store = new MemoryStore();
    private final Draw authors;
    private final SplittableRandom random = new SplittableRandom(7);
    private final List<Group> groups = new ArrayList<>();
    private long marks;

    /** A commit of {@value #GROUP} posts, to be published. */
    record Group(long offset, long lastPost, List<Change> changes) {}

    PostedAhead(SkewedGraph graph, Activity activity) {
        authors = new Draw(activity.posting());
        for (int from = 1; from <= graph.readers(); from += Limits.IMPORT_BATCH) {
            int to = Math.min(graph.readers() + 1, from + Limits.IMPORT_BATCH);
            commit(new Command.ImportAccounts(
                    mark(), IntStream.range(from, to).mapToObj(i -> "u" + i).toList()));
        }
        int[] followers = graph.followersOfAll();
        int[] followees = graph.followeesOfAll();
        for (int from = 0; from < graph.follows(); from += Limits.IMPORT_BATCH) {
            int to = Math.min(graph.follows(), from + Limits.IMPORT_BATCH);
            commit(new Command.ImportFollows(
                    mark(), Arrays.copyOfRange(followers, from, to), Arrays.copyOfRange(followees, from, to)));
        }
    }

    /** Posts that are there before anything is measured. */
    void postHistory(int posts) {
        for (int made = 0; made < posts; made += Limits.IMPORT_BATCH) {
            commit(new Command.ImportPosts(mark(), posts(Math.min(Limits.IMPORT_BATCH, posts - made))));
        }
    }

    /** Commits until there are so many groups. */
    void makeGroups(int wanted) {
        while (groups.size() < wanted) {
            Commit commit = commit(new Command.ImportPosts(mark(), posts(GROUP)));
            groups.add(new Group(commit.offset(), commit.lastPost(), List.copyOf(commit.changes())));
        }
    }

    Group group(int index) {
        return groups.get(index);
    }

    /** The newest state, from any thread. */
    StateView latest() {
        return new StateView(store);
    }

    Snapshots snapshots() {
        return new StoreSnapshots(store);
    }

    private record StoreSnapshots(MemoryStore store) implements Snapshots {
        @Override
        public <T> T read(Function<StateView, T> reading) {
            try (StateStore.StateSnapshot snapshot = store.snapshot()) {
                return reading.apply(new StateView(snapshot));
            }
        }
    }

    private List<ImportedPost> posts(int count) {
        List<ImportedPost> posts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            posts.add(new ImportedPost(new AccountId(authors.next(random) + 1), WORDS, nowMs(), null));
        }
        return posts;
    }

    private Commit commit(Command command) {
        Commit commit = new Commit(store);
        commit.add(nowMs(), command);
        store.commit(commit::writeTo);
        return commit;
    }

    private ImportMark mark() {
        return new ImportMark(SOURCE, ++marks);
    }

    /** A millisecond a commit. */
    private long nowMs() {
        return START_MS + marks;
    }
}
