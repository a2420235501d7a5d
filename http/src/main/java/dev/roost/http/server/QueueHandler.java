package dev.roost.http.server;

import dev.roost.runtime.admission.AdmissionQueue;
import dev.roost.runtime.admission.Lane;
import dev.roost.runtime.admission.Work;
import java.util.Set;
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
    private static final Set<String> PROBES = Set.of("/health", "/readyz");
    private static final Set<String> SEARCHES =
            Set.of("/api/v2/search", "/api/v1/accounts/search", "/api/v1/directory");

    private final AdmissionQueue queue;

    QueueHandler(Handler handler, AdmissionQueue queue) {
        super(handler);
        this.queue = queue;
    }

    /** What blocks is done on threads of its own. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Work work = new Answering(getHandler(), request, response, callback);
        if (isProbe(request)) {
            // A balancer must not take a server that does what it can for a dead one.
            queue.pass(work);
        } else {
            queue.offer(lane(request), lagNs(request), work);
        }
        return true;
    }

    private static long lagNs(Request request) {
        return request.getConnectionMetaData().getConnection().getEndPoint() instanceof CountedEndPoint counted
                ? counted.lagNs(System.nanoTime())
                : 0;
    }

    private static boolean isProbe(Request request) {
        return PROBES.contains(Request.getPathInContext(request));
    }

    private static Lane lane(Request request) {
        String query = request.getHttpURI().getQuery();
        boolean named = request.getHeaders().contains(HttpHeader.AUTHORIZATION)
                || (query != null && query.contains("access_token="));
        if (!named) {
            return Lane.STRANGERS;
        }
        boolean deep = query != null && (query.contains("max_id=") || query.contains("offset="));
        return deep || SEARCHES.contains(Request.getPathInContext(request)) ? Lane.BULK : Lane.PEOPLE;
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
            TurnedAway.tell(request, response, callback);
        }

        @Override
        public boolean abandoned() {
            return !request.getConnectionMetaData()
                    .getConnection()
                    .getEndPoint()
                    .isOpen();
        }
    }
}
