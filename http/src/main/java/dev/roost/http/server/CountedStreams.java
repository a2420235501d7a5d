package dev.roost.http.server;

import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 whose requests take memory as soon as their heads are read, since a connection can send many before the first
 * is looked at. One for which there is none is refused in the way that tells clients to send it again.
 */
final class CountedStreams extends HTTP2CServerConnectionFactory {
    /** Requests under way on one connection: browsers and libraries have a few. */
    private static final int STREAMS_MAX = 64;
    /** Bytes of bodies that may be on their way, for one request and for a connection. */
    private static final int WINDOW_BYTES = 64 << 10;

    private static final int SESSION_WINDOW_BYTES = 256 << 10;

    CountedStreams(HttpConfiguration config) {
        super(config);
        setMaxConcurrentStreams(STREAMS_MAX);
        setInitialStreamRecvWindow(WINDOW_BYTES);
        setInitialSessionRecvWindow(SESSION_WINDOW_BYTES);
        setConnectProtocolEnabled(false);
    }

    @Override
    protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
        return endPoint instanceof CountedEndPoint counted
                ? new Counting(counted, counted.counted())
                : super.newSessionListener(connector, endPoint);
    }

    private final class Counting extends HTTPServerSessionListener {
        private static final String COST = "dev.roost.cost";

        private final OpenConnection connection;

        Counting(EndPoint endPoint, OpenConnection connection) {
            super(endPoint);
            this.connection = connection;
        }

        @Override
        public Stream.@Nullable Listener onNewStream(Stream stream, HeadersFrame frame) {
            // Before Jetty does, which tells nobody of the end of a stream that ends before it comes to that: another
            // thread may answer a request, or close the session, while this one is still here.
            ((HTTP2Stream) stream).setListener(this);
            if (frame.getMetaData() instanceof MetaData.Request head && !takeFor(stream, head)) {
                connection.admission().turnedAway();
                stream.reset(new ResetFrame(stream.getId(), ErrorCode.REFUSED_STREAM_ERROR.code), Callback.NOOP);
                return null;
            }
            boolean begun = false;
            try {
                Stream.Listener listener = super.onNewStream(stream, frame);
                begun = true;
                return listener;
            } finally {
                if (!begun) {
                    // Jetty then listens no longer.
                    onClosed(stream);
                }
            }
        }

        private boolean takeFor(Stream stream, MetaData.Request head) {
            long cost = CallCharge.costOf(
                    CallCharge.headBytes(head.getHttpURI(), head.getHttpFields()),
                    head.getHttpFields().size());
            if (!connection.admission().memory().take(connection.source.memory, cost)) {
                return false;
            }
            stream.setAttribute(COST, cost);
            if (stream.isClosed()) {
                // It may have been told so before there was anything to give back.
                onClosed(stream);
            }
            return true;
        }

        /** Gives back what the stream has taken and still has. */
        @Override
        public void onClosed(Stream stream) {
            if (stream.removeAttribute(COST) instanceof Long cost) {
                connection.admission().memory().giveBack(connection.source.memory, cost);
            }
        }
    }
}
