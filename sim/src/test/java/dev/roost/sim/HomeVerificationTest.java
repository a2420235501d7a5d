package dev.roost.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import dev.roost.runtime.MemoryStore;
import dev.roost.runtime.Roost;
import dev.roost.runtime.StateStore;
import dev.roost.timeline.Strategy;
import dev.roost.timeline.TimelineSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A verification of a node that is in use: what it finds, and that nobody notices it. */
@Timeout(120)
class HomeVerificationTest {
    private static final int ACCOUNTS = 12;

    private Roost roost;

    @BeforeEach
    void fill() {
        TimelineSettings tiny = new TimelineSettings(Strategy.HYBRID, 3, 20, 3_600_000, 8, 60_000);
        roost = Roost.open(new MemoryStore(), tiny, InstantSource.system());
        for (int i = 1; i <= ACCOUNTS; i++) {
            roost.execute(new Command.CreateAccount("a" + i, "", "", "a" + i, Standing.ACTIVE, "en"));
        }
        Random random = new Random(1);
        for (int i = 1; i <= ACCOUNTS; i++) {
            for (int j = 1; j <= ACCOUNTS; j++) {
                if (i != j && random.nextInt(3) > 0) {
                    roost.execute(new Command.FollowAccount(new AccountId(i), new AccountId(j), true, false));
                }
            }
        }
        for (int i = 0; i < 300; i++) {
            write(random);
        }
    }

    @AfterEach
    void close() {
        roost.close();
    }

    private void write(Random random) {
        AccountId author = new AccountId(1 + random.nextInt(ACCOUNTS));
        List<PostId> seen = roost.home()
                .look(author, PageRequest.newest(10))
                .map(page -> page.posts())
                .orElse(List.of());
        PostId other = seen.isEmpty() ? null : seen.get(random.nextInt(seen.size()));
        if (other != null && random.nextInt(5) == 0) {
            roost.execute(new Command.BoostPost(author, other, Visibility.PUBLIC));
        } else if (other != null && random.nextInt(20) == 0) {
            roost.execute(new Command.DeletePost(author, other));
        } else {
            PostDraft draft =
                    new PostDraft(new PostBody("words", "", false, "en"), Visibility.PUBLIC, List.of(), List.of());
            PostId target = random.nextBoolean() ? other : null;
            Outcome outcome = roost.execute(new Command.CreatePost(author, draft, target, null, null));
            assertThat(outcome).isInstanceOfAny(Outcome.PostStored.class, Outcome.Refused.class);
        }
    }

    private List<HomeVerification.Result> verify(long seed, List<String> lines) {
        try (StateStore.StateSnapshot snapshot = roost.snapshot();
                HomeVerification verification =
                        new HomeVerification(roost, snapshot, List.of(Strategy.values()), seed, lines::add)) {
            List<AccountId> readers = ChosenReaders.of(new StateView(snapshot), roost.home()::isActive, 4, seed);
            return verification.run(
                    readers, (done, all, pages) -> assertThat(done).isBetween(0L, all));
        }
    }

    @Test
    void everyStrategyAndWhatIsServedIsCompared() {
        List<String> lines = new ArrayList<>();
        List<HomeVerification.Result> results = verify(1, lines);
        assertThat(lines).isEmpty();
        assertThat(results)
                .extracting(HomeVerification.Result::strategy)
                .containsExactly(Strategy.READ, Strategy.WRITE, Strategy.HYBRID, Strategy.HYBRID);
        assertThat(results).extracting(HomeVerification.Result::served).containsExactly(false, false, false, true);
        assertThat(results).allMatch(result -> result.pages() > 500 && result.differences() == 0);
    }

    @Test
    void noTimelineInMemoryIsMadeDroppedOrReplaced() {
        AccountId reader = new AccountId(2);
        roost.home().page(reader, PageRequest.newest(20));
        long deliveries = roost.home().figures().deliveries();
        assertThat(verify(1, new ArrayList<>())).allMatch(result -> result.differences() == 0);
        assertThat(roost.home().isActive(reader)).isTrue();
        assertThat(roost.home().figures().activeReaders()).isOne();
        assertThat(roost.home().figures().plainPages()).isZero();
        assertThat(roost.home().figures().deliveries()).isEqualTo(deliveries);
    }

    @Test
    void strategiesAreSwitchedAndPostsWrittenWhileManyVerify() throws ExecutionException, InterruptedException {
        List<String> lines = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<HomeVerification.Result>>> verifications = new ArrayList<>();
            for (long seed = 1; seed <= 6; seed++) {
                long its = seed;
                verifications.add(threads.submit(() -> verify(its, lines)));
            }
            Random random = new Random(2);
            Strategy asked = Strategy.HYBRID;
            for (int i = 0; i < 400; i++) {
                if (i % 10 == 0) {
                    asked = Strategy.values()[random.nextInt(3)];
                    assertThat(roost.home().setStrategy(asked)).isTrue();
                }
                write(random);
                roost.home().page(new AccountId(1 + random.nextInt(ACCOUNTS)), PageRequest.newest(20));
                assertThat(roost.home().strategy()).isEqualTo(asked);
            }
            for (Future<List<HomeVerification.Result>> verification : verifications) {
                assertThat(verification.get()).allMatch(result -> result.differences() == 0);
            }
            assertThat(roost.home().strategy()).isEqualTo(asked);
        }
        assertThat(lines).isEmpty();
        assertThat(verify(9, lines)).allMatch(result -> result.differences() == 0 && result.unsettled() == 0);
    }
}
