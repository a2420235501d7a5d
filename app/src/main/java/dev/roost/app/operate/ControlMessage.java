package dev.roost.app.operate;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What goes over the control socket: one JSON object a line.
 *
 * <pre>
 * to the server    {"operation": "account list", "arguments": {"standing": "pending"}}
 * to the operator  {"line": "..."}                                     any number
 *                  {"stage": {"task": "...", "done": 3, "max": 9, "note": "..."}}   any number
 *                  {"well": true} or {"refused": "why"}                once, last
 * </pre>
 */
final class ControlMessage {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ControlMessage() {}

    record Request(String operation, Map<String, String> arguments) {}

    record Answer(
            @Nullable String line,
            @Nullable Boolean well,
            @Nullable String refused,
            Output.@Nullable Stage stage) {
        static Answer ofLine(String line) {
            return new Answer(line, null, null, null);
        }

        static Answer ofStage(Output.Stage stage) {
            return new Answer(null, null, null, stage);
        }

        static Answer ofEnd(boolean well) {
            return new Answer(null, well, null, null);
        }

        static Answer ofRefusal(String why) {
            return new Answer(null, null, why, null);
        }
    }

    static String write(Record message) {
        return JSON.writeValueAsString(message);
    }

    static <T extends Record> T read(String line, Class<T> type) {
        return JSON.readValue(line, type);
    }
}
