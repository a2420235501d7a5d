package dev.roost.app.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is rehearsed is what is answered: a request that is refused would warm nothing. */
@Timeout(120)
class RehearsalTest {
    @Test
    void everyRequestIsAnswered() throws InterruptedException {
        try (Rehearsal rehearsal = Rehearsal.begin()) {
            while (rehearsal.requests() < 200) {
                Thread.onSpinWait();
            }
            rehearsal.finish(Duration.ofDays(1));
            assertThat(rehearsal.requests()).isGreaterThanOrEqualTo(200);
            assertThat(rehearsal.refusals())
                    .as("refused, and not for load")
                    .allMatch(refusal -> refusal.startsWith("503 "));
        }
    }

    @Test
    void itEndsWhenItIsToldTo() {
        Rehearsal rehearsal = Rehearsal.begin();
        rehearsal.close();
        assertThat(rehearsal.isOver()).isTrue();
    }
}
