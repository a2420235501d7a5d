package dev.roost.http.streaming;

import java.util.HexFormat;

/** The SHA-256 of an access token, as a key. */
record TokenHash(String hex) {
    static TokenHash of(byte[] hash) {
        return new TokenHash(HexFormat.of().formatHex(hash));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
