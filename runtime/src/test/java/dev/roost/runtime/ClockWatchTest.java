package dev.roost.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import dev.roost.runtime.NodeHealth.Reason;
import dev.roost.runtime.NodeHealth.Severity;
import dev.roost.timeline.TimelineSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a node says of a clock that is wrong. */
class ClockWatchTest {
    private static final long START_MS = 1_700_000_000_000L;
    private static final long TWO_HOURS_MS = Duration.ofHours(2).toMillis();

    private final AtomicLong nowMs = new AtomicLong(START_MS);
    private final AtomicLong nanos = new AtomicLong(123);
    private final AtomicLong entryMs = new AtomicLong();

    @Test
    void aClockThatGoesOnIsNotSpokenOf() {
        ClockWatch watch = watch();
        for (int i = 0; i < 100; i++) {
            assertThat(watch.millis()).isEqualTo(nowMs.get());
            entryMs.set(nowMs.get());
            pass(Duration.ofMinutes(7));
            assertThat(watch.reason()).isEmpty();
        }
        set(-ClockWatch.AHEAD_MS + 1);
        assertThat(watch.reason()).as("clocks are set by a little").isEmpty();
    }

    @Test
    void aClockThatWentBackIsToldUntilItHasCaughtUp() {
        ClockWatch watch = watch();
        entryMs.set(watch.millis());
        set(-TWO_HOURS_MS);
        pass(Duration.ofSeconds(2));
        watch.millis();
        assertThat(watch.reason()).get().satisfies(reason -> {
            assertThat(reason.part()).isEqualTo("clock");
            assertThat(reason.severity()).isEqualTo(Severity.NOTE);
            assertThat(reason.text()).startsWith("the clock is 1 h 59 min behind the newest entry of the log");
        });
        pass(Duration.ofMinutes(119));
        assertThat(watch.reason().orElseThrow().text()).contains("58 s behind");
        pass(Duration.ofSeconds(58));
        assertThat(watch.reason()).isEmpty();
    }

    @Test
    void aLogThatIsAheadAtTheStartIsTold() {
        entryMs.set(START_MS + TWO_HOURS_MS);
        assertThat(watch().reason().orElseThrow().text()).contains("2 h 0 min behind");
    }

    @Test
    void whatWasRefusedLeavesNothingAhead() {
        ClockWatch watch = watch();
        entryMs.set(watch.millis());
        set(TWO_HOURS_MS);
        watch.millis();
        set(-TWO_HOURS_MS);
        pass(Duration.ofSeconds(2));
        watch.millis();
        assertThat(watch.reason()).isEmpty();
    }

    @Test
    void aLeapForwardIsToldForAWhile() {
        ClockWatch watch = watch();
        set(TWO_HOURS_MS);
        pass(Duration.ofSeconds(2));
        watch.millis();
        assertThat(watch.reason().orElseThrow().text()).startsWith("the clock leapt forward by 2 h 0 min");
        pass(Duration.ofNanos(ClockWatch.LEAP_TOLD_NANOS));
        assertThat(watch.reason()).isEmpty();
    }

    @Test
    void aLeapForwardThatWasTakenBackIsTheLogsTroubleOnly() {
        ClockWatch watch = watch();
        set(TWO_HOURS_MS);
        pass(Duration.ofSeconds(2));
        entryMs.set(watch.millis());
        set(-TWO_HOURS_MS);
        pass(Duration.ofSeconds(2));
        assertThat(watch.reason().orElseThrow().text()).contains("behind the newest entry");
        pass(Duration.ofHours(2));
        assertThat(watch.reason()).isEmpty();
    }

    @Test
    void durationsAreInWords() {
        assertThat(ClockWatch.words(10_000)).isEqualTo("10 s");
        assertThat(ClockWatch.words(61_000)).isEqualTo("1 min 1 s");
        assertThat(ClockWatch.words(Duration.ofHours(25).toMillis())).isEqualTo("1 d 1 h");
    }

    /** Over a whole node: posts are taken and their times do not decrease, and the node says so. */
    @Test
    void aNodeWhoseClockWentBackTakesPostsAndSaysSo() {
        try (Roost roost =
                Roost.open(new MemoryStore(), TimelineSettings.DEFAULT, () -> Instant.ofEpochMilli(nowMs.get()))) {
            AccountId author = ((Outcome.AccountCreated)
                            roost.execute(new Command.CreateAccount("ann", "", "", "ann", Standing.ACTIVE, "en")))
                    .id();
            long firstMs = createdAtMs(roost, author, "first");
            assertThat(roost.health().reasons()).isEmpty();
            set(-TWO_HOURS_MS);
            assertThat(createdAtMs(roost, author, "second")).isEqualTo(firstMs);
            assertThat(roost.entryTimeMs()).isEqualTo(firstMs);
            assertThat(roost.health().reasons()).extracting(Reason::part).containsExactly("clock");
            set(TWO_HOURS_MS + 1);
            assertThat(createdAtMs(roost, author, "third")).isEqualTo(firstMs + 1);
            assertThat(roost.entryTimeMs()).isEqualTo(firstMs + 1);
        }
    }

    private static long createdAtMs(Roost roost, AccountId author, String text) {
        PostDraft draft = new PostDraft(new PostBody(text, "", false, "en"), Visibility.PUBLIC, List.of(), List.of());
        Outcome.PostStored stored =
                (Outcome.PostStored) roost.execute(new Command.CreatePost(author, draft, null, null, null));
        return roost.reads().post(stored.id()).orElseThrow().createdAtMs();
    }

    private ClockWatch watch() {
        return new ClockWatch(() -> Instant.ofEpochMilli(nowMs.get()), nanos::get, entryMs::get);
    }

    /** Both clocks go on. */
    private void pass(Duration time) {
        nowMs.addAndGet(time.toMillis());
        nanos.addAndGet(time.toNanos());
    }

    /** Somebody sets the clock. */
    private void set(long byMs) {
        nowMs.addAndGet(byMs);
    }
}
