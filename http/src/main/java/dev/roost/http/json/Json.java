package dev.roost.http.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * One JSON value in UTF-8, as pieces that follow one another.
 *
 * <p>The pieces are shared with caches: nobody may change them. Immutable; putting values together copies references,
 * never bytes.
 */
public final class Json {
    /** The array without elements. */
    public static final Json EMPTY_ARRAY = ascii("[]");
    /** The object without properties. */
    public static final Json EMPTY_OBJECT = ascii("{}");

    private static final byte[] COMMA = {','};
    private static final byte[] ARRAY_START = {'['};
    private static final byte[] ARRAY_END = {']'};
    private static final byte[] OBJECT_START = {'{'};
    private static final byte[] OBJECT_END = {'}'};

    private final List<byte[]> pieces;

    /** Takes the list over. */
    Json(List<byte[]> pieces) {
        this.pieces = Collections.unmodifiableList(pieces);
    }

    static Json of(byte[] piece) {
        return new Json(List.of(piece));
    }

    private static Json ascii(String text) {
        return of(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A string value. */
    public static Json text(String value) {
        return of(Encoder.text(value));
    }

    /** The array of these values. */
    public static Json array(List<Json> values) {
        if (values.isEmpty()) {
            return EMPTY_ARRAY;
        }
        List<byte[]> all = new ArrayList<>();
        byte[] before = ARRAY_START;
        for (Json value : values) {
            all.add(before);
            all.addAll(value.pieces);
            before = COMMA;
        }
        all.add(ARRAY_END);
        return new Json(all);
    }

    /** The object of these properties, in the map's order. */
    public static Json object(Map<String, Json> properties) {
        List<byte[]> all = new ArrayList<>();
        byte[] before = OBJECT_START;
        for (Map.Entry<String, Json> property : properties.entrySet()) {
            all.add(before);
            all.add(Encoder.name(property.getKey()));
            all.addAll(property.getValue().pieces);
            before = COMMA;
        }
        if (all.isEmpty()) {
            return EMPTY_OBJECT;
        }
        all.add(OBJECT_END);
        return new Json(all);
    }

    /** The pieces, in order; to be written one after the other, and not to be changed. */
    public List<byte[]> pieces() {
        return pieces;
    }

    /** Bytes of all pieces. */
    public int length() {
        int sum = 0;
        for (byte[] piece : pieces) {
            sum = Math.addExact(sum, piece.length);
        }
        return sum;
    }

    /** The value in one piece; a copy. */
    public byte[] bytes() {
        byte[] all = new byte[length()];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }

    /** This value's text as a string value: what streaming calls a payload. */
    public Json quoted() {
        return text(toString());
    }

    @Override
    public String toString() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }
}
