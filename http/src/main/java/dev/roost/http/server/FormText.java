package dev.roost.http.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes names and values out of a query or a form ({@code a=b&c=%C3%A4}). Strict, as what is stored must be what was
 * meant: a percent sign that stands for no byte, and bytes that are not UTF-8 (overlong ones too), are refused.
 */
final class FormText {
    /** Parameters of one request. */
    static final int PAIRS_MAX = 4_096;

    private FormText() {}

    record Pair(String name, String value) {}

    /**
     * Names and values, decoded, in the order in which they came; a name without an equals sign has an empty value.
     *
     * @param what the sentence's subject for the client, as "The query"
     * @throws ApiError 400 for what cannot be decoded, 413 for too many
     */
    static List<Pair> pairs(byte[] encoded, String what) {
        List<Pair> pairs = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= encoded.length; i++) {
            if (i == encoded.length || encoded[i] == '&') {
                if (i > start) {
                    if (pairs.size() == PAIRS_MAX) {
                        throw new ApiError(413, "More than " + PAIRS_MAX + " parameters");
                    }
                    pairs.add(pair(encoded, start, i, what));
                }
                start = i + 1;
            }
        }
        return pairs;
    }

    private static Pair pair(byte[] encoded, int from, int to, String what) {
        int equals = from;
        while (equals < to && encoded[equals] != '=') {
            equals++;
        }
        return new Pair(decode(encoded, from, equals, what), decode(encoded, Math.min(equals + 1, to), to, what));
    }

    private static String decode(byte[] encoded, int from, int to, String what) {
        byte[] plain = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte each = encoded[i];
            if (each == '%') {
                boolean whole = i + 2 < to;
                int high = whole ? Character.digit(encoded[i + 1], 16) : -1;
                int low = whole ? Character.digit(encoded[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw ApiError.badRequest(what + " has a percent sign that two hexadecimal digits do not follow");
                }
                each = (byte) (high << 4 | low);
                i += 2;
            } else if (each == '+') {
                each = ' ';
            }
            plain[length++] = each;
        }
        return utf8(plain, length, what);
    }

    /**
     * A text from its bytes.
     *
     * @throws ApiError 400 where they are not UTF-8
     */
    static String utf8(byte[] bytes, int length, String what) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw ApiError.badRequest(what + " is not UTF-8");
        }
    }
}
