package dev.roost.http.streaming;

import dev.roost.http.server.HttpSettings.StreamBounds;
import java.time.Duration;

/**
 * What streams may take.
 *
 * @param connections open streams of everybody together
 * @param connectionsPerAccount open streams of one account
 * @param anonymousConnections open streams of clients without a token, together
 * @param anonymousPerAddress open streams of clients without a token at one address
 * @param subscriptions streams that one WebSocket carries at a time
 * @param messageBytes of one message from a client
 * @param messagesPerHeartbeat from one client between two heartbeats
 * @param queuedEvents that wait for one slow connection; one more closes it
 * @param queuedBytes that wait for one slow connection; more close it
 * @param queuedBytesOfAll that wait for all connections together; while there are more, one closes that has something
 *     waiting when the next event comes
 * @param heartbeat time between two signs of life
 */
public record StreamLimits(
        int connections,
        int connectionsPerAccount,
        int anonymousConnections,
        int anonymousPerAddress,
        int subscriptions,
        int messageBytes,
        int messagesPerHeartbeat,
        int queuedEvents,
        int queuedBytes,
        long queuedBytesOfAll,
        Duration heartbeat) {
    /** What may wait for all is such a part of the heap. */
    private static final int QUEUED_SHARE = 16;

    /** These numbers of streams, and otherwise roomy for people and tight for mischief. */
    public static StreamLimits of(StreamBounds bounds) {
        return new StreamLimits(
                bounds.max(),
                32,
                bounds.anonymous(),
                bounds.anonymousPerAddress(),
                64,
                4_096,
                200,
                1_000,
                1 << 20,
                Runtime.getRuntime().maxMemory() / QUEUED_SHARE,
                Duration.ofSeconds(15));
    }

    public StreamLimits {
        if (connections < 1
                || connectionsPerAccount < 1
                || anonymousConnections < 0
                || anonymousPerAddress < 0
                || subscriptions < 1
                || messageBytes < 64
                || messagesPerHeartbeat < 1
                || queuedEvents < 2
                || queuedBytes < 64
                || queuedBytesOfAll < 64
                || !heartbeat.isPositive()) {
            throw new IllegalArgumentException("limits of streams out of bounds");
        }
    }
}
