package dev.roost.http.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads what nobody has read of a body, before its answer goes out.
 *
 * <p>Clients send a whole body before they look for an answer. Closed on meanwhile, they see a broken pipe (Node's
 * fetch) or say 502 themselves (proxies), and the reason of the refusal is lost. So a body is read on whatever the
 * answer is, and thrown away as it comes: {@link #BUFFER_BYTES} of memory whatever its length, no more than
 * {@link #BYTES_MAX}, no longer than {@link #SECONDS_MAX} and one wait for bytes more.
 */
final class UnreadBody {
    /** More than the photos and clips that apps upload; what is longer costs its connection. */
    static final long BYTES_MAX = 32 << 20;

    private static final long SECONDS_MAX = 60;
    private static final int BUFFER_BYTES = 8_192;

    private UnreadBody() {}

    /**
     * Takes in what is left of a request's body, so that the next request on the connection begins where the server
     * looks for it.
     *
     * @return false if there is too much left, or the client waits to be asked for it: the connection has to end
     */
    static boolean finish(Request request) {
        if (!RequestParams.hasBody(request)) {
            return true;
        }
        if (request.getLength() > BYTES_MAX) {
            return false;
        }
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            // Reading on would ask the client for a body that is refused. If it has begun without being asked, it
            // does not wait.
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                return false;
            }
            boolean failed = Content.Chunk.isFailure(chunk);
            boolean last = chunk.isLast();
            chunk.release();
            if (failed || last) {
                return !failed;
            }
        }
        try (InputStream in = BodyInput.of(request)) {
            return discard(in);
        } catch (IOException broken) {
            return false;
        }
    }

    /**
     * Reads to the end.
     *
     * @return false if that is too far away, or did not come in time
     */
    static boolean discard(InputStream in) throws IOException {
        // Mostly nothing is left: no buffer is made before there is something.
        if (in.read() < 0) {
            return true;
        }
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        byte[] buffer = new byte[BUFFER_BYTES];
        for (long bytes = 1; bytes <= BYTES_MAX && System.nanoTime() - untilNs < 0; ) {
            int count = in.read(buffer);
            if (count < 0) {
                return true;
            }
            bytes += count;
        }
        return false;
    }
}
