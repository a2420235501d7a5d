package dev.roost.http.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections that {@link Admission} lets in, and closes others at once. */
final class CountedConnector extends ServerConnector {
    private static final Logger LOG = LoggerFactory.getLogger(CountedConnector.class);
    private static final long SWEEP_MS = 1_000;
    /** Time for others to give descriptors back. */
    private static final long AFTER_FAILURE_MS = 100;

    private final Admission admission;
    private final QueueLog queueLog;

    CountedConnector(Server server, Admission admission, QueueLog queueLog, ConnectionFactory... factories) {
        super(server, factories);
        this.admission = admission;
        this.queueLog = queueLog;
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new ServerConnectorManager(executor, scheduler, selectors) {
            @Override
            protected ManagedSelector newSelector(int id) {
                return new TimedSelector(this, id);
            }

            @Override
            protected void onAcceptFailed(SelectableChannel channel, Throwable failure, Object attachment) {
                if (attachment instanceof OpenConnection connection) {
                    admission.left(connection);
                }
                super.onAcceptFailed(channel, failure, attachment);
            }
        };
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        getScheduler().schedule(this::sweep, SWEEP_MS, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        try {
            admission.sweep();
            queueLog.look();
        } catch (RuntimeException unexpected) {
            LOG.error("connections could not be looked after this time", unexpected);
        }
        if (isRunning()) {
            getScheduler().schedule(this::sweep, SWEEP_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void accept(int acceptor) throws IOException {
        if (!(getTransport() instanceof ServerSocketChannel listening) || !listening.isOpen()) {
            return;
        }
        SocketChannel channel = listening.accept();
        OpenConnection connection = null;
        boolean handedOver = false;
        try {
            if (channel.getRemoteAddress() instanceof InetSocketAddress remote) {
                connection = admission.admit(Network.of(remote.getAddress()));
            }
            if (connection == null) {
                return;
            }
            channel.configureBlocking(false);
            configure(channel.socket());
            getSelectorManager().accept(channel, connection);
            handedOver = true;
        } catch (ClosedChannelException | SocketException goneAgain) {
            // Who connects and leaves at once is no failure of this server.
            LOG.debug("a connection went before it was accepted", goneAgain);
        } finally {
            if (!handedOver) {
                channel.close();
                if (connection != null) {
                    admission.left(connection);
                }
            }
        }
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        CountedEndPoint endPoint =
                new CountedEndPoint(channel, selector, key, getScheduler(), (OpenConnection) key.attachment());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    /** Out of descriptors, above all: makes room, waits a moment, and goes on. */
    @Override
    protected boolean handleAcceptFailure(Throwable failure) {
        if (!isRunning() || !(failure instanceof IOException) || failure instanceof ClosedChannelException) {
            return super.handleAcceptFailure(failure);
        }
        admission.couldNotAccept(failure);
        try {
            Thread.sleep(AFTER_FAILURE_MS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
