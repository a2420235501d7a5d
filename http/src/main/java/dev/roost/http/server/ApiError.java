package dev.roost.http.server;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An expected refusal, in Mastodon's shape: a status and {@code {"error": "..."}}.
 *
 * <p>Thrown by endpoints; carries no stack trace.
 */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, Object> more;

    /** An error with this HTTP status and text for the user. */
    public ApiError(int status, String message) {
        this(status, message, Map.of());
    }

    /** Also with further keys beside {@code error}, as {@code details} or {@code error_description}. */
    public ApiError(int status, String message, Map<String, Object> more) {
        super(message, null, false, false);
        this.status = status;
        this.more = more;
    }

    /** 400. */
    public static ApiError badRequest(String message) {
        return new ApiError(400, message);
    }

    /** 401 for a missing, unknown or revoked token. */
    public static ApiError unauthorized() {
        return new ApiError(401, "The access token is invalid");
    }

    /** 403. */
    public static ApiError forbidden(String message) {
        return new ApiError(403, message);
    }

    /** 403 for something that exists and that the caller may not do. */
    public static ApiError notAllowed() {
        return new ApiError(403, "This action is not allowed");
    }

    /** 404 for an entity that does not exist, or that the caller may not see. */
    public static ApiError notFound() {
        return new ApiError(404, "Record not found");
    }

    /** 422 with "Validation failed: " before the text. */
    public static ApiError unprocessable(String text) {
        return new ApiError(422, "Validation failed: " + text);
    }

    /** 422 for what Roost does not offer, with the text as it is. */
    public static ApiError notOffered(String text) {
        return new ApiError(422, text);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What is sent to the client: {@code error} and further keys. */
    public Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", String.valueOf(getMessage()));
        body.putAll(more);
        return body;
    }
}
