package dev.roost.http.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** HTTP/2 frame by frame, without a library that is kinder than some clients are. */
final class Http2Client implements AutoCloseable {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int REFUSED_STREAM = 7;
    /** GET and http, out of the table that both sides know. */
    private static final byte[] GET_HTTP = {(byte) 0x82, (byte) 0x86};

    private final Socket socket;
    private final DataInputStream in;
    private int nextStream = 1;

    /** How requests have ended. */
    record Ends(int answered, int refused) {}

    Http2Client(int port) throws IOException {
        socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(SETTINGS, 0, 0, new byte[0]);
    }

    /** Sends a request on a stream of its own. */
    void get(String path) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(GET_HTTP);
        literal(head, 0x04, path);
        literal(head, 0x01, "x");
        send(HEADERS, END_STREAM | END_HEADERS, nextStream, head.toByteArray());
        nextStream += 2;
    }

    /** A field whose name has this number in the table, not to be remembered. */
    private static void literal(ByteArrayOutputStream head, int name, String value) {
        head.write(name);
        head.write(value.length());
        head.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    /** Waits until so many requests have been answered or refused; an answer of 503 counts as refused. */
    Ends ends(int requests) throws IOException {
        int answered = 0;
        int refused = 0;
        while (answered + refused < requests) {
            int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == RESET) {
                if (ByteBuffer.wrap(payload).getInt() != REFUSED_STREAM) {
                    throw new AssertionError("reset for another reason");
                }
                refused++;
            } else if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
                boolean error = new String(payload, StandardCharsets.UTF_8).contains("Too much is under way");
                refused += error ? 1 : 0;
                answered += error ? 0 : 1;
            }
        }
        return new Ends(answered, refused);
    }

    private void send(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) 0).putShort((short) payload.length).put((byte) type).put((byte) flags);
        frame.putInt(stream).put(payload);
        socket.getOutputStream().write(frame.array());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
