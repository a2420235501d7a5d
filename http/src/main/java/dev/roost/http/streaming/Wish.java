package dev.roost.http.streaming;

import java.util.List;

/**
 * A stream as a client asks for it.
 *
 * @param tag and
 * @param list are empty where they are not sent
 */
record Wish(String stream, String tag, String list) {
    /** What names the stream in its events, if it is granted. */
    List<String> label() {
        return switch (stream) {
            case "hashtag", "hashtag:local" -> List.of(stream, tag);
            case "list" -> List.of(stream, list);
            default -> List.of(stream);
        };
    }
}
