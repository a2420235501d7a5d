package dev.roost.http.server;

import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/** Takes the memory for each request before anything is done for it, and gives it back when the answer is out. */
final class AdmissionHandler extends Handler.Wrapper {
    private static final String RETRY_SECONDS = "1";

    AdmissionHandler(Handler handler) {
        super(handler);
    }

    /** What a call is told that there is no memory for. */
    static ApiError noRoom() {
        return new ApiError(503, "Too much is under way, try again", Map.of());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        OpenConnection connection = OpenConnection.of(request);
        if (connection == null) {
            return super.handle(request, response, callback);
        }
        int headBytes = CallCharge.headBytes(request.getHttpURI(), request.getHeaders());
        CallCharge charge = connection.begin(
                CallCharge.costOf(headBytes, request.getHeaders().size()));
        if (charge == null) {
            connection.admission().turnedAway();
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
            Response.writeError(request, response, callback, 503, noRoom().getMessage());
            return true;
        }
        boolean handled = false;
        try {
            if (!connection.keep(headBytes)) {
                response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
            }
            Request charged = new CallCharge.Charged(request, charge);
            handled = super.handle(charged, new Response.Wrapper(charged, response), new Ending(charge, callback));
        } finally {
            if (!handled) {
                charge.end();
            }
        }
        return handled;
    }

    /** Gives back before the answer is complete, and so before the connection's next request. */
    private record Ending(CallCharge charge, Callback callback) implements Callback {
        @Override
        public void succeeded() {
            charge.end();
            callback.succeeded();
        }

        @Override
        public void failed(Throwable cause) {
            charge.end();
            callback.failed(cause);
        }

        @Override
        public Invocable.InvocationType getInvocationType() {
            return callback.getInvocationType();
        }
    }
}
