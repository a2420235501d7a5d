package dev.roost.http.json;

import java.util.Arrays;

/** Puts figures, which change often, behind kept bytes, which do not. */
final class Figures {
    private Figures() {}

    /** The first {@code length} bytes of {@code kept}, and then the ASCII text {@code figures}. */
    @SuppressWarnings("deprecation") // the copy of ASCII bytes without an encoder is just what is wanted
    static byte[] append(byte[] kept, int length, String figures) {
        byte[] whole = Arrays.copyOf(kept, length + figures.length());
        figures.getBytes(0, figures.length(), whole, length);
        return whole;
    }
}
