package dev.roost.http.server;

import dev.roost.runtime.admission.Place;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as it comes in. Who sends it more slowly than may be is given up; so nobody is waited for for long.
 */
final class BodyInput extends FilterInputStream {
    /**
     * What a byte of a body may cost: itself, the text that it becomes, and the parameters that are cut out of that.
     */
    private static final int COST_OF_BYTE = 4;

    private static final int FIRST_BYTES = 8 << 10;

    private final @Nullable CallCharge charge;
    private long received;

    private BodyInput(InputStream in, @Nullable CallCharge charge) {
        super(in);
        this.charge = charge;
    }

    /** The body comes more slowly than may be. */
    static final class TooSlowException extends IOException {
        private static final long serialVersionUID = 1L;

        TooSlowException() {
            super("the body comes too slowly");
        }
    }

    /** A body whose reader keeps no place from others while the next bytes are on their way. */
    private record Awaited(Content.Source body) implements Content.Source {
        @Override
        public Content.@Nullable Chunk read() {
            Place.comeBack();
            return body.read();
        }

        @Override
        public void demand(Runnable reader) {
            Place.stepAside();
            body.demand(reader);
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
        }

        @Override
        public void fail(Throwable failure, boolean last) {
            body.fail(failure, last);
        }

        @Override
        public long getLength() {
            return body.getLength();
        }
    }

    /** A request's body, which has not been read yet or no further. */
    static BodyInput of(Request request) {
        return new BodyInput(Content.Source.asInputStream(new Awaited(request)), CallCharge.of(request));
    }

    /**
     * All of a body, or one byte more than may be. Memory is taken as the bytes come, and stays charged to the call.
     *
     * @param length of it, or less than 0 for not told
     * @throws ApiError 503 if there is no memory for it
     */
    byte[] readAll(long length, int bytesMax) throws IOException {
        int most = length >= 0 ? (int) Math.min(length, bytesMax + 1L) : bytesMax + 1;
        byte[] body = new byte[Math.min(most, FIRST_BYTES)];
        charge(body.length);
        int filled = 0;
        while (filled < most) {
            if (filled == body.length) {
                int larger = (int) Math.min(most, 2L * body.length);
                charge(larger - body.length);
                body = Arrays.copyOf(body, larger);
            }
            int count = read(body, filled, body.length - filled);
            if (count < 0) {
                break;
            }
            filled += count;
        }
        return filled == body.length ? body : Arrays.copyOf(body, filled);
    }

    private void charge(int bytes) {
        if (charge != null && !charge.take((long) COST_OF_BYTE * bytes)) {
            throw AdmissionHandler.noRoom();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int at, int length) throws IOException {
        require();
        int count = super.read(to, at, length);
        if (count > 0) {
            received += count;
        }
        return count;
    }

    private void require() throws TooSlowException {
        if (charge != null && charge.isTooSlow(received)) {
            throw new TooSlowException();
        }
    }
}
