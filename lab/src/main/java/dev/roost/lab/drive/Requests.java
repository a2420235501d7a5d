package dev.roost.lab.drive;

import java.util.Arrays;

/**
 * A table of requests, one row each, by due time: what was planned, and what came of it. Times are in nanoseconds from
 * the start of the run; 109 bytes a row.
 *
 * <pre>
 *   due ─── ready ─── started ─── sent ─── first byte ─── done
 *    └ waits for its parent's answer
 *              └ lateness: the generator's own
 *                        └ connects, where no connection was idle
 * </pre>
 *
 * <p>The thread that sends owns it during the run; afterwards any thread may read.
 */
public final class Requests {
    final long[] dueNs;
    final byte[] kind;
    final int[] actor;
    final int[] argument;
    final int[] parent;
    final int[] group;

    final long[] readyNs;
    final long[] startedNs;
    final long[] sentNs;
    final long[] firstByteNs;
    final long[] doneNs;
    final long[] queueNs;
    final long[] serviceNs;
    final short[] status;
    final int[] bodyBytes;
    final byte[] retries;

    Requests(int size) {
        dueNs = new long[size];
        kind = new byte[size];
        actor = new int[size];
        argument = new int[size];
        parent = new int[size];
        group = new int[size];
        readyNs = new long[size];
        startedNs = new long[size];
        sentNs = new long[size];
        firstByteNs = new long[size];
        doneNs = new long[size];
        queueNs = filled(size);
        serviceNs = filled(size);
        status = new short[size];
        bodyBytes = new int[size];
        retries = new byte[size];
    }

    private static long[] filled(int size) {
        long[] unknown = new long[size];
        Arrays.fill(unknown, -1);
        return unknown;
    }

    /** How many rows there are. */
    public int size() {
        return dueNs.length;
    }

    /** How many are due in the busiest stretch of time of this length. */
    int mostDueWithin(long lengthNs) {
        int most = 0;
        int first = 0;
        for (int row = 0; row < dueNs.length; row++) {
            while (dueNs[row] - dueNs[first] > lengthNs) {
                first++;
            }
            most = Math.max(most, row - first + 1);
        }
        return most;
    }

    /** When it was to be sent. */
    public long dueNs(int row) {
        return dueNs[row];
    }

    /** What it is, as planned. */
    public int kind(int row) {
        return kind[row];
    }

    /** Who asks, as planned. */
    public int actor(int row) {
        return actor[row];
    }

    /** What for, as planned. */
    public int argument(int row) {
        return argument[row];
    }

    /** The row whose answer it needs, or {@link Plan#NONE}. */
    public int parent(int row) {
        return parent[row];
    }

    /** The first row of its group, or {@link Plan#NONE}. */
    public int group(int row) {
        return group[row];
    }

    /** When the answer was whole, or was given up. */
    public long doneNs(int row) {
        return doneNs[row];
    }

    /** When the generator turned to it. */
    public long startedNs(int row) {
        return startedNs[row];
    }

    /** When its first bytes went to the socket, the last time that it was sent; 0 if they never did. */
    public long sentNs(int row) {
        return sentNs[row];
    }

    /** When the answer's first bytes came; 0 if none did. */
    public long firstByteNs(int row) {
        return firstByteNs[row];
    }

    /** Response time: from due to done. */
    public long responseNs(int row) {
        return doneNs[row] - dueNs[row];
    }

    /** How much later than it could have the generator began to send it. */
    public long latenessNs(int row) {
        return startedNs[row] - readyNs[row];
    }

    /** Waiting before it was sent: for its parent's answer, the generator, and a new connection. */
    public long clientWaitNs(int row) {
        return sentNs[row] - dueNs[row];
    }

    /** What the server says that it waited there, or -1. */
    public long queueNs(int row) {
        return queueNs[row];
    }

    /** What the server says that the work took, or -1. */
    public long serviceNs(int row) {
        return serviceNs[row];
    }

    /** The HTTP status; 0 if there is none. */
    public int status(int row) {
        return Math.max(status[row], 0);
    }

    /** Whether there was a whole answer, of whatever status. */
    public boolean answered(int row) {
        return status[row] > 0;
    }

    /** Whether the answer has a status from 200 to 299. */
    public boolean succeeded(int row) {
        return status[row] >= 200 && status[row] < 300;
    }

    /** Why there is no answer; only where it was not {@link #answered}. */
    public Failure failure(int row) {
        return Failure.of(status[row]);
    }

    /** Bytes of the answer's body. */
    public int bodyBytes(int row) {
        return bodyBytes[row];
    }

    /** How often it was sent again because the server had turned it away; see {@link OpenLoop#retrying}. */
    public int retries(int row) {
        return retries[row];
    }
}
