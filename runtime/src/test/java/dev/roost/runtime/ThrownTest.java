package dev.roost.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Change;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import dev.roost.runtime.HeldStore.Rows;
import dev.roost.runtime.NodeHealth.Severity;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is thrown, and wherever on the way of a change: pages are exact, and come at full speed, not from the plain
 * query; health says that writes are stopped.
 */
@Timeout(60)
class ThrownTest {
    private static final long NOW_MS = 1_700_000_000_000L;
    private static final int READERS = 5;

    private final HeldStore store = new HeldStore();
    private final AtomicInteger looksBeforeThrow = new AtomicInteger(Integer.MAX_VALUE);
    private volatile @Nullable RuntimeException deliveriesThrow;
    private volatile @Nullable Supplier<? extends Throwable> committingThrows;
    private volatile @Nullable Supplier<? extends Throwable> publishThrows;
    private volatile @Nullable Supplier<? extends Throwable> answeredThrows;
    private Roost roost;
    private PostId first;

    private void open() {
        store.let(10_000);
        roost = Roost.open(
                store,
                TimelineSettings.DEFAULT,
                this.clock(),
                (_, closing) -> {
                    closing.await();
                    return true;
                },
                Throwing::new);
        for (int i = 1; i <= READERS; i++) {
            roost.execute(RecoveryTest.account(i));
        }
        first = ((Outcome.PostStored) roost.execute(RecoveryTest.post(1))).id();
        for (int i = 2; i <= READERS; i++) {
            roost.execute(RecoveryTest.follow(i, 1));
        }
        readAll();
    }

    private InstantSource clock() {
        return new InstantSource() {
            @Override
            public java.time.Instant instant() {
                return java.time.Instant.ofEpochMilli(millis());
            }

            @Override
            public long millis() {
                RuntimeException thrown = deliveriesThrow;
                if (thrown != null && Thread.currentThread().getName().equals("roost-deliveries")) {
                    throw thrown;
                }
                return NOW_MS;
            }
        };
    }

    @AfterEach
    void close() {
        roost.close();
    }

    /** Where something is thrown. */
    enum Place {
        APPLY,
        COMMITTING,
        STORE_BEFORE,
        STORE_AFTER,
        MARK,
        PUBLISH,
        CACHE,
        ANSWERED
    }

    private static Stream<Object[]> places() {
        List<Object[]> all = new ArrayList<>();
        for (Place place : Place.values()) {
            for (Supplier<? extends Throwable> thrown : List.<Supplier<? extends Throwable>>of(
                    () -> new IllegalStateException("thrown by the test"),
                    () -> new OutOfMemoryError("thrown by the test"),
                    () -> new StackOverflowError("thrown by the test"),
                    () -> new IOException("thrown by the test"))) {
                boolean checked = thrown.get() instanceof IOException;
                if (!checked || place == Place.STORE_BEFORE || place == Place.STORE_AFTER || place == Place.MARK) {
                    all.add(new Object[] {place, thrown.get().getClass().getSimpleName(), thrown});
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("places")
    void pagesStayExactAndFast(Place place, String name, Supplier<? extends Throwable> thrown) {
        open();
        arm(place, thrown);
        // Posts, a removal, follows: all that pages depend on.
        List<CompletableFuture<Outcome>> group = List.of(
                submit(RecoveryTest.post(1)),
                submit(new Command.DeletePost(new AccountId(1), first)),
                submit(RecoveryTest.follow(1, 2)),
                submit(RecoveryTest.post(2)));
        group.forEach(each -> each.handle((_, _) -> true).join());

        assertThatThrownBy(() -> roost.execute(RecoveryTest.post(1))).isInstanceOf(WritesStoppedException.class);
        assertThat(roost.health().reasons())
                .anyMatch(reason -> reason.severity() == Severity.WRITES_STOPPED
                        && reason.text().contains("this server has failed; an operator is wanted"));
        assertThat(roost.appliedOffset()).isEqualTo(new StateView(store).offset());
        assertExactAndFast();
    }

    private CompletableFuture<Outcome> submit(Command command) {
        try {
            return roost.submit(command);
        } catch (WritesStoppedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void arm(Place place, Supplier<? extends Throwable> thrown) {
        switch (place) {
            case APPLY -> store.failApplying(thrown);
            case COMMITTING -> committingThrows = thrown;
            case STORE_BEFORE -> store.fail(thrown, Rows.GONE);
            case STORE_AFTER -> store.fail(thrown, Rows.THERE);
            case MARK -> store.failMark(thrown);
            case PUBLISH -> {
                looksBeforeThrow.set(1);
                publishThrows = thrown;
            }
            case CACHE -> roost.changes().beforeAnswer(_ -> raise(thrown));
            case ANSWERED -> answeredThrows = thrown;
        }
    }

    /** Publishing looks at each change twice: thrown at each look in turn. */
    @Test
    void publishingThatFailsAnywhere() {
        for (int looks = 0; looks <= 8; looks++) {
            HeldStore each = store;
            open();
            looksBeforeThrow.set(looks);
            publishThrows = () -> new OutOfMemoryError("thrown by the test");
            roost.home().evict(new AccountId(2));
            CompletableFuture<Outcome> done = submit(new Command.DeletePost(new AccountId(1), first));
            done.handle((_, _) -> true).join();
            publishThrows = null;
            assertThat(roost.appliedOffset()).isEqualTo(new StateView(each).offset());
            assertExactAndFast();
            roost.close();
        }
    }

    @Test
    void deliveriesThatFail() {
        open();
        deliveriesThrow = new IllegalStateException("thrown by the test");
        roost.execute(RecoveryTest.post(1));
        while (roost.health().reasons().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(roost.health().reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason.part()).isEqualTo("deliveries"));
        assertThat(roost.execute(RecoveryTest.post(1))).isInstanceOf(Outcome.PostStored.class);
        assertExactAndFast();
        // Nobody would deliver under another strategy either.
        roost.home().setStrategy(dev.roost.timeline.Strategy.HYBRID);
        assertThat(roost.home().strategy()).isEqualTo(dev.roost.timeline.Strategy.READ);
        roost.execute(RecoveryTest.post(2));
        assertExactAndFast();
    }

    private void assertExactAndFast() {
        long plain = roost.home().figures().plainPages();
        for (int round = 0; round < 3; round++) {
            for (int reader = 1; reader <= READERS; reader++) {
                AccountId id = new AccountId(reader);
                assertThat(roost.home().page(id, PageRequest.newest(20)))
                        .as("reader %d", reader)
                        .isEqualTo(roost.home().plainPage(id, PageRequest.newest(20)));
                assertThat(roost.reads().account(id))
                        .isEqualTo(java.util.Optional.ofNullable(new StateView(store).account(id)));
            }
        }
        assertThat(roost.home().figures().plainPages())
                .as("pages of the plain query")
                .isEqualTo(plain);
    }

    private void readAll() {
        for (int reader = 1; reader <= READERS; reader++) {
            roost.home().page(new AccountId(reader), PageRequest.newest(20));
        }
    }

    private static void raise(Supplier<? extends Throwable> with) {
        switch (with.get()) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalArgumentException();
        }
    }

    private static void raiseIf(@Nullable Supplier<? extends Throwable> with) {
        if (with != null) {
            raise(with);
        }
    }

    /** Stands between the write path and what it tells, and throws. */
    private final class Throwing implements WritePath.Publication {
        private final WritePath.Publication real;

        Throwing(WritePath.Publication real) {
            this.real = real;
        }

        @Override
        public void committing(long offset, List<Change> changes) {
            raiseIf(committingThrows);
            real.committing(offset, changes);
        }

        @Override
        public long published() {
            return real.published();
        }

        @Override
        public void commitFailed() {
            real.commitFailed();
        }

        @Override
        public void committed(long offset, long lastPost, List<Change> changes) {
            Supplier<? extends Throwable> with = publishThrows;
            publishThrows = null;
            real.committed(offset, lastPost, with == null ? changes : new Brittle(changes, with));
        }

        @Override
        public void answered(List<Change> changes) {
            raiseIf(answeredThrows);
            real.answered(changes);
        }
    }

    /** Changes that throw after so many looks, once. */
    private final class Brittle extends AbstractList<Change> {
        private final List<Change> all;
        private final Supplier<? extends Throwable> with;

        Brittle(List<Change> all, Supplier<? extends Throwable> with) {
            this.all = all;
            this.with = with;
        }

        @Override
        public Change get(int index) {
            if (looksBeforeThrow.getAndDecrement() == 0) {
                raise(with);
            }
            return all.get(index);
        }

        @Override
        public int size() {
            return all.size();
        }
    }
}
