package dev.roost.sim;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Limits;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import dev.roost.runtime.HomeTimelines;
import dev.roost.runtime.HomeView;
import dev.roost.runtime.Roost;
import dev.roost.runtime.StateStore;
import dev.roost.timeline.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Compares home pages with the plain query ({@link PlainHome}), with all cursors, at all depths: those that a node
 * serves, as they are, and those of a view of one commit under any strategies, cold and warm.
 *
 * <p>The node may be in use, by several verifications too: nothing of it changes. A page that it serves is compared
 * with the state at the offset that the page carries. One thread.
 */
public final class HomeVerification implements AutoCloseable {
    /** Pages of one reader's way down, and of the way up. */
    private static final int STEPS_MAX = 40;

    /** Pages of one reader at random places. */
    private static final int JUMPS = 40;

    /** How often a page is read again when the state has moved on meanwhile. */
    private static final int TRIES = 200;

    private static final int DIFFERENCES_SHOWN_MAX = 100;

    /** What a reader costs beside what each followee costs, in followees. */
    private static final int READER_COST = 50;

    private final Roost roost;
    private final StateView commit;
    private final PlainHome plain;
    private final HomeView view;
    private final Random random;
    private final Consumer<String> lines;
    private final List<Subject> subjects = new ArrayList<>();
    private long differencesShown;

    /**
     * What was found of one kind of page.
     *
     * @param strategy that they were made by
     * @param served whether they are those that the node serves, and not those of a view
     * @param pages compared
     * @param unsettled pages that could not be compared because the state changed too fast
     */
    public record Result(Strategy strategy, boolean served, long pages, long differences, long unsettled) {}

    /** Hears how far a verification is. */
    @FunctionalInterface
    public interface Progress {
        /** {@code done} of {@code all}, in parts that take about the same time; so many pages were compared. */
        void at(long done, long all, long pages);
    }

    /**
     * Of this node.
     *
     * @param snapshot one of its commits, to be held open meanwhile
     * @param strategies that the view is to make pages by
     * @param lines takes a line per difference
     */
    public HomeVerification(
            Roost roost,
            StateStore.StateSnapshot snapshot,
            List<Strategy> strategies,
            long seed,
            Consumer<String> lines) {
        this.roost = roost;
        this.commit = new StateView(snapshot);
        this.plain = new PlainHome(commit, roost.home().boostWindowMs(), new PostMemory(commit));
        this.view = roost.home().viewOf(snapshot);
        this.random = new Random(seed);
        this.lines = lines;
        strategies.forEach(strategy -> subjects.add(new Viewed(strategy)));
        subjects.add(new Served());
    }

    /** Verifies these readers' pages; the served ones come last. */
    public List<Result> run(List<AccountId> readers, Progress progress) {
        long all = readers.stream().mapToLong(this::cost).sum() * subjects.size();
        long done = 0;
        for (AccountId id : readers) {
            Reader reader = new Reader(id);
            for (Subject subject : subjects) {
                progress.at(done, all, pages());
                subject.verify(reader);
                done += cost(id);
            }
        }
        progress.at(done, all, pages());
        return subjects.stream().map(Subject::result).toList();
    }

    private long cost(AccountId reader) {
        return (long) READER_COST + commit.counts(reader).followees();
    }

    private long pages() {
        return subjects.stream().mapToLong(subject -> subject.pages).sum();
    }

    @Override
    public void close() {
        view.close();
    }

    /** A reader's timeline by the plain query, at the view's commit. */
    private final class Reader {
        final AccountId id;
        final long nowMs = roost.nowMs();
        final List<PostId> all;

        Reader(AccountId id) {
            this.id = id;
            this.all = plain.all(id, nowMs);
        }
    }

    /** A way to pages. */
    private abstract class Subject {
        long pages;
        long differences;
        long unsettled;

        abstract Result result();

        /** The next page is to be made from nothing, where that disturbs nobody. */
        abstract void begin(AccountId reader);

        abstract void compare(Reader reader, PageRequest request);

        void verify(Reader reader) {
            begin(reader.id);
            compare(reader, PageRequest.newest(limit()));
            down(reader);
            begin(reader.id);
            up(reader);
            jump(reader);
        }

        private void down(Reader reader) {
            int limit = limit();
            for (int at = limit - 1, steps = 0; at < reader.all.size() && steps < STEPS_MAX; at += limit, steps++) {
                limit = limit();
                compare(reader, PageRequest.before(reader.all.get(at).value(), limit));
            }
        }

        private void up(Reader reader) {
            compare(reader, PageRequest.after(1, limit()));
            int limit = limit();
            for (int at = reader.all.size() - limit, steps = 0; at >= 0 && steps < STEPS_MAX; at -= limit, steps++) {
                limit = limit();
                compare(reader, PageRequest.after(reader.all.get(at).value(), limit));
            }
        }

        private void jump(Reader reader) {
            for (int i = 0; i < Math.min(JUMPS, reader.all.size()); i++) {
                long here = cursor(reader.all);
                long there = cursor(reader.all);
                PageRequest request = switch (i % 5) {
                    case 0 -> PageRequest.before(here, limit());
                    case 1 -> PageRequest.after(here, limit());
                    case 2 -> new PageRequest(0, here, 0, limit());
                    case 3 -> new PageRequest(Math.max(here, there), Math.min(here, there), 0, limit());
                    default -> new PageRequest(Math.max(here, there), 0, Math.min(here, there), limit());
                };
                compare(reader, request);
            }
        }

        void differs(AccountId reader, long offset, PageRequest request, List<PostId> expected, List<PostId> found) {
            differences++;
            if (++differencesShown <= DIFFERENCES_SHOWN_MAX) {
                Result result = result();
                lines.accept("reader " + reader + ", " + result.strategy() + (result.served() ? ", as served" : "")
                        + ", offset " + offset + ", " + request + ": expected " + expected + ", found " + found);
            }
        }
    }

    /** At an entry or beside it. */
    private long cursor(List<PostId> all) {
        return all.get(random.nextInt(all.size())).value() + random.nextInt(3) - 1;
    }

    private int limit() {
        return 1 + random.nextInt(Limits.PAGE);
    }

    /** Pages of the view, under a strategy. */
    private final class Viewed extends Subject {
        private final Strategy strategy;

        Viewed(Strategy strategy) {
            this.strategy = strategy;
        }

        @Override
        Result result() {
            return new Result(strategy, false, pages, differences, unsettled);
        }

        @Override
        void begin(AccountId reader) {
            view.setStrategy(strategy);
            view.evict(reader);
        }

        @Override
        void compare(Reader reader, PageRequest request) {
            pages++;
            HomeTimelines.HomePage found = view.page(reader.id, request, reader.nowMs);
            List<PostId> expected = PlainHome.page(reader.all, request);
            if (!found.posts().equals(expected)) {
                differs(reader.id, found.offset(), request, expected, found.posts());
            }
        }
    }

    /** The pages that the node serves, under the strategy in force. */
    private final class Served extends Subject {
        @Override
        Result result() {
            return new Result(roost.home().strategy(), true, pages, differences, unsettled);
        }

        @Override
        void begin(AccountId reader) {
            // The timelines in memory are those of others.
        }

        @Override
        void compare(Reader reader, PageRequest request) {
            for (int i = 0; i < TRIES; i++) {
                try (StateStore.StateSnapshot snapshot = roost.snapshot()) {
                    StateView state = new StateView(snapshot);
                    long beforeMs = roost.nowMs();
                    Optional<HomeTimelines.HomePage> page = roost.home().look(reader.id, request);
                    if (page.isPresent() && page.get().offset() == state.offset()) {
                        compare(reader, request, page.get().posts(), state, beforeMs);
                        return;
                    }
                }
                Thread.onSpinWait();
            }
            unsettled++;
        }

        private void compare(Reader reader, PageRequest request, List<PostId> found, StateView state, long beforeMs) {
            pages++;
            List<PostId> expected = PlainHome.page(reader.all, request);
            if (state.offset() == commit.offset() && found.equals(expected)) {
                return;
            }
            // The state has moved on, or a mute has ended, perhaps at this moment.
            PlainHome now = new PlainHome(state, roost.home().boostWindowMs());
            for (long nowMs : new long[] {beforeMs, roost.nowMs()}) {
                expected = now.page(reader.id, request, nowMs);
                if (found.equals(expected)) {
                    return;
                }
            }
            differs(reader.id, state.offset(), request, expected, found);
        }
    }
}
