package dev.roost.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One HTTP/1.1 connection that sends a request and waits for its answer, again and again, and allocates nothing
 * meanwhile. One thread.
 */
final class KeepAlive implements AutoCloseable {
    private static final int ANSWER_BYTES_MAX = 1 << 20;
    private static final byte[] STATUS_OK = ascii("HTTP/1.1 200");
    private static final byte[] LENGTH = ascii("content-length:");
    private static final byte[] HEAD_END = ascii("\r\n\r\n");

    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER_BYTES_MAX);

    KeepAlive(int port) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /**
     * Sends all of a request, which can be sent again, and returns the length of the answer's body.
     *
     * @throws IllegalStateException for an answer other than 200
     */
    int ask(ByteBuffer request) throws IOException {
        request.rewind();
        while (request.hasRemaining()) {
            channel.write(request);
        }
        answer.clear();
        int head = -1;
        while (head < 0) {
            receive();
            head = find(HEAD_END, answer.position());
        }
        if (find(STATUS_OK, STATUS_OK.length) != 0) {
            throw new IllegalStateException(text());
        }
        int body = number(find(LENGTH, head) + LENGTH.length);
        int end = head + HEAD_END.length + body;
        while (answer.position() < end) {
            receive();
        }
        if (answer.position() > end) {
            throw new IllegalStateException("more came than the answer's length: " + text());
        }
        return body;
    }

    private void receive() throws IOException {
        if (channel.read(answer) < 0) {
            throw new EOFException("the server has closed the connection");
        }
    }

    /** Where these bytes are, in any case, before {@code limit}; -1 if they are not. */
    private int find(byte[] wanted, int limit) {
        for (int from = 0; from <= limit - wanted.length; from++) {
            int same = 0;
            while (same < wanted.length && lowerCase(answer.get(from + same)) == lowerCase(wanted[same])) {
                same++;
            }
            if (same == wanted.length) {
                return from;
            }
        }
        return -1;
    }

    private static int lowerCase(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }

    private int number(int from) {
        int at = from;
        while (answer.get(at) == ' ') {
            at++;
        }
        int value = 0;
        while (answer.get(at) >= '0' && answer.get(at) <= '9') {
            value = value * 10 + answer.get(at++) - '0';
        }
        return value;
    }

    private String text() {
        byte[] bytes = new byte[answer.position()];
        answer.get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
