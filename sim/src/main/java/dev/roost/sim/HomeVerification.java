package dev.roost.sim;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Limits;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import dev.roost.runtime.HomeTimelines;
import dev.roost.runtime.Roost;
import dev.roost.runtime.StateStore;
import dev.roost.timeline.Strategy;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Compares home pages of a node with the plain query ({@link PlainHome}), with all cursors, at all depths, cold and
 * warm. The node may be in use: a page is compared with the state at the offset that it carries. One thread.
 */
public final class HomeVerification {
    /** Pages of one reader's way down, and of the way up. */
    private static final int STEPS_MAX = 40;

    /** Pages of one reader at random places. */
    private static final int JUMPS = 40;

    /** How often a page is read again when the state has moved on meanwhile. */
    private static final int TRIES = 200;

    private static final int DIFFERENCES_SHOWN_MAX = 100;

    private final Roost roost;
    private final long boostWindowMs;
    private final Random random;
    private final Consumer<String> lines;
    private long pages;
    private long differences;
    private long unsettled;

    /**
     * What was found.
     *
     * @param pages compared
     * @param unsettled pages that could not be compared because the state changed too fast
     */
    public record Result(long pages, long differences, long unsettled) {}

    /**
     * Of this node.
     *
     * @param lines takes a line per difference
     */
    public HomeVerification(Roost roost, long seed, Consumer<String> lines) {
        this.roost = roost;
        this.boostWindowMs = roost.home().boostWindowMs();
        this.random = new Random(seed);
        this.lines = lines;
    }

    /** Readers to verify: the ten who follow the most, the ten who are followed the most, and random ones. */
    public static List<AccountId> readers(StateView state, int randomOnes, long seed) {
        record Size(AccountId id, int followers, int followees) {}
        List<Size> all = IntStream.rangeClosed(1, state.accounts())
                .mapToObj(AccountId::new)
                .map(id -> new Size(
                        id, state.counts(id).followers(), state.counts(id).followees()))
                .toList();
        Set<AccountId> chosen = new LinkedHashSet<>();
        for (Comparator<Size> by :
                List.of(Comparator.comparingInt(Size::followees), Comparator.comparingInt(Size::followers))) {
            all.stream().sorted(by.reversed()).limit(10).forEach(size -> chosen.add(size.id()));
        }
        Random random = new Random(seed);
        int wanted = (int) Math.min(all.size(), chosen.size() + (long) randomOnes);
        List<AccountId> active =
                all.stream().filter(size -> size.followees() > 0).map(Size::id).toList();
        // Mostly readers who follow somebody: the others' timelines are their own posts.
        for (int tries = 0; chosen.size() < wanted && tries < 20 * wanted; tries++) {
            boolean any = active.isEmpty() || random.nextInt(10) == 0;
            chosen.add(any ? all.get(random.nextInt(all.size())).id() : active.get(random.nextInt(active.size())));
        }
        return List.copyOf(chosen);
    }

    /** Verifies these readers under a strategy, and puts back the one that was in force. */
    public Result run(Strategy strategy, List<AccountId> readers) {
        HomeTimelines home = roost.home();
        Strategy former = home.strategy();
        home.setStrategy(strategy);
        try {
            readers.forEach(this::verify);
        } finally {
            home.setStrategy(former);
        }
        return new Result(pages, differences, unsettled);
    }

    private void verify(AccountId reader) {
        roost.home().evict(reader);
        Reader one = new Reader(reader);
        List<PostId> all = one.expected();
        one.compare(PageRequest.newest(limit()));
        down(one, all);
        roost.home().evict(reader);
        up(one, all);
        jump(one, all);
    }

    private void down(Reader one, List<PostId> all) {
        int limit = limit();
        for (int at = limit - 1, steps = 0; at < all.size() && steps < STEPS_MAX; at += limit, steps++) {
            limit = limit();
            one.compare(PageRequest.before(all.get(at).value(), limit));
        }
    }

    private void up(Reader one, List<PostId> all) {
        one.compare(PageRequest.after(1, limit()));
        int limit = limit();
        for (int at = all.size() - limit, steps = 0; at >= 0 && steps < STEPS_MAX; at -= limit, steps++) {
            limit = limit();
            one.compare(PageRequest.after(all.get(at).value(), limit));
        }
    }

    private void jump(Reader one, List<PostId> all) {
        for (int i = 0; i < Math.min(JUMPS, all.size()); i++) {
            long here = cursor(all);
            long there = cursor(all);
            one.compare(
                    switch (i % 5) {
                        case 0 -> PageRequest.before(here, limit());
                        case 1 -> PageRequest.after(here, limit());
                        case 2 -> new PageRequest(0, here, 0, limit());
                        case 3 -> new PageRequest(Math.max(here, there), Math.min(here, there), 0, limit());
                        default -> new PageRequest(Math.max(here, there), 0, Math.min(here, there), limit());
                    });
        }
    }

    /** At an entry or beside it. */
    private long cursor(List<PostId> all) {
        return all.get(random.nextInt(all.size())).value() + random.nextInt(3) - 1;
    }

    private int limit() {
        return 1 + random.nextInt(Limits.PAGE);
    }

    /** One reader's timeline by the plain query, kept for as long as the state stays the same. */
    private final class Reader {
        private final AccountId id;
        private List<PostId> all = List.of();
        private long offset = -1;

        Reader(AccountId id) {
            this.id = id;
        }

        List<PostId> expected() {
            try (StateStore.StateSnapshot snapshot = roost.snapshot()) {
                compute(new StateView(snapshot), roost.nowMs());
                return all;
            }
        }

        private void compute(StateView state, long nowMs) {
            all = new PlainHome(state, boostWindowMs).all(id, nowMs);
            offset = state.offset();
        }

        void compare(PageRequest request) {
            for (int i = 0; i < TRIES; i++) {
                try (StateStore.StateSnapshot snapshot = roost.snapshot()) {
                    StateView state = new StateView(snapshot);
                    long beforeMs = roost.nowMs();
                    HomeTimelines.HomePage page = roost.home().page(id, request);
                    if (page.offset() == state.offset()) {
                        compare(request, page.posts(), state, beforeMs);
                        return;
                    }
                }
                Thread.onSpinWait();
            }
            unsettled++;
        }

        private void compare(PageRequest request, List<PostId> found, StateView state, long beforeMs) {
            pages++;
            if (offset == state.offset() && found.equals(PlainHome.page(all, request))) {
                return;
            }
            // The state has moved on, or a mute has ended.
            for (long nowMs : new long[] {beforeMs, roost.nowMs()}) {
                compute(state, nowMs);
                if (found.equals(PlainHome.page(all, request))) {
                    return;
                }
            }
            if (++differences <= DIFFERENCES_SHOWN_MAX) {
                lines.accept("reader " + id + ", " + roost.home().strategy() + ", offset " + offset + ", " + request
                        + ": expected " + PlainHome.page(all, request) + ", found " + found);
            }
        }
    }
}
