package dev.roost.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.Refusal;
import dev.roost.model.Standing;
import dev.roost.timeline.TimelineSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Group commit over a store that says when. */
@Timeout(30)
class WritePathTest {
    private final HeldStore store = new HeldStore();
    private final InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_000L));
    private Roost roost;

    @BeforeEach
    void open() {
        roost = Roost.open(store, TimelineSettings.DEFAULT, clock);
    }

    @AfterEach
    void close() {
        store.let(1_000);
        roost.close();
    }

    @Test
    void whatComesDuringASyncSharesTheNextOne() {
        CompletableFuture<Outcome> first = roost.submit(account(0));
        store.awaitCommit();
        List<CompletableFuture<Outcome>> others = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            others.add(roost.submit(account(i)));
        }
        assertThat(first).isNotDone();

        store.let(1);
        first.join();
        store.awaitCommit();
        assertThat(others).noneMatch(CompletableFuture::isDone);
        store.let(1);
        others.forEach(CompletableFuture::join);

        assertThat(store.commits()).isEqualTo(2);
        assertThat(roost.writeFigures().commits()).isEqualTo(2);
        assertThat(roost.writeFigures().commands()).isEqualTo(201);
        assertThat(roost.appliedOffset()).isEqualTo(201);
    }

    @Test
    void aCommandSeesTheOnesBeforeItThatAreNotOnDiskYet() {
        CompletableFuture<Outcome> first = roost.submit(account(7));
        store.awaitCommit();
        CompletableFuture<Outcome> again = roost.submit(account(7));
        CompletableFuture<Outcome> follow =
                roost.submit(new Command.FollowAccount(new AccountId(1), new AccountId(2), true, false));
        CompletableFuture<Outcome> other = roost.submit(account(8));
        CompletableFuture<Outcome> followOther =
                roost.submit(new Command.FollowAccount(new AccountId(1), new AccountId(2), true, false));
        store.let(2);

        assertThat(first.join()).isEqualTo(new Outcome.AccountCreated(new AccountId(1)));
        assertThat(again.join()).isEqualTo(new Outcome.Refused(Refusal.USERNAME_TAKEN));
        assertThat(follow.join()).isEqualTo(new Outcome.Refused(Refusal.ACCOUNT_NOT_FOUND));
        assertThat(other.join()).isEqualTo(new Outcome.AccountCreated(new AccountId(2)));
        assertThat(followOther.join()).isEqualTo(Outcome.Done.DONE);
        assertThat(new StateView(store).counts(new AccountId(2)).followers()).isOne();
    }

    @Test
    void rowsKeptInMemoryFollowEveryCommit() {
        store.let(1_000);
        roost.execute(account(1));
        roost.execute(account(2));
        for (int i = 0; i < 5; i++) {
            roost.execute(new Command.FollowAccount(new AccountId(1), new AccountId(2), true, false));
            assertThat(new StateView(store).counts(new AccountId(1)).followees())
                    .isOne();
            roost.execute(new Command.UnfollowAccount(new AccountId(1), new AccountId(2)));
            assertThat(new StateView(store).counts(new AccountId(1)).followees())
                    .isZero();
        }
        roost.execute(new Command.SetStanding(new AccountId(1), Standing.DISABLED));
        assertThat(roost.execute(new Command.FollowAccount(new AccountId(1), new AccountId(2), true, false)))
                .isEqualTo(new Outcome.Refused(Refusal.ACCOUNT_NOT_ACTIVE));
    }

    @Test
    void aDiskThatRefusesStopsWhatIsWrittenAndWhatWasAppliedOnTopOfIt() {
        store.let(1);
        roost.execute(account(1));
        store.awaitCommit();
        CompletableFuture<Outcome> written = roost.submit(account(2));
        store.awaitCommit();
        CompletableFuture<Outcome> onTop = roost.submit(account(3));
        store.breakDown();
        store.let(1);

        assertRefused(written);
        assertRefused(onTop);
        assertThatThrownBy(() -> roost.execute(account(4))).isInstanceOf(WritesStoppedException.class);
        assertThat(roost.writesStopped()).isTrue();
        assertThat(roost.appliedOffset()).isOne();
        assertThat(roost.home().page(new AccountId(1), PageRequest.newest(20)).posts())
                .isEmpty();
        assertThat(new StateView(store).accounts()).isOne();
    }

    @Test
    void closingCommitsWhatWaits() {
        CompletableFuture<Outcome> first = roost.submit(account(1));
        store.awaitCommit();
        CompletableFuture<Outcome> second = roost.submit(account(2));
        Thread closing = Thread.ofPlatform().start(roost::close);
        store.let(2);

        assertThat(first.join()).isEqualTo(new Outcome.AccountCreated(new AccountId(1)));
        assertThat(second.join()).isEqualTo(new Outcome.AccountCreated(new AccountId(2)));
        assertThat(closing).satisfies(Thread::join);
        assertThatThrownBy(() -> roost.execute(account(3))).isInstanceOf(WritesStoppedException.class);
    }

    @Test
    void anEmptyGroupNeedsNoSync() {
        store.let(1_000);
        roost.execute(account(1));
        for (int i = 0; i < 10; i++) {
            assertThat(roost.execute(account(1))).isEqualTo(new Outcome.Refused(Refusal.USERNAME_TAKEN));
        }
        assertThat(store.commits()).isOne();
    }

    private static void assertRefused(CompletableFuture<Outcome> answer) {
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WritesStoppedException.class);
    }

    private static Command account(int number) {
        return new Command.CreateAccount("user" + number, "", "", "User " + number, Standing.ACTIVE, "en");
    }
}
