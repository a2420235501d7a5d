package dev.roost.http.server;

import dev.roost.http.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;

/**
 * An answer: status, headers, and a body in pieces that are sent one after another.
 *
 * <p>The pieces are not copied until they are sent, and must not change.
 */
public final class Reply {
    /** The content type of JSON. */
    public static final String JSON = "application/json; charset=utf-8";

    static final String HTML = "text/html; charset=utf-8";
    static final String TEXT = "text/plain; charset=utf-8";
    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    final int status;
    final String contentType;
    final List<byte[]> pieces;
    final List<HttpField> headers = new ArrayList<>(2);

    private Reply(int status, String contentType, List<byte[]> pieces) {
        this.status = status;
        this.contentType = contentType;
        this.pieces = pieces;
    }

    /** 200 with anything that Jackson writes; names of record components become snake case. */
    public static Reply json(Object value) {
        return json(200, value);
    }

    /** The same with another status. */
    public static Reply json(int status, Object value) {
        return new Reply(status, JSON, List.of(JsonCodec.bytes(value)));
    }

    /** 200 with an entity. */
    public static Reply json(Json value) {
        return new Reply(200, JSON, value.pieces());
    }

    /** 200 with JSON that is encoded already; at least one piece. */
    public static Reply json(List<byte[]> pieces) {
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("nothing is no JSON; the empty list is Json.EMPTY_ARRAY");
        }
        return new Reply(200, JSON, pieces);
    }

    /** 200 with JSON that is encoded already. */
    public static Reply json(byte[] encoded) {
        return new Reply(200, JSON, List.of(encoded));
    }

    /** Any body in pieces. */
    public static Reply bytes(int status, String contentType, List<byte[]> pieces) {
        return new Reply(status, contentType, pieces);
    }

    /** 200 with an empty JSON object. */
    public static Reply empty() {
        return json(EMPTY_OBJECT);
    }

    /** 200 with plain text. */
    public static Reply text(String text) {
        return new Reply(200, TEXT, List.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * A page for people; gets the headers that keep it out of frames and caches.
     *
     * @param policy its Content-Security-Policy
     */
    public static Reply html(int status, String page, String policy) {
        return new Reply(status, HTML, List.of(page.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Security-Policy", policy);
    }

    /** 200 with a picture that may be kept for a day. */
    public static Reply svg(String picture) {
        return new Reply(200, "image/svg+xml", List.of(picture.getBytes(StandardCharsets.UTF_8)))
                .header("Cache-Control", "public, max-age=86400")
                .header("Content-Security-Policy", "default-src 'none'");
    }

    /** The same answer under another content type. */
    public Reply as(String otherType) {
        Reply reply = new Reply(status, otherType, pieces);
        reply.headers.addAll(headers);
        return reply;
    }

    /** 302 to another address. */
    public static Reply redirect(String location) {
        return new Reply(302, TEXT, List.of()).header("Location", location);
    }

    /** What an error is sent as. */
    public static Reply error(ApiError error) {
        return json(error.status(), error.body());
    }

    /** Adds a header. */
    public Reply header(String name, String value) {
        headers.add(new HttpField(name, value));
        return this;
    }

    /**
     * Adds the Link header of a page: next first, then prev, carrying the call's other parameters on. Not for an empty
     * page: that has none. Left out where what would be carried on is too long for a header.
     *
     * @param lastCursor of the page's last entry: goes into {@code max_id} of next
     * @param firstCursor of the page's first entry: goes into {@code min_id} of prev
     * @param kept parameters beside {@code limit} that the list knows, with {@code []} behind what may come several
     *     times
     */
    public Reply linkPages(Call call, long lastCursor, long firstCursor, String... kept) {
        List<String> names = new ArrayList<>(List.of("limit"));
        names.addAll(List.of(kept));
        call.pageUrl(names)
                .ifPresent(base -> header(
                        "Link",
                        "<" + base + "max_id=" + lastCursor + ">; rel=\"next\", <" + base + "min_id=" + firstCursor
                                + ">; rel=\"prev\""));
        return this;
    }
}
