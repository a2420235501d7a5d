package dev.roost.bench.http;

import java.nio.ByteBuffer;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, on virtual threads as in Roost, that does nothing but send the same bytes: what the library itself can do. */
final class BareServer implements AutoCloseable {
    private static final int THREADS_MAX = 64;

    private final Server server;
    private final ServerConnector connector;

    /** Sends {@code body} to whoever asks for anything. */
    BareServer(byte[] body) throws Exception {
        ByteBuffer direct = ByteBuffer.allocateDirect(body.length).put(body).flip();
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server = new Server(threads);
        HttpConfiguration config = new HttpConfiguration();
        config.setSendServerVersion(false);
        connector = new ServerConnector(server, new HttpConnectionFactory(config));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
                response.write(true, direct.duplicate(), callback);
                return true;
            }
        });
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception unexpected) {
            throw new IllegalStateException("the bare server did not stop", unexpected);
        }
    }
}
