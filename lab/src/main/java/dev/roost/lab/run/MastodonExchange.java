package dev.roost.lab.run;

import dev.roost.lab.drive.Answer;
import dev.roost.lab.drive.Exchange;
import dev.roost.lab.drive.Requests;
import dev.roost.lab.scenario.Kind;
import dev.roost.lab.scenario.StartCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * The Mastodon client API as the laboratory speaks it: writes requests, and notes what answers say. Pages go to
 * {@link Pages} unread, because reading one takes longer than sending ten requests.
 */
final class MastodonExchange implements Exchange {
    static final int PAGE = 20;
    private static final int TURNED_AWAY = 503;
    private static final String WORDS = "the quick brown fox jumps over the lazy dog and sees how long it takes; ";
    private static final byte[] ID = "\"id\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final String NEXT_FROM = "max_id=";

    private final Members members;
    private final int postChars;
    private final String runKey;
    private final Ledger ledger;
    private final Pages pages;
    private final byte[][] heads;

    /** What a row's answer gives to its children: a post's id, or the cursor of the next page; 0 for nothing. */
    private final long[] given;

    /** Rows of posts that will be deleted: nobody favours those, who might come too late. */
    private final BitSet deleted = new BitSet();

    private final long[] newest = new long[64];
    private int newestCount;
    private int withoutRetryAfter;

    /**
     * For one table.
     *
     * @param runKey goes into idempotency keys
     */
    MastodonExchange(
            Target target,
            Members members,
            int postChars,
            String runKey,
            Requests requests,
            Ledger ledger,
            Pages pages) {
        this.members = members;
        this.postChars = postChars;
        this.runKey = runKey;
        this.ledger = ledger;
        this.pages = pages;
        given = new long[requests.size()];
        for (int row = 0; row < requests.size(); row++) {
            if (requests.kind(row) == Kind.DELETE.number()) {
                deleted.set(requests.parent(row));
            }
        }
        heads = members.tokens().stream()
                .map(token -> ascii(" HTTP/1.1\r\nHost: " + target.authority() + "\r\nAuthorization: Bearer " + token
                        + "\r\nUser-Agent: roost-lab\r\n"))
                .toArray(byte[][]::new);
    }

    // ---- Writing

    @Override
    public boolean write(Requests requests, int row, ByteBuffer into) {
        int actor = requests.actor(row);
        int argument = requests.argument(row);
        switch (Kind.of(requests.kind(row))) {
            case POST -> writePost(row, actor, argument + " ", "", into);
            case MENTION -> writePost(row, actor, members.handle(argument), "", into);
            case REPLY -> {
                long post = given[requests.parent(row)];
                if (post == 0) {
                    return false;
                }
                writePost(row, actor, members.handle(argument), ",\"in_reply_to_id\":\"" + post + "\"", into);
            }
            case BOOST -> {
                long post = given[requests.parent(row)];
                if (post == 0) {
                    return false;
                }
                ledger.boosting(post, actor);
                bodiless("POST", "/api/v1/statuses/" + post + "/reblog", actor, into);
            }
            case HOME -> get("/api/v1/timelines/home?limit=" + PAGE, actor, into);
            case DEEPER -> get(deeper(requests, row), actor, into);
            case FOLLOW -> {
                ledger.following(actor, argument, requests.startedNs(row));
                bodiless("POST", "/api/v1/accounts/" + members.ids().get(argument) + "/follow", actor, into);
            }
            case FAVOURITE -> writeFavourite(actor, argument, into);
            case DELETE -> {
                long post = given[requests.parent(row)];
                if (post == 0) {
                    return false;
                }
                Ledger.Post known = ledger.post(post);
                if (known != null) {
                    // Sent in an instant: from now on it may be gone.
                    known.deleteSentNs = Math.min(known.deleteSentNs, requests.startedNs(row));
                }
                bodiless("DELETE", "/api/v1/statuses/" + post, actor, into);
            }
            case START_CALL -> get(StartCall.values()[argument].path(), actor, into);
        }
        return true;
    }

    /** The page below the parent's; below an empty one there is another empty one. */
    private String deeper(Requests requests, int row) {
        long cursor = given[requests.parent(row)];
        return "/api/v1/timelines/home?limit=" + PAGE + "&max_id=" + Math.max(cursor, 1);
    }

    /** A post that begins so; {@code more} goes into the JSON behind its text. */
    private void writePost(int row, int actor, String beginning, String more, ByteBuffer into) {
        StringBuilder text = new StringBuilder(postChars + WORDS.length()).append(beginning);
        while (text.length() < postChars) {
            text.append(WORDS);
        }
        text.setLength(postChars);
        byte[] body = ascii("{\"status\":\"" + text + "\"" + more + "}");
        into.put(ascii("POST /api/v1/statuses"))
                .put(heads[actor])
                .put(ascii("Idempotency-Key: " + runKey + "-" + row + "\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n"))
                .put(body);
    }

    private void writeFavourite(int actor, int back, ByteBuffer into) {
        if (newestCount == 0) {
            // Nobody has posted yet.
            get("/api/v1/favourites?limit=1", actor, into);
            return;
        }
        int at = newestCount - 1 - back % Math.min(newestCount, newest.length);
        bodiless("POST", "/api/v1/statuses/" + newest[at % newest.length] + "/favourite", actor, into);
    }

    private void get(String path, int actor, ByteBuffer into) {
        into.put(ascii("GET " + path)).put(heads[actor]).put(ascii("\r\n"));
    }

    private void bodiless(String method, String path, int actor, ByteBuffer into) {
        into.put(ascii(method + " " + path)).put(heads[actor]).put(ascii("Content-Length: 0\r\n\r\n"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    // ---- Reading

    @Override
    public void answered(Requests requests, int row, Answer answer) {
        if (!requests.succeeded(row)) {
            if (requests.status(row) == TURNED_AWAY && answer.header("retry-after") == null) {
                withoutRetryAfter++;
            }
            return;
        }
        Kind kind = Kind.of(requests.kind(row));
        if (kind.isHomePage(requests.argument(row))) {
            given[row] = cursor(answer);
            long below = kind == Kind.DEEPER ? Math.max(given[requests.parent(row)], 1) : Long.MAX_VALUE;
            pages.take(row, below, answer);
            return;
        }
        switch (kind) {
            case POST, MENTION -> posted(requests, row, answer, 0, false);
            case REPLY -> posted(requests, row, answer, given[requests.parent(row)], false);
            case BOOST -> posted(requests, row, answer, given[requests.parent(row)], true);
            case FOLLOW ->
                ledger.followed(new Ledger.Follow(requests.actor(row), requests.argument(row), requests.doneNs(row)));
            case DELETE -> deleted(requests, row);
            case HOME, DEEPER, FAVOURITE, START_CALL -> {}
        }
    }

    /** How many were turned away (503) without being told when to come back. After the run. */
    int withoutRetryAfter() {
        return withoutRetryAfter;
    }

    private void posted(Requests requests, int row, Answer answer, long about, boolean boost) {
        long id = firstId(answer);
        if (id == 0) {
            return;
        }
        given[row] = id;
        Ledger.Post post = new Ledger.Post(
                id, requests.actor(row), about, boost, requests.dueNs(row), requests.sentNs(row), requests.doneNs(row));
        if (!deleted.get(row) && post.isAlone()) {
            newest[newestCount++ % newest.length] = id;
        }
        ledger.posted(post);
    }

    private void deleted(Requests requests, int row) {
        Ledger.Post post = ledger.post(given[requests.parent(row)]);
        if (post != null) {
            post.deletedNs = requests.doneNs(row);
        }
    }

    /** The first {@code "id":"..."} of a body, which in a post is its own; 0 if there is none. */
    private static long firstId(Answer answer) {
        byte[] bytes = answer.bytes();
        int end = answer.bodyAt() + answer.bodyBytes();
        for (int at = answer.bodyAt(); at + ID.length < end; at++) {
            int same = 0;
            while (same < ID.length && bytes[at + same] == ID[same]) {
                same++;
            }
            if (same == ID.length) {
                return number(bytes, at + ID.length, end);
            }
        }
        return 0;
    }

    private static long number(byte[] bytes, int from, int end) {
        long value = 0;
        for (int at = from; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            value = value * 10 + bytes[at] - '0';
        }
        return value;
    }

    /** Where the next page begins, from the {@code Link} header; 0 if there is no next page. */
    private static long cursor(Answer answer) {
        String link = answer.header("link");
        int at = link == null ? -1 : link.indexOf(NEXT_FROM);
        if (link == null || at < 0) {
            return 0;
        }
        long value = 0;
        for (int i = at + NEXT_FROM.length(); i < link.length() && Character.isDigit(link.charAt(i)); i++) {
            value = value * 10 + link.charAt(i) - '0';
        }
        return value;
    }
}
