package dev.roost.http.streaming;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** A WebSocket client that keeps what it gets. */
final class SocketClient implements AutoCloseable {
    private static final int SECONDS = 20;

    private final WebSocketClient client = new WebSocketClient();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    final CompletableFuture<Void> pinged = new CompletableFuture<>();
    final CompletableFuture<Void> ponged = new CompletableFuture<>();
    private Session session;

    /** Connects; throws what Jetty throws when the server refuses the upgrade. */
    static SocketClient connect(URI address, String... subProtocols) throws Exception {
        SocketClient made = new SocketClient();
        try {
            made.client.start();
            ClientUpgradeRequest request = new ClientUpgradeRequest(address);
            request.setSubProtocols(Arrays.asList(subProtocols));
            made.session = made.client.connect(made.new Listener(), request).get(SECONDS, TimeUnit.SECONDS);
            return made;
        } catch (ExecutionException e) {
            made.close();
            throw e;
        }
    }

    String subProtocol() {
        return session.getUpgradeResponse().getAcceptedSubProtocol();
    }

    void send(String text) throws Exception {
        Callback.Completable sent = new Callback.Completable();
        session.sendText(text, sent);
        sent.get(SECONDS, TimeUnit.SECONDS);
    }

    void ping() {
        session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
    }

    String next() throws InterruptedException {
        String message = messages.poll(SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message");
        }
        return message;
    }

    int closeCode() throws Exception {
        return closed.get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        LifeCycle.stop(client);
    }

    public final class Listener extends Session.Listener.AbstractAutoDemanding {
        @Override
        public void onWebSocketText(String text) {
            messages.add(text);
        }

        @Override
        public void onWebSocketPing(ByteBuffer payload) {
            pinged.complete(null);
        }

        @Override
        public void onWebSocketPong(ByteBuffer payload) {
            ponged.complete(null);
        }

        @Override
        public void onWebSocketClose(int code, String reason, Callback callback) {
            closed.complete(code);
            callback.succeed();
        }
    }
}
