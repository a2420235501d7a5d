package dev.roost.app.rehearsal;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does what apps do most, one thing after the other, over one connection after the other, until it is told to end or
 * something fails. One thread.
 */
final class Caller implements Runnable {
    private static final Pattern ID = Pattern.compile("\"id\":\"(\\d+)\"");
    private static final int TIMEOUT_MS = 5_000;
    private static final int LINE_BYTES_MAX = 16_384;
    private static final int POSTS_A_VISIT = 4;

    private final int port;
    private final List<Person> people;
    private final int first;
    private final BooleanSupplier goOn;
    private final Answered answered;

    /** Somebody who calls. */
    record Person(long account, String token) {}

    /** Told of each answer. */
    @FunctionalInterface
    interface Answered {
        void with(String request, int status);
    }

    /** @param first the number of the person who begins */
    Caller(int port, List<Person> people, int first, BooleanSupplier goOn, Answered answered) {
        this.port = port;
        this.people = people;
        this.first = first;
        this.goOn = goOn;
        this.answered = answered;
    }

    @Override
    public void run() {
        try {
            for (int round = first; goOn.getAsBoolean(); round++) {
                visit(people.get(round % people.size()), people.get((round + 1) % people.size()), round);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void visit(Person person, Person other, int round) throws IOException {
        try (Session session = new Session(person.token())) {
            session.get("/api/v1/accounts/verify_credentials");
            try (Session stream = new Session(person.token())) {
                stream.listen("/api/v1/streaming/user");
                for (int i = 0; i < POSTS_A_VISIT && goOn.getAsBoolean(); i++) {
                    session.get("/api/v1/timelines/home");
                    String words =
                            "Rehearsal+" + round + "+%23roost+%40nobody" + i + "+https%3A%2F%2Fexample.org%2F" + i;
                    String post = idIn(session.post("/api/v1/statuses", "status=" + words));
                    react(session, post, i);
                    session.get("/api/v1/timelines/home?limit=40");
                    session.get("/api/v1/timelines/home?since_id=" + post);
                }
            }
            lookAround(session, person, other);
        }
    }

    private static void react(Session session, String post, int i) throws IOException {
        String path = "/api/v1/statuses/" + post;
        session.get("/api/v1/timelines/home?max_id=" + post);
        session.post(path + "/favourite", "");
        session.post("/api/v1/statuses", "status=Answer&in_reply_to_id=" + post);
        session.get(path + "/context");
        switch (i) {
            case 0 -> session.post(path + "/reblog", "");
            case 1 -> session.send("PUT", path, "status=Better+words");
            case 2 -> session.post(path + "/bookmark", "");
            default -> session.send("DELETE", path, "");
        }
    }

    private static void lookAround(Session session, Person person, Person other) throws IOException {
        session.get("/api/v1/notifications");
        session.get("/api/v1/timelines/public");
        session.get("/api/v1/timelines/tag/roost");
        session.get("/api/v1/accounts/" + other.account() + "/statuses");
        session.get("/api/v1/accounts/relationships?id[]=" + other.account());
        session.post("/api/v1/accounts/" + other.account() + "/unfollow", "");
        session.post("/api/v1/accounts/" + other.account() + "/follow", "");
        session.get("/api/v1/accounts/" + person.account() + "/followers");
        session.get("/api/v1/conversations");
        session.get("/api/v1/lists");
        session.get("/api/v1/markers?timeline[]=home");
        session.get("/api/v2/instance");
        session.get("/api/v2/search?q=nobody");
    }

    private static String idIn(String json) throws IOException {
        Matcher id = ID.matcher(json);
        if (!id.find()) {
            throw new IOException("no id in " + json);
        }
        return id.group(1);
    }

    /** A connection and its owner's token. */
    private final class Session implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final String token;
        private String asked = "";

        Session(String token) throws IOException {
            this.token = token;
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }

        String get(String path) throws IOException {
            request("GET", path, "");
            return body(head());
        }

        String post(String path, String form) throws IOException {
            return send("POST", path, form);
        }

        String send(String method, String path, String form) throws IOException {
            request(method, path, form);
            return body(head());
        }

        /** Asks for what never ends, and has the system keep what comes. */
        void listen(String path) throws IOException {
            request("GET", path, "");
            head();
        }

        private void request(String method, String path, String form) throws IOException {
            asked = method + " " + path;
            String type = form.isEmpty() ? "" : "Content-Type: application/x-www-form-urlencoded\r\n";
            String length = method.equals("GET") ? "" : "Content-Length: " + form.length() + "\r\n";
            String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                    + "\r\n" + type + length + "\r\n" + form;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** The length of what follows. */
        private int head() throws IOException {
            int status = Integer.parseInt(line().split(" ", 3)[1]);
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            line.substring("content-length:".length()).strip());
                }
            }
            answered.with(asked, status);
            return length;
        }

        private String body(int length) throws IOException {
            return new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }

        private String line() throws IOException {
            byte[] line = new byte[128];
            int length = 0;
            for (int each = in.read(); each != '\n'; each = in.read()) {
                if (each < 0 || length == LINE_BYTES_MAX) {
                    throw new EOFException("the server has hung up");
                }
                if (length == line.length) {
                    line = Arrays.copyOf(line, 2 * length);
                }
                line[length++] = (byte) each;
            }
            return new String(line, 0, length, StandardCharsets.ISO_8859_1).stripTrailing();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
