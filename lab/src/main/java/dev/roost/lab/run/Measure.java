package dev.roost.lab.run;

import dev.roost.telemetry.Times;
import java.util.Map;

/**
 * One kind of thing that was measured, such as home pages; without what was due in the warm-up.
 *
 * @param name such as {@code home}
 * @param planned how many were due
 * @param succeeded how many were answered well
 * @param failures how many were not, by reason
 * @param response due to done, of those that were answered well
 * @param client due to sent: waiting for an earlier answer, the generator, and a connection
 * @param queue what the server said that it waited there; empty if it did not say
 * @param service what the server said that the work took; empty if it did not say
 * @param rest sent to done, without the two before: the network, both systems' sockets, what the server did not count
 */
public record Measure(
        String name,
        long planned,
        long succeeded,
        Map<String, Long> failures,
        Times response,
        Times client,
        Times queue,
        Times service,
        Times rest) {}
