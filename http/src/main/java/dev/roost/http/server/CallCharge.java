package dev.roost.http.server;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The memory that one call has taken until it is over. Any thread. */
final class CallCharge {
    /** A thread's stack, the request and its answer's head. */
    private static final int COST_OF_CALL = 4 << 10;

    private static final int COST_OF_FIELD = 128;
    private static final int COST_OF_HEAD_BYTE = 3;

    private final OpenConnection connection;
    private long bytes;
    private boolean over;
    private long bodyFromNs;
    private boolean bodyTooSlow;

    CallCharge(OpenConnection connection, long bytes) {
        this.connection = connection;
        this.bytes = bytes;
    }

    /** A request with what its memory is charged to. */
    static final class Charged extends Request.Wrapper {
        final CallCharge charge;

        Charged(Request request, CallCharge charge) {
            super(request);
            this.charge = charge;
        }
    }

    /** What a request is charged to; null where nothing is counted. */
    static @Nullable CallCharge of(Request request) {
        Charged charged = Request.as(request, Charged.class);
        return charged == null ? null : charged.charge;
    }

    /** What a call with such a head costs, in bytes. */
    static long costOf(int headBytes, int fields) {
        return COST_OF_CALL + (long) COST_OF_FIELD * fields + (long) COST_OF_HEAD_BYTE * headBytes;
    }

    static int headBytes(HttpURI uri, HttpFields fields) {
        String pathAndQuery = uri.getPathQuery();
        int sum = pathAndQuery == null ? 0 : pathAndQuery.length();
        for (HttpField field : fields) {
            String value = field.getValue();
            sum += field.getName().length() + (value == null ? 0 : value.length());
        }
        return sum;
    }

    /** Takes more, as for a body. False if there is no room. */
    synchronized boolean take(long more) {
        if (over || !admission().memory().take(connection.source.memory, more)) {
            return false;
        }
        bytes += more;
        return true;
    }

    /** Gives all of it back, once. */
    void end() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            admission().memory().giveBack(connection.source.memory, bytes);
        }
        connection.ended();
    }

    /**
     * Whether a body of which so many bytes have come is slower than may be; it stays so. The time counts from the
     * first question.
     */
    synchronized boolean isTooSlow(long received) {
        long nowNs = admission().nowNs();
        if (bodyFromNs == 0) {
            bodyFromNs = nowNs == 0 ? 1 : nowNs;
        }
        bodyTooSlow |= admission().isTooSlow(received, nowNs - bodyFromNs);
        return bodyTooSlow;
    }

    private Admission admission() {
        return connection.admission();
    }
}
