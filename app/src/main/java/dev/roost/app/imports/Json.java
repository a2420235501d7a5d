package dev.roost.app.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** JSON as it stands in the files: one value a line, without what is empty, false or zero. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(each -> each.withValueInclusion(JsonInclude.Include.NON_DEFAULT))
            .build();

    /** Takes no field that it does not know: it may be a known one with a slip of the pen. */
    private static final JsonMapper LINES = MAPPER.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    /** The value of a line. */
    static <T> T parse(Class<T> type, String line) throws BadLineException {
        try {
            T value = LINES.readValue(line, type);
            if (value == null) {
                throw new BadLineException("nothing in it");
            }
            return value;
        } catch (JacksonException e) {
            throw new BadLineException(reason(e));
        }
    }

    /** A mismatch is told in words of our own: Jackson's name our classes. */
    private static String reason(JacksonException e) {
        if (!(e instanceof MismatchedInputException)) {
            return "not as expected: " + Show.quoted(e.getOriginalMessage());
        }
        String field = e.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        if (e instanceof UnrecognizedPropertyException) {
            return "unknown field " + Show.quoted(field);
        }
        return "not as expected: " + (field.isEmpty() ? "no JSON object" : field + " has a value of another kind");
    }
}
