package dev.roost.http.server;

import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/**
 * How long a request waited before its work began, and how long that took until this header is written:
 * {@code Server-Timing: queue;dur=0.021, service;dur=0.178}, in milliseconds.
 */
final class ServerTiming extends HttpField {
    private static final String NAME = "Server-Timing";

    private final long queueNs;
    private final long begunNs;
    private @Nullable String told;

    /**
     * For a request whose work begins now.
     *
     * @param arrivedNs when its headers were read, in {@link System#nanoTime} like the next
     */
    ServerTiming(long arrivedNs, long begunNs) {
        super(NAME, null);
        queueNs = Math.max(0, begunNs - arrivedNs);
        this.begunNs = begunNs;
    }

    /** The same from the first call on: HTTP/2 keeps the field for later answers, and counts on its length. */
    @Override
    public String getValue() {
        String value = told;
        if (value == null) {
            value = now();
            told = value;
        }
        return value;
    }

    private String now() {
        StringBuilder value = new StringBuilder(48).append("queue;dur=");
        appendMs(value, queueNs);
        appendMs(value.append(", service;dur="), System.nanoTime() - begunNs);
        return value.toString();
    }

    private static void appendMs(StringBuilder into, long ns) {
        long us = ns / 1_000;
        into.append(us / 1_000).append('.');
        long fraction = us % 1_000;
        into.append((char) ('0' + fraction / 100))
                .append((char) ('0' + fraction / 10 % 10))
                .append((char) ('0' + fraction % 10));
    }
}
