package dev.roost.http.server;

import dev.roost.runtime.admission.AdmissionQueue;
import dev.roost.runtime.admission.Lane;
import dev.roost.runtime.admission.Work;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets requests in, one lane beside the other, or turns them away: on the thread that parsed them, before a body is
 * read, a token looked up or a thread begun.
 */
final class QueueHandler extends Handler.Wrapper {
    private final AdmissionQueue admission;

    QueueHandler(Handler handler, AdmissionQueue admission) {
        super(handler);
        this.admission = admission;
    }

    /** What blocks is done on threads of its own. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        admission.offer(lane(request), new Answering(getHandler(), request, response, callback));
        return true;
    }

    private static Lane lane(Request request) {
        String query = request.getHttpURI().getQuery();
        boolean named = request.getHeaders().contains(HttpHeader.AUTHORIZATION)
                || (query != null && query.contains("access_token="));
        if (!named) {
            return Lane.STRANGERS;
        }
        boolean deep = query != null && (query.contains("max_id=") || query.contains("offset="));
        return deep ? Lane.BULK : Lane.PEOPLE;
    }

    private record Answering(Handler handler, Request request, Response response, Callback callback) implements Work {
        @Override
        public void run() {
            try {
                if (!handler.handle(request, response, callback)) {
                    Response.writeError(request, response, callback, 404);
                }
            } catch (Throwable unexpected) {
                Response.writeError(request, response, callback, unexpected);
            }
        }

        @Override
        public void turnedAway() {
            ApiHandler.turnAway(request, response, callback);
        }

        @Override
        public boolean abandoned() {
            return !request.getConnectionMetaData().getConnection().getEndPoint().isOpen();
        }
    }
}
