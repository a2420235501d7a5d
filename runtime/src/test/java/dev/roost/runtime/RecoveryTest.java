package dev.roost.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Change;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import dev.roost.runtime.HeldStore.Rows;
import dev.roost.runtime.NodeHealth.Severity;
import dev.roost.runtime.StoreFailedException.Fault;
import dev.roost.timeline.TimelineSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After a failure that passes, writes go on without a restart, and memory and disk agree. */
@Timeout(30)
class RecoveryTest {
    private final HeldStore store = new HeldStore();
    private final InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_000L));
    /** Looks at the store that may begin. */
    private final Semaphore looks = new Semaphore(0);
    /** How often the recovering thread has waited for one. */
    private final Semaphore waits = new Semaphore(0);

    private final BlockingQueue<List<Change>> streamed = new LinkedBlockingQueue<>();
    private Roost roost;

    @BeforeEach
    void open() {
        store.let(10_000);
        start();
    }

    private void start() {
        roost = Roost.open(store, TimelineSettings.DEFAULT, clock, this::isClosing, publication -> publication);
        roost.changes().afterwards(streamed::add);
    }

    private boolean isClosing(int attempt, CountDownLatch closing) throws InterruptedException {
        waits.release();
        while (!looks.tryAcquire(1, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            if (closing.getCount() == 0) {
                return true;
            }
        }
        return false;
    }

    @AfterEach
    void close() {
        roost.close();
    }

    /** Has the recovering thread look once, and returns when it has. */
    private void look() {
        looks.release();
    }

    private void awaitLook() {
        waits.acquireUninterruptibly();
    }

    private void awaitWriting() {
        while (roost.writesStopped()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void roomAgain() {
        roost.execute(account(1));
        roost.execute(account(2));
        store.fail(RecoveryTest::full, Rows.GONE);
        assertThatThrownBy(() -> roost.execute(follow(1, 2)))
                .isInstanceOfSatisfying(WritesStoppedException.class, stopped -> {
                    assertThat(stopped.reason()).isEqualTo("the disk is full");
                    assertThat(stopped.retrySeconds()).isEqualTo(5);
                });
        awaitLook();
        assertThat(roost.health().reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.severity()).isEqualTo(Severity.WRITES_STOPPED);
            assertThat(reason.text())
                    .isEqualTo("changes are refused: the disk is full; they go on by themselves when that has passed;"
                            + " the log says more");
        });
        look();
        awaitLook();
        assertThat(roost.writesStopped()).as("there is no room yet").isTrue();
        assertThatThrownBy(() -> roost.execute(account(3))).isInstanceOf(WritesStoppedException.class);

        store.mend();
        look();
        awaitWriting();
        assertThat(roost.health().reasons()).isEmpty();
        assertThat(roost.execute(account(3))).isEqualTo(new Outcome.AccountCreated(new AccountId(3)));
        assertThat(roost.execute(follow(1, 3))).isEqualTo(Outcome.Done.DONE);
        assertThat(new StateView(store).follows(new AccountId(1), new AccountId(2)))
                .isFalse();
        assertThat(roost.appliedOffset()).isEqualTo(4);
        assertThat(roost.writeFigures().commits()).isEqualTo(4);
        assertPagesAreExact();
    }

    @Test
    void aRefusedCommitThatIsOnDiskAfterAllIsShownWhole() throws InterruptedException {
        roost.execute(account(1));
        roost.execute(account(2));
        roost.execute(post(2));
        assertThat(page(1)).isEmpty();
        streamed.clear();
        store.fail(RecoveryTest::full, Rows.HIDDEN);
        assertThatThrownBy(() -> roost.execute(follow(1, 2))).isInstanceOf(WritesStoppedException.class);
        awaitLook();
        assertThat(page(1)).as("nothing is half there").isEmpty();
        assertThat(roost.appliedOffset()).isEqualTo(3);

        store.mend();
        look();
        awaitWriting();
        assertThat(roost.appliedOffset()).isEqualTo(4);
        assertThat(page(1)).hasSize(1);
        assertThat(streamed.take()).anyMatch(Change.FollowChanged.class::isInstance);
        roost.execute(post(2));
        assertThat(page(1)).hasSize(2);
        assertThat(new StateView(store).offset()).isEqualTo(5);
        assertPagesAreExact();
    }

    @Test
    void aStartWithoutRoomServesReads() {
        roost.execute(account(1));
        roost.execute(post(1));
        roost.close();
        store.openForReading(full());
        start();
        awaitLook();
        assertThat(page(1)).hasSize(1);
        assertThat(roost.health().reasons()).hasSize(1);
        assertThatThrownBy(() -> roost.execute(post(1))).isInstanceOf(WritesStoppedException.class);
        store.mend();
        look();
        awaitWriting();
        roost.execute(post(1));
        assertThat(page(1)).hasSize(2);
    }

    @Test
    void aReadThatFailsForWantOfDescriptorsStopsWritesForAsLong() {
        roost.execute(account(1));
        store.failApplying(() -> new java.io.UncheckedIOException(
                new StoreFailedException(Fault.TOO_MANY_FILES, "cannot read", "", null)));
        assertThatThrownBy(() -> roost.execute(follow(1, 9)))
                .isInstanceOfSatisfying(
                        WritesStoppedException.class,
                        stopped -> assertThat(stopped.reason()).isEqualTo("too many files are open"));
        store.mend();
        look();
        awaitWriting();
        roost.execute(post(1));
        assertThat(page(1)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"IO_ERROR", "DAMAGED", "ENTRIES_LOST", "MISSING_FILE", "UNKNOWN", "NEWER_FORMAT", "LOCKED"})
    void whatDoesNotPassStopsWritesForGood(Fault fault) {
        roost.execute(account(1));
        store.fail(() -> new StoreFailedException(fault, "cannot write", "", null), Rows.GONE);
        assertThatThrownBy(() -> roost.execute(account(2)))
                .isInstanceOfSatisfying(
                        WritesStoppedException.class,
                        stopped -> assertThat(stopped.retrySeconds()).isEqualTo(60));
        store.mend();
        assertThat(roost.health().reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason.text()).contains(fault.cause() + "; an operator is wanted"));
        looks.release(100);
        assertThatThrownBy(() -> roost.execute(account(2))).isInstanceOf(WritesStoppedException.class);
        assertThat(store.recoveries()).isZero();
        assertThat(page(1)).isEmpty();
    }

    @Test
    void whatWaitsIsRefusedAndNotForgotten() {
        roost.execute(account(1));
        store.fail(RecoveryTest::full, Rows.GONE);
        List<CompletableFuture<Outcome>> all = new java.util.ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            try {
                all.add(roost.submit(post(1)));
            } catch (WritesStoppedException e) {
                break;
            }
        }
        for (CompletableFuture<Outcome> each : all) {
            assertThatThrownBy(each::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(WritesStoppedException.class);
        }
        store.mend();
        look();
        awaitWriting();
        roost.execute(post(1));
        assertThat(page(1)).hasSize(1);
    }

    @Test
    void closingWhileStopped() {
        roost.execute(account(1));
        store.fail(RecoveryTest::full, Rows.GONE);
        assertThatThrownBy(() -> roost.execute(account(2))).isInstanceOf(WritesStoppedException.class);
        roost.close();
        assertThatThrownBy(() -> roost.execute(account(2))).isInstanceOf(WritesStoppedException.class);
    }

    private void assertPagesAreExact() {
        for (int reader = 1; reader <= new StateView(store).accounts(); reader++) {
            assertThat(roost.home().page(new AccountId(reader), PageRequest.newest(40)))
                    .isEqualTo(roost.home().plainPage(new AccountId(reader), PageRequest.newest(40)));
        }
        assertThat(roost.home().figures().plainPages()).isZero();
    }

    private List<?> page(int reader) {
        return roost.home().page(new AccountId(reader), PageRequest.newest(40)).posts();
    }

    static StoreFailedException full() {
        return new StoreFailedException(Fault.DISK_FULL, "cannot write", "", null);
    }

    static Command account(int number) {
        return new Command.CreateAccount("user" + number, "", "", "User " + number, Standing.ACTIVE, "en");
    }

    static Command follow(int follower, int followee) {
        return new Command.FollowAccount(new AccountId(follower), new AccountId(followee), true, false);
    }

    static Command post(int author) {
        return new Command.CreatePost(
                new AccountId(author),
                new PostDraft(new PostBody("hello", "", false, "en"), Visibility.PUBLIC, List.of(), List.of()),
                null,
                null,
                null);
    }
}
