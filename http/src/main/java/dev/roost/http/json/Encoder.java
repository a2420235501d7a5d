package dev.roost.http.json;

import java.util.Arrays;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.ByteArrayBuilder;

/** Encodes small pieces of JSON. Everything beyond ASCII is written as UTF-8, not escaped. */
final class Encoder {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();
    /** Nearly every post fits. */
    private static final int FIRST_BYTES = 1_024;

    private Encoder() {}

    /** One JSON value. */
    static byte[] value(Consumer<JsonGenerator> writer) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(FIRST_BYTES)) {
            try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
                writer.accept(out);
            }
            return bytes.toByteArray();
        }
    }

    /** A whole object; the writer writes its properties. */
    static byte[] object(Consumer<JsonGenerator> properties) {
        return value(out -> {
            out.writeStartObject();
            properties.accept(out);
            out.writeEndObject();
        });
    }

    /** An object without its closing brace, so that more properties can follow. */
    static byte[] openObject(Consumer<JsonGenerator> properties) {
        return value(out -> {
            out.writeStartObject();
            properties.accept(out);
        });
    }

    static byte[] text(String value) {
        return value(out -> out.writeString(value));
    }

    /** A property's name with its colon. */
    static byte[] name(String name) {
        byte[] quoted = text(name);
        byte[] whole = Arrays.copyOf(quoted, quoted.length + 1);
        whole[quoted.length] = ':';
        return whole;
    }

    /** A string, or null for an empty one. */
    static void textOrNull(JsonGenerator out, String name, String value) {
        if (value.isEmpty()) {
            out.writeNullProperty(name);
        } else {
            out.writeStringProperty(name, value);
        }
    }

    static void emptyArray(JsonGenerator out, String name) {
        out.writeArrayPropertyStart(name);
        out.writeEndArray();
    }
}
