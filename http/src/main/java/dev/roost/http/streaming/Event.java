package dev.roost.http.streaming;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that has happened, in the forms in which it is sent. Each form is made once, however many connections take
 * it. Made and asked by the dispatcher thread only; what it gives out is immutable by agreement.
 */
final class Event {
    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final String data;
    private final Map<List<String>, String> frames = new HashMap<>(2);
    private byte @Nullable [] serverSent;
    private @Nullable String quoted;

    /**
     * Takes what the client is to see.
     *
     * @param name {@code update, status.update, delete, notification} or {@code conversation}
     * @param data JSON without line breaks, or a bare id
     */
    Event(String name, String data) {
        this.name = name;
        this.data = data;
    }

    /** The lines of a server-sent event. */
    byte[] serverSent() {
        if (serverSent == null) {
            byte[] body = data.getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 40);
            out.writeBytes(("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
            out.writeBytes(body);
            out.writeBytes(new byte[] {'\n', '\n'});
            serverSent = out.toByteArray();
        }
        return serverSent;
    }

    /** The text message of a WebSocket for the stream of this label. The payload is JSON in a JSON string. */
    String frame(List<String> label) {
        return frames.computeIfAbsent(
                label,
                stream -> "{\"stream\":" + JSON.writeValueAsString(stream) + ",\"event\":\"" + name + "\",\"payload\":"
                        + quoted() + "}");
    }

    private String quoted() {
        if (quoted == null) {
            quoted = JSON.writeValueAsString(data);
        }
        return quoted;
    }
}
