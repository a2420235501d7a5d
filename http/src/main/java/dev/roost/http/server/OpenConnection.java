package dev.roost.http.server;

import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * One connection as it is counted: whose it is, what it does, and what memory it has taken. Made when it is accepted,
 * before it has an end point. Told what happens by the threads that read and answer; cut by any.
 */
final class OpenConnection {
    /** What a byte of a head that is not whole yet may cost: a field of four letters is two strings and an object. */
    private static final int COST_OF_HEAD_BYTE = 24;
    /** What the parser keeps of a long head for the life of its connection: two buffers that grow by doubling. */
    private static final int COST_OF_KEPT_BYTE = 3;
    /** A session of HTTP/2 with both its tables full, in the units of {@link Room#CONNECTION_BYTES}. */
    private static final int SESSION_UNITS = 4;
    /** A WebSocket with a message that is not whole yet, likewise. */
    private static final int SOCKET_UNITS = 2;
    /** Received bytes are counted up to here. */
    private static final int UNCLAIMED_BYTES_MAX = 1 << 20;

    /** From the most to the least dispensable. */
    enum Doing {
        /** Has begun to send a request and not ended its head. */
        HALF_SENT,
        /** Nothing. */
        IDLE,
        /** Has not taken an answer in for a while. */
        READING_SLOWLY,
        /** Sends a body, waits for an answer, or takes an answer or a stream in. */
        CALLING,
        /** Is a WebSocket. */
        SOCKET
    }

    final Source source;
    /** How many usual connections it costs as much as. This and what follows is guarded by {@link Admission}'s lock. */
    int units = 1;

    /** Has begun a request and not ended its head, and counts as such; read by any thread. */
    volatile boolean halfSent;

    private final Admission admission;
    private volatile @Nullable EndPoint endPoint;
    private volatile boolean gone;
    private volatile boolean upgraded;
    private volatile boolean socket;
    private volatile long sinceNs;
    private volatile @Nullable Answer waiting;
    private int calls;
    /** Bytes that have come and belong to no call yet. */
    private int unclaimedBytes;

    private long headCharge;
    private boolean closed;

    OpenConnection(Admission admission, Source source, long nowNs) {
        this.admission = admission;
        this.source = source;
        this.sinceNs = nowNs;
    }

    /** The connection that a request has come over; null where it came over none that is counted. */
    static @Nullable OpenConnection of(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        return endPoint instanceof CountedEndPoint counted ? counted.counted() : null;
    }

    Admission admission() {
        return admission;
    }

    void opened(EndPoint made) {
        endPoint = made;
        if (gone) {
            made.close();
        }
    }

    /** Cuts the connection. Any thread; not to be called with the lock of {@link Admission}. */
    void cut() {
        gone = true;
        EndPoint open = endPoint;
        if (open != null) {
            open.close();
        }
    }

    // ---- what it does

    Doing doing() {
        if (socket) {
            return Doing.SOCKET;
        }
        if (halfSent) {
            return Doing.HALF_SENT;
        }
        Answer slow = waiting;
        if (slow != null && slow.isLong()) {
            return Doing.READING_SLOWLY;
        }
        synchronized (this) {
            return calls > 0 ? Doing.CALLING : Doing.IDLE;
        }
    }

    /** An answer did not go out at once. */
    void waits(Answer answer) {
        waiting = answer;
    }

    void waitsNoLonger(Answer answer) {
        if (waiting == answer) {
            waiting = null;
        }
    }

    /** Since when it has done that; a new one since it was accepted. */
    long sinceNs() {
        return sinceNs;
    }

    /** Bytes have come. */
    synchronized void received(int bytes) {
        unclaimedBytes = Math.min(unclaimedBytes + bytes, UNCLAIMED_BYTES_MAX);
    }

    /** All that has come is parsed, and more is needed: a head that has begun is half sent from here on. */
    void waitsForMore() {
        boolean room;
        synchronized (this) {
            if (upgraded || calls > 0 || unclaimedBytes == 0) {
                return;
            }
            long cost = Math.max(0, (long) unclaimedBytes * COST_OF_HEAD_BYTE - headCharge);
            room = take(cost);
            headCharge += room ? cost : 0;
        }
        if (!room) {
            admission.turnedAway();
            cut();
        } else if (!halfSent) {
            sinceNs = admission.nowNs();
            admission.halfSent(this);
        }
    }

    /** The head is read; what comes from now on is its body or the next request. */
    private void headIsWhole() {
        synchronized (this) {
            admission.memory().giveBack(source.memory, headCharge);
            headCharge = 0;
            unclaimedBytes = 0;
        }
        if (halfSent) {
            admission.noLongerHalfSent(this);
        }
    }

    /**
     * A request's head is whole, and it is about to be answered.
     *
     * @return null if there is no memory for it
     */
    @Nullable
    CallCharge begin(long cost) {
        headIsWhole();
        synchronized (this) {
            if (!take(cost)) {
                return null;
            }
            calls++;
        }
        return new CallCharge(this, cost);
    }

    /** A call is over; its charge gives back what it had taken. */
    void ended() {
        sinceNs = admission.nowNs();
        EndPoint open = endPoint;
        // What was sent behind the request's end is still in the buffer, and parsed next.
        boolean more = !upgraded
                && open != null
                && open.getConnection() instanceof HttpConnection http
                && !http.isRequestBufferEmpty();
        synchronized (this) {
            calls--;
            unclaimedBytes = more ? 1 : 0;
        }
    }

    /**
     * Makes room for what stays with the connection after a head of this length.
     *
     * @return false if there is none: the connection should end with the answer
     */
    boolean keep(int headBytes) {
        // What every connection may cost has room for half of it.
        int cost = headBytes * COST_OF_KEPT_BYTE - Room.CONNECTION_BYTES / 2;
        return upgraded || cost <= 0 || admission.grow(this, 1 + Math.ceilDiv(cost, Room.CONNECTION_BYTES));
    }

    /** The connection changes to another protocol. False if there is no room for that. */
    boolean upgradedTo(Connection next) {
        headIsWhole();
        upgraded = true;
        socket = !(next instanceof HTTP2Connection);
        return admission.grow(this, 1 + (socket ? SOCKET_UNITS : SESSION_UNITS));
    }

    private boolean take(long bytes) {
        return !closed && admission.memory().take(source.memory, bytes);
    }

    /** Gives everything back but what calls have taken, which end on their own. */
    void closed() {
        synchronized (this) {
            closed = true;
        }
        headIsWhole();
    }
}
