package dev.roost.http.streaming;

import java.time.Duration;

/**
 * What streams may take.
 *
 * @param connections open streams of everybody together
 * @param connectionsPerAccount open streams of one account
 * @param anonymousConnections open streams of clients without a token, together
 * @param subscriptions streams that one WebSocket carries at a time
 * @param messageBytes of one message from a client
 * @param messagesPerHeartbeat from one client between two heartbeats
 * @param queuedEvents that wait for one slow connection; one more closes it
 * @param queuedBytes that wait for one slow connection; more close it
 * @param heartbeat time between two signs of life
 */
public record StreamLimits(
        int connections,
        int connectionsPerAccount,
        int anonymousConnections,
        int subscriptions,
        int messageBytes,
        int messagesPerHeartbeat,
        int queuedEvents,
        int queuedBytes,
        Duration heartbeat) {
    /** Roomy for people, tight for mischief. */
    public static final StreamLimits DEFAULT =
            new StreamLimits(20_000, 32, 4_000, 64, 4_096, 200, 1_000, 1 << 20, Duration.ofSeconds(15));

    public StreamLimits {
        if (connections < 1
                || connectionsPerAccount < 1
                || anonymousConnections < 0
                || subscriptions < 1
                || messageBytes < 64
                || messagesPerHeartbeat < 1
                || queuedEvents < 2
                || queuedBytes < 64
                || !heartbeat.isPositive()) {
            throw new IllegalArgumentException("limits of streams out of bounds");
        }
    }
}
