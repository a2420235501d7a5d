package dev.roost.lab.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.tuple;

import dev.roost.telemetry.Times;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final int PORT = 80;
    private static final Percentage THREE_DIGITS = Percentage.withPercentage(0.1);
    private static final String STEPS_STARTED = Own.STEPS_STARTED.label();
    private static final String WIRE = ", on the wire";

    @Test
    void aRequestLastsUntilTheFirstPacketOfItsAnswer() {
        Times times = Wire.times(
                Stream.of(
                        packet("1.000000000", "127.0.0.1.4000 > 127.0.0.1.80", 78),
                        packet("1.000100000", "127.0.0.1.4001 > 127.0.0.1.80", 60),
                        packet("1.000150000", "127.0.0.1.4001 > 127.0.0.1.80", 18),
                        packet("1.000200000", "127.0.0.1.80 > 127.0.0.1.4000", 130),
                        packet("1.000300000", "127.0.0.1.80 > 127.0.0.1.4001", 130),
                        packet("1.000900000", "127.0.0.1.80 > 127.0.0.1.4001", 9_000)),
                PORT,
                0);
        assertThat(times.count()).isEqualTo(2);
        assertThat(times.maxNs()).isCloseTo(200_000L, THREE_DIGITS);
    }

    @Test
    void emptyPacketsAndTheBeginningDoNotCount() {
        Times times = Wire.times(
                Stream.of(
                        packet("1.000000000", "127.0.0.1.4000 > 127.0.0.1.80", 78),
                        packet("1.500000000", "127.0.0.1.80 > 127.0.0.1.4000", 130),
                        packet("1.999999999", "127.0.0.1.4000 > 127.0.0.1.80", 0),
                        packet("2.000000000", "127.0.0.1.4000 > 127.0.0.1.80", 78),
                        packet("2.000050000", "127.0.0.1.80 > 127.0.0.1.4000", 130)),
                PORT,
                1_000_000_000L);
        assertThat(times.count()).isEqualTo(1);
        assertThat(times.maxNs()).isCloseTo(50_000L, THREE_DIGITS);
    }

    @Test
    void whoMayNotCaptureIsToldWhatToDo() {
        assertThatIOException()
                .isThrownBy(() -> new Wire("false", PORT))
                .withMessageContaining("without --wire it works");
    }

    @Test
    void aToolIsComparedWithItsOwnPacketsAndTheseWithOurs() {
        Times wire = Wire.times(
                Stream.of(
                        packet("1.000000000", "127.0.0.1.4000 > 127.0.0.1.80", 78),
                        packet("1.000000100", "127.0.0.1.80 > 127.0.0.1.4000", 130)),
                PORT,
                0);
        Rounds rounds = new Rounds();
        for (Outcome each : new Outcome[] {outcome(Own.STEPS_DUE.label(), ""), outcome("tool", STEPS_STARTED)}) {
            rounds.add(each);
            rounds.add(each.by(wire));
        }
        assertThat(rounds.besides())
                .filteredOn(each -> each.contrast().measure().equals("p50"))
                .extracting(
                        Rounds.Beside::tool,
                        Rounds.Beside::own,
                        each -> each.contrast().ratio())
                .containsExactlyInAnyOrder(
                        tuple(Own.STEPS_DUE.label(), Own.STEPS_DUE.label() + WIRE, 2.0),
                        tuple("tool", "tool" + WIRE, 2.0),
                        tuple("tool" + WIRE, Own.STEPS_DUE.label() + WIRE, 1.0));
    }

    private static Outcome outcome(String tool, String like) {
        return new Outcome(tool, true, like, 5_000, 5_000, 0, 200, 200, 200, 200, 200, "");
    }

    /** As tcpdump tells it. */
    private static String packet(String seconds, String way, int bytes) {
        return seconds + " IP " + way + ": tcp " + bytes;
    }
}
