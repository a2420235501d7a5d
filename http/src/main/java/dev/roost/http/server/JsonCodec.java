package dev.roost.http.server;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The JSON mapper of everything that is not spliced from cached pieces. Any thread. */
final class JsonCodec {
    /** Levels of objects and arrays in a request. */
    private static final int DEPTH_MAX = 16;
    /** Names, values and brackets of a request: each becomes an object many times its size. */
    private static final int TOKENS_MAX = 20_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxTokenCount(TOKENS_MAX)
                            .build())
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private JsonCodec() {}

    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Throws Jackson's exception for what is not JSON. */
    static JsonNode read(byte[] bytes) {
        return MAPPER.readTree(bytes);
    }
}
