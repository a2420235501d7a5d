package dev.roost.lab.run;

import dev.roost.lab.drive.Answer;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Takes home pages from the sender and reads, on a thread of its own, which posts of whom are on them. Bodies that wait
 * to be read are bounded; one that comes when there are too many is not read, and is counted.
 *
 * <p>The sender never waits for the reader, nor wakes it. Bodies are copied into arrays that are used again: what is
 * allocated is collected some time, and nothing is sent meanwhile.
 */
final class Pages implements Closeable {
    private static final long WAITING_BYTES_MAX = 256L << 20;

    /** An array is so long or a larger power of two. */
    private static final int BODY_BYTES_MIN = 32 << 10;

    /** How often the reader looks for pages when there are none. */
    private static final long LOOKS_NS = 1_000_000;

    private final Map<String, Integer> numbers;
    private final Queue<Body> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<byte[]> unused = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final List<Page> read = new ArrayList<>();
    private final JsonFactory json = new JsonFactory();
    private final Thread reader;
    private int passedOver;
    private volatile boolean ended;

    private record Body(int row, long below, byte[] bytes, int length) {}

    /**
     * A page as it was answered.
     *
     * @param row of the request
     * @param below the cursor that was asked with, {@link Long#MAX_VALUE} for none
     * @param ids of its posts, in the order of the page
     * @param authors by number; -1 for one who is none of the members
     * @param readable false if the body was not a page at all
     */
    record Page(int row, long below, long[] ids, int[] authors, boolean readable) {}

    Pages(Map<String, Integer> numbers) {
        this.numbers = numbers;
        reader = Thread.ofPlatform().name("lab-pages").daemon().start(this::readAll);
    }

    /** The sender's thread. */
    void take(int row, long below, Answer answer) {
        int length = answer.bodyBytes();
        byte[] bytes = unused.poll();
        if (bytes == null || bytes.length < length) {
            bytes = new byte[Math.max(BODY_BYTES_MIN, Integer.highestOneBit(length) << 1)];
        }
        if (waitingBytes.get() + bytes.length > WAITING_BYTES_MAX) {
            passedOver++;
            unused.add(bytes);
            return;
        }
        waitingBytes.addAndGet(bytes.length);
        System.arraycopy(answer.bytes(), answer.bodyAt(), bytes, 0, length);
        waiting.add(new Body(row, below, bytes, length));
    }

    private void readAll() {
        while (!Thread.currentThread().isInterrupted()) {
            // Asked for first: what is added before the end is seen.
            boolean last = ended;
            Body next = waiting.poll();
            if (next != null) {
                read.add(page(next));
                unused.add(next.bytes);
                waitingBytes.addAndGet(-next.bytes.length);
            } else if (last) {
                return;
            } else {
                LockSupport.parkNanos(LOOKS_NS);
            }
        }
    }

    private Page page(Body body) {
        long[] ids = new long[MastodonExchange.PAGE];
        int[] authors = new int[MastodonExchange.PAGE];
        int count = 0;
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body.bytes, 0, body.length)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return new Page(body.row, body.below, new long[0], new int[0], false);
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                if (count == ids.length) {
                    ids = Arrays.copyOf(ids, count * 2);
                    authors = Arrays.copyOf(authors, count * 2);
                }
                readPost(parser, ids, authors, count++);
            }
        } catch (JacksonException | NumberFormatException noPage) {
            return new Page(body.row, body.below, new long[0], new int[0], false);
        }
        return new Page(body.row, body.below, Arrays.copyOf(ids, count), Arrays.copyOf(authors, count), true);
    }

    private void readPost(JsonParser parser, long[] ids, int[] authors, int at) {
        authors[at] = -1;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("id")) {
                ids[at] = Long.parseLong(parser.getString());
            } else if (name.equals("account") && value == JsonToken.START_OBJECT) {
                authors[at] = readAuthor(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private int readAuthor(JsonParser parser) {
        int number = -1;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("id")) {
                number = numbers.getOrDefault(parser.getString(), -1);
            } else {
                parser.skipChildren();
            }
        }
        return number;
    }

    /** Waits until all are read, and gives them. After the sender has ended. */
    List<Page> finish() throws InterruptedException {
        ended = true;
        reader.join();
        return read;
    }

    /** Pages that were not read because too many waited. After the sender has ended. */
    int passedOver() {
        return passedOver;
    }

    @Override
    public void close() {
        reader.interrupt();
    }
}
