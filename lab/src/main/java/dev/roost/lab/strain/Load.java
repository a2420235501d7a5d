package dev.roost.lab.strain;

import dev.roost.telemetry.Times;
import java.util.Locale;
import java.util.Map;

/**
 * A load that a server was under for a while, and what became of it.
 *
 * @param name such as {@code 2 times capacity}
 * @param times of capacity
 * @param duePerSecond requests that were due and asked
 * @param goodPerSecond good answers that came meanwhile: the goodput
 * @param failures what was not answered well, by reason
 * @param retries how often requests that were turned away were sent again
 * @param admitted due to done, of what was answered well
 * @param refusals sent to done, of what was turned away
 * @param lateness of the generator
 * @param sentShare the share of the requests that the generator had sent by the end
 * @param generatorShare by how much its lateness raises the 99th percentile of what was admitted, 0.01 for 1 %
 */
public record Load(
        String name,
        double times,
        double duePerSecond,
        double goodPerSecond,
        Map<String, Long> failures,
        long retries,
        Times admitted,
        Times refusals,
        Times lateness,
        double sentShare,
        double generatorShare) {
    /** A generator that is behind by more puts another load on the server than it says. */
    private static final double SENT_SHARE_MIN = 0.95;

    /**
     * When it was offered.
     *
     * @param times of capacity
     */
    public record Stage(String name, double times, long fromNs, long toNs) {
        double seconds() {
            return (toNs - fromNs) / 1e9;
        }
    }

    /** What became of it. */
    static Load of(Calls all, Stage stage) {
        Calls due = all.due(stage.fromNs, stage.toNs);
        return new Load(
                stage.name,
                stage.times,
                due.count() / stage.seconds(),
                all.goodDone(stage.fromNs, stage.toNs) / stage.seconds(),
                due.failures(),
                due.retries(),
                due.admitted(),
                due.refusals(),
                due.lateness(),
                due.startedBy(stage.toNs),
                due.generatorShare());
    }

    /** Why the server was not under this load; empty if it was. */
    String tooLittle() {
        return sentShare >= SENT_SHARE_MIN
                ? ""
                : String.format(
                        Locale.ROOT, "the generator sent only %.0f %% of what was due in time", sentShare * 100);
    }
}
