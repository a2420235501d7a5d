package dev.roost.http.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/** The end of a connection, which tells its {@link OpenConnection} what comes in and when more is waited for. */
final class CountedEndPoint extends SocketChannelEndPoint {
    private final OpenConnection counted;
    private final ManagedSelector selector;

    CountedEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            OpenConnection counted) {
        super(channel, selector, key, scheduler);
        this.counted = counted;
        this.selector = selector;
    }

    OpenConnection counted() {
        return counted;
    }

    /** How long what is read from it now, on the calling thread, has waited to be read. */
    long lagNs(long nowNs) {
        return TimedSelector.lagNs(selector, nowNs);
    }

    @Override
    public void onOpen() {
        super.onOpen();
        counted.opened(this);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = super.fill(buffer);
        if (filled > 0) {
            counted.received(filled);
        }
        return filled;
    }

    @Override
    protected void needsFillInterest() {
        super.needsFillInterest();
        counted.waitsForMore();
    }

    @Override
    public void upgrade(Connection next) {
        if (counted.upgradedTo(next)) {
            super.upgrade(next);
        } else {
            counted.admission().turnedAway();
            close();
        }
    }

    @Override
    public void onClose(Throwable failure) {
        counted.admission().left(counted);
        super.onClose(failure);
    }
}
