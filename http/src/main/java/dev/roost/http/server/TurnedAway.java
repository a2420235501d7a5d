package dev.roost.http.server;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Tells a caller that there is more to do than can be done. Never blocks; any thread.
 *
 * <p>Many clients send a request's head and body one after the other, and see nothing but a broken connection when it
 * is closed between the two. So a short body is thrown away as it comes before the answer goes out; where it is long,
 * or waits to be asked for, the connection ends with the answer.
 */
final class TurnedAway implements Invocable.Task {
    /** Longer than any post. */
    static final int BYTES_MAX = 64 << 10;

    private final Request request;
    private final Response response;
    private final Callback callback;

    private TurnedAway(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    static void tell(Request request, Response response, Callback callback) {
        long length = request.getLength();
        if (length > 0 && length <= BYTES_MAX && !request.getHeaders().contains(HttpHeader.EXPECT)) {
            new TurnedAway(request, response, callback).run();
        } else {
            ApiHandler.turnAway(request, response, callback);
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** Throws away what is here, and goes on when more is. */
    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
            chunk.release();
            if (last) {
                ApiHandler.turnAway(request, response, callback);
                return;
            }
        }
    }
}
