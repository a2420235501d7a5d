package dev.roost.bench.load;

import java.net.URI;

/**
 * What a tool is to do: {@code GET} of one address.
 *
 * @param perSecond requests
 * @param seconds how long, after a warm-up that does not count
 */
record Asked(URI address, int perSecond, int seconds) {
    static final int WARM_UP_SECONDS = 2;

    private static final int CONNECTIONS_MIN = 64;

    /** From the arguments of a program: address, requests a second, seconds. */
    static Asked of(String... arguments) {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("what is needed: URL RATE SECONDS");
        }
        return new Asked(URI.create(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    }

    /** As many as the laboratory opens: what falls due in 50 ms. */
    int connections() {
        return Math.max(CONNECTIONS_MIN, perSecond / 20);
    }
}
