package dev.roost.lab.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The little of the Mastodon API that the laboratory uses, in memory, with home pages that can be spoilt. */
final class FakeMastodon implements Closeable {
    /** What it says that it is. */
    static final String VERSION = "4.3.0+fake.1.2";

    private static final String INSTANCE = "/api/v2/instance";
    private static final int PAGE = 20;

    /** No server gives an id twice, not even one of a post that was deleted. */
    private long nextId = 1_000;

    private final HttpServer server;
    private final Map<String, Integer> accounts = new HashMap<>();
    private final Map<Integer, Set<Integer>> followees = new HashMap<>();
    private final List<Post> posts = new ArrayList<>();
    private final Map<Integer, List<OutputStream>> streams = new HashMap<>();
    private final UnaryOperator<List<Post>> spoil;
    private final boolean deletes;

    /** How to answer who asks for the version, in place of telling it; 0 to tell. */
    private volatile int versionStatus;

    /** How to answer who asks to follow; 0 as usual. */
    private volatile int followStatus;

    /** {@code about} is what it answers or passes on, or 0. */
    record Post(long id, int author, long about, boolean boost) {
        Post(long id, int author) {
            this(id, author, 0, false);
        }

        boolean reply() {
            return about != 0 && !boost;
        }
    }

    /**
     * Starts it.
     *
     * @param spoil what becomes of a right page
     * @param deletes whether deleting does anything
     */
    FakeMastodon(UnaryOperator<List<Post>> spoil, boolean deletes) throws IOException {
        this.spoil = spoil;
        this.deletes = deletes;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** From now on follows take effect, and who asks for one is told that the server has failed. */
    void failAfterFollows() {
        followStatus = 503;
    }

    void tellNoVersion(int status) {
        versionStatus = status;
    }

    Target target() {
        return new Target("127.0.0.1", server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/api/v1/streaming/user")) {
            exchange.sendResponseHeaders(200, 0);
            synchronized (this) {
                streams.computeIfAbsent(caller(exchange), caller -> new ArrayList<>())
                        .add(exchange.getResponseBody());
            }
            exchange.getResponseBody().write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            return;
        }
        boolean untold = path.equals(INSTANCE) && versionStatus != 0;
        byte[] body = (untold ? "{}" : answer(exchange, path, asked)).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Server-Timing", "queue;dur=0.010, service;dur=0.200");
        int status = untold ? versionStatus : path.endsWith("/follow") && followStatus != 0 ? followStatus : 200;
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private synchronized String answer(HttpExchange exchange, String path, String asked) throws IOException {
        Matcher follow = Pattern.compile("/api/v1/accounts/(\\d+)/follow").matcher(path);
        Matcher boost = Pattern.compile("/api/v1/statuses/(\\d+)/reblog").matcher(path);
        Matcher status = Pattern.compile("/api/v1/statuses/(\\d+)").matcher(path);
        if (path.equals(INSTANCE)) {
            return "{\"version\":\"" + VERSION + "\"}";
        } else if (path.equals("/api/v1/apps")) {
            return "{\"client_id\":\"c\",\"client_secret\":\"s\"}";
        } else if (path.equals("/oauth/token")) {
            return "{\"access_token\":\"app\"}";
        } else if (path.equals("/api/v1/accounts")) {
            int number = accounts.size() + 1;
            accounts.put("token" + number, number);
            return "{\"access_token\":\"token" + number + "\"}";
        } else if (path.endsWith("verify_credentials")) {
            return "{\"id\":\"" + caller(exchange) + "\"}";
        } else if (follow.matches()) {
            followees
                    .computeIfAbsent(caller(exchange), caller -> new HashSet<>())
                    .add(Integer.parseInt(follow.group(1)));
            return "{}";
        } else if (path.equals("/api/v1/accounts/relationships")) {
            Matcher id = Pattern.compile("id\\[\\]=(\\d+)")
                    .matcher(exchange.getRequestURI().getQuery());
            return "[{\"following\":" + (id.find() && follows(caller(exchange), Integer.parseInt(id.group(1)))) + "}]";
        } else if (path.equals("/api/v1/statuses")) {
            Matcher parent = Pattern.compile("\"in_reply_to_id\":\"(\\d+)\"").matcher(asked);
            return post(caller(exchange), parent.find() ? Long.parseLong(parent.group(1)) : 0, false);
        } else if (boost.matches()) {
            return post(caller(exchange), Long.parseLong(boost.group(1)), true);
        } else if (status.matches() && exchange.getRequestMethod().equals("DELETE")) {
            posts.removeIf(post -> deletes && post.id == Long.parseLong(status.group(1)));
            return "{}";
        } else if (path.equals("/api/v1/timelines/home")) {
            return home(exchange);
        }
        return "{}";
    }

    private boolean follows(int reader, int author) {
        return followees.getOrDefault(reader, Set.of()).contains(author);
    }

    private int caller(HttpExchange exchange) {
        String token = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        return accounts.getOrDefault(token, 0);
    }

    private String post(int author, long about, boolean boost) throws IOException {
        Post post = new Post(nextId++, author, about, boost);
        posts.add(post);
        String event = "event: update\ndata: " + json(post) + "\n\n";
        for (var each : streams.entrySet()) {
            if (followees.getOrDefault(each.getKey(), Set.of()).contains(author)) {
                for (OutputStream out : each.getValue()) {
                    out.write(event.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        }
        return json(post);
    }

    private static String json(Post post) {
        return "{\"id\":\"" + post.id
                + "\",\"content\":\"{\\\"id\\\":\\\"7\\\"}\",\"account\":{\"acct\":\"a\",\"id\":\"" + post.author
                + "\",\"fields\":[{}]},\"tags\":[]}";
    }

    private String home(HttpExchange exchange) {
        int caller = caller(exchange);
        Matcher cursor = Pattern.compile("max_id=(\\d+)")
                .matcher(exchange.getRequestURI().getQuery());
        long below = cursor.find() ? Long.parseLong(cursor.group(1)) : Long.MAX_VALUE;
        Set<Integer> sources = new HashSet<>(followees.getOrDefault(caller, Set.of()));
        sources.add(caller);
        List<Post> page = new ArrayList<>(posts.stream()
                .filter(post -> post.id < below && sources.contains(post.author) && shows(sources, caller, post))
                .toList());
        Collections.reverse(page);
        page = spoil.apply(page.subList(0, Math.min(PAGE, page.size())));
        if (!page.isEmpty()) {
            exchange.getResponseHeaders().add("Link", "<http://x/?max_id=" + page.getLast().id + ">; rel=\"next\"");
        }
        return "[" + String.join(",", page.stream().map(FakeMastodon::json).toList()) + "]";
    }

    /** By rules as strict as any server's: no reply to somebody else, and nothing twice, however long ago. */
    private boolean shows(Set<Integer> sources, int reader, Post post) {
        if (post.boost) {
            return posts.stream()
                    .filter(each -> each.id < post.id && sources.contains(each.author))
                    .noneMatch(each -> each.id == post.about || (each.boost && each.about == post.about));
        }
        return !post.reply()
                || post.author == reader
                || posts.stream().anyMatch(each -> each.id == post.about && sources.contains(each.author));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
