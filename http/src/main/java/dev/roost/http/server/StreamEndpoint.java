package dev.roost.http.server;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes an exchange over, for answers that go on: server-sent events and WebSockets.
 *
 * <p>CORS headers and the request id are set already. A WebSocket is upgraded with
 * {@code ServerWebSocketContainer.get(request.getContext())}.
 */
@FunctionalInterface
public interface StreamEndpoint {
    /**
     * Begins the answer. From the first write on, the endpoint completes the callback exactly once, perhaps much later
     * and on another thread. What is thrown before the first write is answered as by {@link Endpoint}.
     */
    void open(Call call, Request request, Response response, Callback callback) throws Exception;
}
