package dev.roost.http.server;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Request;

/** Short names for requests, so that a user's report leads to a log line. Unique in a process, not secret. */
final class RequestIds {
    private static final String ATTRIBUTE = "dev.roost.http.requestId";
    private static final long START = ThreadLocalRandom.current().nextLong() >>> 1;
    private static final AtomicLong NEXT = new AtomicLong();
    private static final int DIGITS = 13;

    private RequestIds() {}

    static String of(Request request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String id = next();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    private static String next() {
        // Odd multiplier: a bijection of the counter that does not look like one.
        long mixed = (START + NEXT.getAndIncrement()) * 0x9E3779B97F4A7C15L;
        byte[] digits = new byte[DIGITS];
        for (int i = 0; i < DIGITS; i++) {
            digits[i] = (byte) "0123456789abcdefghijklmnopqrstuv".charAt((int) (mixed & 31));
            mixed >>>= 5;
        }
        return new String(digits, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
