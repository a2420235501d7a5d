package dev.roost.bench.pages;

import dev.roost.bench.node.Nodes;
import dev.roost.core.Table;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.ImportMark;
import dev.roost.model.ImportedPost;
import dev.roost.model.Limits;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.Visibility;
import dev.roost.runtime.Roost;
import dev.roost.runtime.StateStore;
import dev.roost.timeline.HomePage;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A node with authors who have posted and readers who follow them. Authors are accounts 1 to {@code authors}; readers
 * have the numbers above.
 *
 * <p>Of the posts three in five are plain, one is a reply, one a boost, both of the newest post of a popular author.
 * Half of the posts are by authors drawn evenly, half by popular ones. The clock is moved by hand: a post is made every
 * 400 ms, so that the 24 hours in which a boost is held back hold many posts.
 */
final class Crowd implements AutoCloseable {
    private static final String SOURCE = "bench";
    private static final long START_MS = 1_700_000_000_000L;
    private static final long POST_EVERY_MS = 400;
    private static final int BATCH = 512;
    private static final PostDraft WORDS =
            new PostDraft(new PostBody("Hello", "", false, "en"), Visibility.PUBLIC, List.of(), List.of());

    private final StateStore rows;
    private final Roost roost;
    private final Clock clock;
    private final FollowShape shape;
    private final int authors;
    private final SplittableRandom random;

    private Crowd(StateStore rows, TimelineSettings settings, Clock clock, FollowShape shape, int authors, long seed) {
        this.rows = rows;
        this.roost = Roost.open(rows, settings, clock);
        this.clock = clock;
        this.shape = shape;
        this.authors = authors;
        this.random = new SplittableRandom(seed);
    }

    /** Opens an empty store and creates the authors. */
    static Crowd create(StateStore store, TimelineSettings settings, FollowShape shape, int authors, long seed)
            throws IOException {
        byte[] edge = fill(store, settings, authors);
        Clock clock = new Clock(START_MS + 1);
        GeneratedFollows rows = new GeneratedFollows(store, shape, authors, edge);
        return new Crowd(rows, settings, clock, shape, authors, seed);
    }

    /** Stands still until it is moved. */
    private static final class Clock implements InstantSource {
        private final AtomicLong nowMs;
        private volatile boolean running;
        private volatile long aheadMs;

        Clock(long atMs) {
            nowMs = new AtomicLong(atMs);
        }

        long passMs(long step) {
            return nowMs.addAndGet(step);
        }

        void run() {
            aheadMs = nowMs.get() - System.currentTimeMillis();
            running = true;
        }

        @Override
        public long millis() {
            return running ? System.currentTimeMillis() + aheadMs : nowMs.get();
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }
    }

    /** Opens a store that a crowd has left, with the readers that it holds; nobody can post. */
    static Crowd open(StateStore store, TimelineSettings settings, int authors) {
        Clock clock = new Clock(START_MS);
        return new Crowd(store, settings, clock, FollowShape.fixed(1, authors, 1), authors, 1);
    }

    /** Closes this node, and opens another over its rows, which must be in memory. */
    Crowd reopened(TimelineSettings settings, long seed) {
        close();
        return new Crowd(rows, settings, clock, shape, authors, seed);
    }

    /** Accounts, and one real follow as the pattern of the drawn ones. */
    private static byte[] fill(StateStore store, TimelineSettings settings, int authors) {
        Roost roost = Roost.open(new KeptOpen(store), settings, new Clock(START_MS));
        try (roost) {
            addAccounts(roost, 1, authors);
            roost.execute(new Command.FollowAccount(new AccountId(2), new AccountId(1), true, false));
        }
        byte[] edge = store.get(
                Table.FOLLOWEES, ByteBuffer.allocate(8).putInt(2).putInt(1).array());
        if (edge == null) {
            throw new IllegalStateException("the pattern of a follow is missing");
        }
        return edge;
    }

    private static void addAccounts(Roost roost, int first, int last) {
        for (int from = first; from <= last; from += Limits.IMPORT_BATCH) {
            List<String> names = IntStream.range(from, Math.min(last + 1, from + Limits.IMPORT_BATCH))
                    .mapToObj(i -> "u" + i)
                    .toList();
            roost.execute(new Command.ImportAccounts(new ImportMark(SOURCE, from), names));
        }
    }

    /** Creates the first readers in the store itself, each with followees from all over it that nobody else has. */
    void addReadersApart(int readers, int followeesOfEach) {
        addAccounts(roost, reader(0), reader(readers - 1));
        for (int n = 0; n < readers; n++) {
            int first = 1 + n;
            int[] followees = IntStream.range(0, followeesOfEach)
                    .map(i -> first + i * readers)
                    .toArray();
            int[] follower = new int[followeesOfEach];
            Arrays.fill(follower, reader(n));
            roost.execute(new Command.ImportFollows(new ImportMark("follows", n + 1), follower, followees));
        }
    }

    /** Makes posts, a batch a command; returns once all are visible. */
    void post(int posts) {
        post(posts, false);
    }

    /** The same, by all authors alike. */
    void postEvenly(int posts) {
        post(posts, true);
    }

    private void post(int posts, boolean evenly) {
        List<CompletableFuture<Outcome>> answers = new ArrayList<>();
        for (int made = 0; made < posts; made += BATCH) {
            List<ImportedPost> batch = new ArrayList<>();
            for (int i = made; i < Math.min(posts, made + BATCH); i++) {
                batch.add(nextPost(evenly));
            }
            answers.add(roost.submit(new Command.ImportPosts(new ImportMark(SOURCE, clock.millis()), batch)));
            if (answers.size() == 16) {
                answers.forEach(CompletableFuture::join);
                answers.clear();
            }
        }
        answers.forEach(CompletableFuture::join);
    }

    private ImportedPost nextPost(boolean evenly) {
        long atMs = clock.passMs(POST_EVERY_MS);
        int author = evenly || random.nextBoolean() ? 1 + random.nextInt(authors) : shape.author(random);
        ImportedPost.Target popular = new ImportedPost.NewestOf(new AccountId(shape.author(random)));
        ImportedPost.Content content = switch (random.nextInt(5)) {
            case 0 -> new ImportedPost.Words(WORDS, popular);
            case 1 -> new ImportedPost.BoostOf(popular, Visibility.PUBLIC, WORDS);
            default -> new ImportedPost.Words(WORDS, new ImportedPost.Nothing());
        };
        return new ImportedPost(new AccountId(author), content, atMs, null);
    }

    /** Lets time pass as it does, from the time reached on: for posts one by one. */
    void letTimePass() {
        clock.run();
    }

    /** A plain post of its own command; answered when it is on disk and visible. */
    CompletableFuture<Outcome> postBy(int author) {
        return roost.submit(new Command.CreatePost(new AccountId(author), WORDS, null, null, null));
    }

    /** Makes plain posts by authors drawn evenly and removes them again; returns once they are gone. */
    void postAndRemove(int posts) {
        List<CompletableFuture<Outcome>> answers = new ArrayList<>();
        for (int i = 0; i < posts; i++) {
            int author = 1 + random.nextInt(authors);
            answers.add(postBy(author).thenCompose(outcome -> removed(author, outcome)));
        }
        answers.forEach(CompletableFuture::join);
    }

    private CompletableFuture<Outcome> removed(int author, Outcome posted) {
        return roost.submit(new Command.DeletePost(
                new AccountId(author),
                Nodes.expect(Outcome.PostStored.class, posted).id()));
    }

    Roost roost() {
        return roost;
    }

    /** The account of the n-th reader, from 0. */
    int reader(int n) {
        return authors + 1 + n;
    }

    HomePage page(int account, PageRequest request) {
        return roost.home().rawPage(new AccountId(account), request);
    }

    /** Brings the first readers' timelines into memory, on all cores, and waits until they are subscribed. */
    void activate(int readers) throws InterruptedException {
        Parallel.forEach(readers, n -> page(reader(n), PageRequest.newest(20)));
        awaitDeliveries();
    }

    /** Waits until every post is in the rings. */
    void awaitDeliveries() {
        while (!roost.home().figures().allDelivered()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Compares pages of every {@code step}th reader with the plain query; at rest only. */
    void check(int readers, int step, PageRequest request) {
        for (int n = 0; n < readers; n += step) {
            check(n, request);
        }
    }

    /** Compares a page of the n-th reader with the plain query; at rest only. */
    void check(int n, PageRequest request) {
        HomePage page = page(reader(n), request);
        long[] plain = roost.home().plainPage(new AccountId(reader(n)), request).posts().stream()
                .mapToLong(PostId::value)
                .toArray();
        if (!Arrays.equals(page.ids(), plain)) {
            throw new IllegalStateException("reader " + n + ": " + page + " is not " + Arrays.toString(plain));
        }
    }

    @Override
    public void close() {
        roost.close();
    }
}
