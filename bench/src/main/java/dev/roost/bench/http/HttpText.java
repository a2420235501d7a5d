package dev.roost.bench.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Requests as they go over the wire, in buffers outside the heap, to be sent again and again. */
final class HttpText {
    private HttpText() {}

    /** A GET, with a bearer token where it is not empty. */
    static ByteBuffer get(String path, String token) {
        return encode("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + authorization(token) + "\r\n");
    }

    /** A POST of an encoded form. */
    static ByteBuffer form(String path, String token, String form) {
        return encode("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + authorization(token)
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form);
    }

    private static String authorization(String token) {
        return token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
    }

    private static ByteBuffer encode(String request) {
        byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
