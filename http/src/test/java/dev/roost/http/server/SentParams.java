package dev.roost.http.server;

import java.util.Map;

/** Parameters for tests of endpoints, without a request. */
public final class SentParams {
    private SentParams() {}

    /** Each value is a String, a List of values or a Map of name to value. */
    public static Params of(Map<String, Object> values) {
        return new Params(values);
    }
}
