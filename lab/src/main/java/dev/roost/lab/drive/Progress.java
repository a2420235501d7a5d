package dev.roost.lab.drive;

import dev.roost.telemetry.Times;

/**
 * How far a run is.
 *
 * @param sent requests that went out or failed to
 * @param done those that are answered or given up
 * @param failed those of them that got no answer
 * @param connections open ones
 * @param recent response times since the last time that somebody asked
 */
public record Progress(int sent, int done, int failed, int connections, Times recent) {
    static final Progress NONE = new Progress(0, 0, 0, 0, Times.NONE);

    Progress plus(Progress other) {
        return new Progress(
                sent + other.sent,
                done + other.done,
                failed + other.failed,
                connections + other.connections,
                recent.plus(other.recent));
    }
}
