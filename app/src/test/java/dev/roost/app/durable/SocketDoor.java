package dev.roost.app.durable;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection to a {@link CommandServer}. */
final class SocketDoor implements Door {
    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    SocketDoor(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = socket.getOutputStream();
    }

    private String ask(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        String answer = in.readLine();
        if (answer == null) {
            throw new EOFException("no answer to " + line);
        }
        return answer;
    }

    void account(String name) throws IOException {
        ask("account 1 " + name);
    }

    @Override
    public String post(int author, String key) throws IOException {
        return ask("post " + author + " " + key);
    }

    @Override
    public void delete(int author, String post) throws IOException {
        ask("delete " + author + " " + post);
    }

    @Override
    public void boost(int author, String post) throws IOException {
        ask("boost " + author + " " + post);
    }

    @Override
    public void follow(int follower, int followee, boolean follows) throws IOException {
        ask((follows ? "follow " : "unfollow ") + follower + " " + followee);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
