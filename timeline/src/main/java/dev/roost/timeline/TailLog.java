package dev.roost.timeline;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What was published most recently, in log order: the deliverer's work, and what readers look through for posts that
 * are visible already but not yet delivered. Posts stand as {@link Entry entries}; a deletion as the negated id; that a
 * plain post is from now on shown or not by its facts, as the negated entry that says so. Each is for all of the
 * author's subscribers, or for one reader.
 *
 * <p>The publisher writes, one deliverer follows; readers read without locks and check with {@link #intact} that
 * nothing was overwritten meanwhile. Bounded: the publisher waits while half of the log is undelivered, unless nobody
 * delivers any more.
 */
final class TailLog {
    static final int CAPACITY = 1 << 16;
    /** Stands for no single reader. */
    static final int EVERYBODY = 0;

    private static final int MASK = CAPACITY - 1;

    private final long[] ids = new long[CAPACITY];
    private final int[] authors = new int[CAPACITY];
    private final int[] readers = new int[CAPACITY];
    /** Entries written or being written. */
    private final AtomicLong claimed = new AtomicLong();
    /** Entries written. */
    private final AtomicLong written = new AtomicLong();
    /** Entries that every subscribed ring has. */
    private final AtomicLong delivered = new AtomicLong();

    private volatile boolean abandoned;

    /** Nobody delivers any more: the publisher is not to wait. */
    void abandon() {
        abandoned = true;
    }

    /** As {@link #addFor}, for all of the author's subscribers. */
    void add(long id, int author) {
        addFor(id, author, EVERYBODY);
    }

    /** Publisher only. Entries can be delivered before they are published: readers pass over ids that are too high. */
    void addFor(long id, int author, int reader) {
        long position = claimed.getPlain();
        while (position - delivered.getAcquire() >= CAPACITY / 2 && !abandoned) {
            LockSupport.parkNanos(50_000);
        }
        claimed.setRelease(position + 1);
        VarHandle.fullFence();
        int at = (int) position & MASK;
        ids[at] = id;
        authors[at] = author;
        readers[at] = reader;
        written.setRelease(position + 1);
    }

    /** Position behind the newest entry. */
    long end() {
        return written.getAcquire();
    }

    long delivered() {
        return delivered.getAcquire();
    }

    /** Deliverer only. */
    void delivered(long position) {
        delivered.setRelease(position);
    }

    long id(long position) {
        return ids[(int) position & MASK];
    }

    int author(long position) {
        return authors[(int) position & MASK];
    }

    /** Whom it is for; {@link #EVERYBODY} for all of the author's subscribers. */
    int reader(long position) {
        return readers[(int) position & MASK];
    }

    /** Whether it is for a reader who has these sources. */
    boolean isFor(long position, Relations relations) {
        int reader = reader(position);
        return (reader == EVERYBODY || reader == relations.reader()) && relations.isSource(author(position));
    }

    /** Whether what was read from this position on, before this call, was not overwritten. */
    boolean intact(long from) {
        VarHandle.loadLoadFence();
        return claimed.getAcquire() - from <= CAPACITY;
    }
}
