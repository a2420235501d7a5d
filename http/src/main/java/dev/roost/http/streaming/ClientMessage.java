package dev.roost.http.streaming;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client says over a WebSocket. */
sealed interface ClientMessage {
    /** It wants a stream. */
    record Subscribe(Wish wish) implements ClientMessage {}

    /** It does not want it any more. */
    record Unsubscribe(Wish wish) implements ClientMessage {}

    /** It is no message of this protocol. */
    record NotUnderstood(String error) implements ClientMessage {}

    /** Reads {@code {"type":"subscribe","stream":"hashtag","tag":"x"}} and the like. */
    static ClientMessage parse(String text) {
        JsonNode message;
        try {
            message = Reader.JSON.readTree(text);
        } catch (JacksonException notJson) {
            return new NotUnderstood("A message must be JSON");
        }
        Wish wish = new Wish(text(message, "stream"), text(message, "tag"), text(message, "list"));
        return switch (text(message, "type")) {
            case "subscribe" -> new Subscribe(wish);
            case "unsubscribe" -> new Unsubscribe(wish);
            default -> new NotUnderstood("Unknown message type");
        };
    }

    private static String text(JsonNode message, String name) {
        JsonNode value = message.path(name);
        return value.isString() || value.isNumber() ? value.asString() : "";
    }

    /** Holds the parser; an interface cannot do so privately. */
    final class Reader {
        private static final JsonMapper JSON = new JsonMapper();

        private Reader() {}
    }
}
