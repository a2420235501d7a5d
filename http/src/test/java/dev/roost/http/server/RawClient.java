package dev.roost.http.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection whose every byte the test decides on, from any of the many addresses of this machine. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket = new Socket();

    /** @param address the client's own, as 127.0.0.2 */
    RawClient(String address, int port) throws IOException {
        socket.bind(new InetSocketAddress(address, 0));
        socket.setSoTimeout(PATIENCE_MS);
        // Small, so that an answer soon waits for its reader.
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Sends a GET and reads its answer to the end. */
    String get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").answer();
    }

    /** The next answer: its head, and as much body as that says. Empty when the connection has ended. */
    String answer() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = read(in);
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = Integer.parseInt(text.replaceAll("(?is).*Content-Length: (\\d+).*", "$1"));
        return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Waits until the server ends the connection; whatever it sends before is passed over. */
    boolean isEnded() throws IOException {
        while (read(socket.getInputStream()) >= 0) {}
        return true;
    }

    /** Whether the connection has not been ended yet. A server that has ended it has done so before it is asked. */
    boolean isOpen() throws IOException {
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException nothingYet) {
            return true;
        } catch (IOException reset) {
            return false;
        } finally {
            socket.setSoTimeout(PATIENCE_MS);
        }
    }

    private static int read(InputStream in) throws IOException {
        try {
            return in.read();
        } catch (java.net.SocketTimeoutException late) {
            throw new AssertionError("nothing came", late);
        } catch (IOException reset) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
