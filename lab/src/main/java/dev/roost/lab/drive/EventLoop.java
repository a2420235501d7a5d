package dev.roost.lab.drive;

import dev.roost.telemetry.TimeRecorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a table of requests when they are due, and takes the answers: one thread, sockets that never block, a new
 * connection whenever no idle one is left.
 *
 * <p>While answers are awaited or something is due soon it does not sleep but asks the sockets again and again, because
 * a sleeping thread is woken too late, above all on a virtual machine, whose processor is given away while it has
 * nothing to do: by milliseconds then. So it takes a whole processor, unless there is only one. Allocates next to
 * nothing while connections are reused.
 */
final class EventLoop implements Runnable {
    /** The longest request, in bytes. */
    static final int REQUEST_BYTES_MAX = 32 << 10;

    /** Whether others can run while this thread stays awake. */
    private static final boolean OTHERS_CAN_RUN = Runtime.getRuntime().availableProcessors() > 1;

    /** Closer than this to a due time the thread stays awake: some times what waking up takes at worst. */
    private static final long AWAKE_NS = OTHERS_CAN_RUN ? 50_000_000 : 1_500_000;

    /** Overdue requests that are sent before answers are looked at again. */
    private static final int SENDS_IN_A_ROW = 64;

    /** A connection is opened ahead only if nothing is due for so long: opening one takes about a third of it. */
    private static final long OPENING_NS = 300_000;

    /** Connections opened ahead of which the server has not taken the first yet; more could fill its queue. */
    private static final int OPENING_AT_ONCE = 32;

    /** How long preparing waits for connections. */
    private static final long PREPARING_NS = 5_000_000_000L;

    /** How long none are opened ahead after the server refused one. */
    private static final long REFUSED_NS = 100_000_000;

    /** The status of a request that the server has no room for. */
    private static final int TURNED_AWAY = 503;

    /** Named here, because a class cannot be loaded any more when there are no sockets and files left. */
    private static final Failure NO_SOCKETS = Failure.GENERATOR;

    private final SocketAddress address;
    private final Requests requests;
    private final Exchange exchange;
    private final long timeoutNs;
    private final int reserve;
    private final int retriesMax;
    private final Selector selector;
    private final Consumer<SelectionKey> ready = this::ready;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ByteBuffer request = ByteBuffer.allocateDirect(REQUEST_BYTES_MAX);
    private final Waiting waiting = new Waiting();
    private final TimeRecorder sinceAsked = new TimeRecorder();

    /** The first row that waits for the row at the index, and the next one that waits for the same. */
    private final int[] firstChild;

    private final int[] nextChild;

    private long startNs;
    private boolean running;
    private int next;
    private int unfinished;
    private int open;
    private int opening;
    private long openAgainNs;
    private int sent;
    private int failed;
    private volatile Progress progress = Progress.NONE;
    private volatile boolean progressAsked;
    private volatile boolean stopAsked;

    /**
     * For one table.
     *
     * @param reserve idle connections that are kept open ahead of need
     * @param retriesMax how often one that was turned away goes out again, at once
     */
    EventLoop(SocketAddress address, Requests requests, Exchange exchange, long timeoutNs, int reserve, int retriesMax)
            throws IOException {
        this.retriesMax = retriesMax;
        this.reserve = reserve;
        this.address = address;
        this.requests = requests;
        this.exchange = exchange;
        this.timeoutNs = timeoutNs;
        selector = Selector.open();
        unfinished = requests.size();
        firstChild = new int[requests.size()];
        nextChild = new int[requests.size()];
        Arrays.fill(firstChild, Plan.NONE);
        Arrays.fill(nextChild, Plan.NONE);
    }

    /**
     * Opens the reserve, and waits until it is open or the server does not seem to want it. Before the thread starts.
     */
    void prepare() throws IOException {
        long untilNs = System.nanoTime() + PREPARING_NS;
        startNs = System.nanoTime();
        while (idle.size() < reserve && System.nanoTime() < untilNs && openAgainNs == 0) {
            for (int i = 0; i < OPENING_AT_ONCE; i++) {
                openAhead();
            }
            selector.select(ready, 1);
        }
        openAgainNs = 0;
    }

    /** Sets the moment from which all times count, in {@link System#nanoTime}. Before the thread starts. */
    void startAt(long nanoTime) {
        startNs = nanoTime;
    }

    /** Sends nothing more, and gives up what is under way. Any thread. */
    void stop() {
        stopAsked = true;
        selector.wakeup();
    }

    /** How far it is: as it was at the call before, which asked for this one. One thread. */
    Progress progress() {
        progressAsked = true;
        return progress;
    }

    @Override
    public void run() {
        try {
            running = true;
            while (unfinished > 0 && !stopAsked) {
                sendDue(SENDS_IN_A_ROW);
                await();
                giveUp(now());
                if (progressAsked) {
                    progressAsked = false;
                    tellProgress();
                }
            }
            abandon();
            tellProgress();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            closeAll();
        }
    }

    private void tellProgress() {
        progress = new Progress(sent, requests.size() - unfinished, failed, open, sinceAsked.times());
        sinceAsked.clear();
    }

    private long now() {
        return System.nanoTime() - startNs;
    }

    /**
     * Once no connection is idle, one request at a time: an answer that lies in a socket frees a connection sooner than
     * a new one is open. Otherwise a generator that has fallen behind would open more and more of them and never catch
     * up.
     */
    private void sendDue(int most) {
        long nowNs = now();
        for (int i = 0; i < most && next < requests.size() && requests.dueNs[next] <= nowNs; i++) {
            if (i > 0 && idle.isEmpty()) {
                return;
            }
            int row = next++;
            int parent = requests.parent[row];
            if (parent != Plan.NONE && requests.status[parent] == 0) {
                nextChild[row] = firstChild[parent];
                firstChild[parent] = row;
            } else {
                begin(row, requests.dueNs[row], nowNs);
            }
            nowNs = now();
        }
    }

    private void await() throws IOException {
        long aheadNs = next < requests.size() ? requests.dueNs[next] - now() : 10_000_000 + AWAKE_NS;
        if (aheadNs <= AWAKE_NS || (OTHERS_CAN_RUN && waiting.oldest() != null)) {
            if (aheadNs > OPENING_NS) {
                openAhead();
            }
            selector.selectNow(ready);
        } else {
            openAhead();
            long sleepMs = Math.min((aheadNs - AWAKE_NS) / 1_000_000 + 1, 10);
            selector.select(ready, sleepMs);
        }
    }

    // ---- Sending

    private void begin(int row, long readyNs, long nowNs) {
        requests.readyNs[row] = readyNs;
        requests.startedNs[row] = nowNs;
        int parent = requests.parent[row];
        if (parent != Plan.NONE && !requests.succeeded(parent)) {
            fail(row, Failure.NOT_SENT);
            return;
        }
        Connection connection = take(row);
        if (connection != null) {
            connection.repeated = false;
            connection.deadlineNs = nowNs + timeoutNs;
            sent++;
            assign(connection, row);
        }
    }

    /** An idle connection or a new one; null if there can be none, and then the row has failed. */
    private @Nullable Connection take(int row) {
        Connection free = idle.pollLast();
        if (free != null) {
            return free;
        }
        try {
            Connection connection = new Connection(address, selector);
            open++;
            return connection;
        } catch (ConnectException refused) {
            fail(row, Failure.REFUSED);
        } catch (IOException noSockets) {
            fail(row, NO_SOCKETS);
        }
        return null;
    }

    /**
     * Opens a connection if the reserve is short of one. Without a reserve a server that stands still for a moment
     * makes the generator open a connection for each request that falls due, which takes longer than sending one, so
     * that it falls behind and needs still more of them.
     */
    private void openAhead() {
        if (idle.size() + opening >= reserve || opening >= OPENING_AT_ONCE || now() < openAgainNs) {
            return;
        }
        try {
            Connection connection = new Connection(address, selector);
            open++;
            if (connection.isConnected()) {
                release(connection);
            } else {
                connection.ahead = true;
                opening++;
            }
        } catch (IOException refused) {
            openAgainNs = now() + REFUSED_NS;
        }
    }

    private void assign(Connection connection, int row) {
        connection.row = row;
        waiting.add(connection);
        if (connection.isConnected()) {
            transmit(connection);
        }
    }

    private void transmit(Connection connection) {
        int row = connection.row;
        if (!exchange.write(requests, row, request.clear())) {
            waiting.remove(connection);
            connection.row = Connection.IDLE;
            release(connection);
            fail(row, Failure.NOT_SENT);
            return;
        }
        try {
            requests.sentNs[row] = now();
            connection.send(request.flip());
        } catch (IOException broken) {
            breakDown(connection);
        }
    }

    // ---- Receiving

    private void ready(SelectionKey key) {
        // What falls due meanwhile does not wait until all answers are read; nor do answers wait until all is sent.
        if (running) {
            sendDue(1);
        }
        Connection connection = (Connection) key.attachment();
        try {
            if (connection.isConnectable()) {
                connected(connection);
            } else {
                if (connection.isWritable()) {
                    connection.sendMore();
                }
                if (connection.isReadable()) {
                    receive(connection);
                }
            }
        } catch (ConnectException refused) {
            drop(connection, Failure.REFUSED);
        } catch (IOException broken) {
            breakDown(connection);
        } catch (Answer.UnreadableException unreadable) {
            drop(connection, Failure.UNREADABLE);
        }
    }

    private void connected(Connection connection) throws IOException {
        connection.finishConnect();
        if (connection.ahead) {
            connection.ahead = false;
            opening--;
            release(connection);
        } else {
            transmit(connection);
        }
    }

    private void receive(Connection connection) throws IOException, Answer.UnreadableException {
        int count = connection.read();
        if (connection.row == Connection.IDLE) {
            // The server closed it, or speaks without being asked.
            discard(connection);
            return;
        }
        long nowNs = now();
        if (count > 0 && requests.firstByteNs[connection.row] == 0) {
            requests.firstByteNs[connection.row] = nowNs;
        }
        if (connection.answer.isWhole(count < 0)) {
            finish(connection, nowNs);
        } else if (count < 0) {
            breakDown(connection);
        }
    }

    private void finish(Connection connection, long nowNs) {
        int row = connection.row;
        Answer answer = connection.answer;
        if (answer.status() == TURNED_AWAY && requests.retries[row] < retriesMax) {
            sendAgain(connection, row, nowNs);
            return;
        }
        requests.doneNs[row] = nowNs;
        requests.status[row] = (short) answer.status();
        requests.queueNs[row] = answer.timingNs("queue");
        requests.serviceNs[row] = answer.timingNs("service");
        requests.bodyBytes[row] = answer.bodyBytes();
        exchange.answered(requests, row, answer);
        sinceAsked.record(nowNs - requests.dueNs[row]);
        setFree(connection);
        complete(row, nowNs);
    }

    /** Its request is answered: the next one may have it, if the server keeps it open. */
    private void setFree(Connection connection) {
        waiting.remove(connection);
        connection.row = Connection.IDLE;
        connection.used = true;
        if (connection.answer.isLasting()) {
            release(connection);
        } else {
            discard(connection);
        }
    }

    /** As a caller does who was turned away and does not wait as long as the server asked. */
    private void sendAgain(Connection connection, int row, long nowNs) {
        setFree(connection);
        requests.retries[row]++;
        requests.firstByteNs[row] = 0;
        Connection next = take(row);
        if (next != null) {
            next.repeated = false;
            next.deadlineNs = nowNs + timeoutNs;
            assign(next, row);
        }
    }

    private void release(Connection connection) {
        idle.addLast(connection);
    }

    // ---- Failing

    /** A connection broke: if the server had closed it while idle, the request goes out again, once. */
    private void breakDown(Connection connection) {
        int row = connection.row;
        boolean stale = connection.used && !connection.repeated && connection.answer.filled == 0;
        if (row == Connection.IDLE || !stale) {
            drop(connection, Failure.BROKEN);
            return;
        }
        waiting.remove(connection);
        discard(connection);
        Connection fresh = take(row);
        if (fresh != null) {
            fresh.repeated = true;
            fresh.deadlineNs = connection.deadlineNs;
            assign(fresh, row);
        }
    }

    private void drop(Connection connection, Failure failure) {
        int row = connection.row;
        if (row != Connection.IDLE) {
            waiting.remove(connection);
            connection.row = Connection.IDLE;
        }
        discard(connection);
        if (row != Connection.IDLE) {
            fail(row, failure);
        }
    }

    private void discard(Connection connection) {
        if (connection.isOpen()) {
            connection.close();
            open--;
            idle.remove(connection);
        }
        if (connection.ahead) {
            connection.ahead = false;
            opening--;
            openAgainNs = now() + REFUSED_NS;
        }
    }

    private void fail(int row, Failure failure) {
        long nowNs = now();
        requests.doneNs[row] = nowNs;
        requests.status[row] = failure.code();
        failed++;
        complete(row, nowNs);
    }

    /** Lets those go that waited for this row. */
    private void complete(int row, long nowNs) {
        unfinished--;
        int child = firstChild[row];
        firstChild[row] = Plan.NONE;
        while (child != Plan.NONE) {
            int following = nextChild[child];
            begin(child, Math.max(nowNs, requests.dueNs[child]), now());
            child = following;
        }
    }

    private void giveUp(long nowNs) {
        Connection oldest = waiting.oldest();
        while (oldest != null && oldest.deadlineNs <= nowNs) {
            drop(oldest, Failure.TIMEOUT);
            oldest = waiting.oldest();
        }
    }

    /** After {@link #stop}: what is under way or was not sent has failed. */
    private void abandon() {
        for (Connection each = waiting.oldest(); each != null; each = waiting.oldest()) {
            drop(each, Failure.TIMEOUT);
        }
        while (next < requests.size()) {
            int row = next++;
            if (requests.status[row] == 0) {
                requests.readyNs[row] = requests.dueNs[row];
                requests.startedNs[row] = requests.dueNs[row];
                fail(row, Failure.NOT_SENT);
            }
        }
    }

    private void closeAll() {
        selector.keys().forEach(key -> ((Connection) key.attachment()).close());
        try {
            selector.close();
        } catch (IOException ignored) {
            // Nothing is left to be done with it.
        }
    }
}
