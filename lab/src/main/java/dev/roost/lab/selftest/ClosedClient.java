package dev.roost.lab.selftest;

import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/** A client of the kind not to measure with: asks, waits for the answer, sleeps until its next turn. */
final class ClosedClient extends Thread {
    private final int port;
    private final long everyNs;
    private final long lengthNs;
    private final TimeRecorder recorder = new TimeRecorder();

    ClosedClient(int port, long everyNs, long lengthNs) {
        super("lab-closed-client");
        this.port = port;
        this.everyNs = everyNs;
        this.lengthNs = lengthNs;
    }

    /** After it has ended. */
    Times times() {
        return recorder.times();
    }

    @Override
    public void run() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            byte[] answer = new byte[1_024];
            long startNs = System.nanoTime();
            for (long sentNs = startNs; sentNs - startNs < lengthNs; sentNs = System.nanoTime()) {
                socket.getOutputStream().write(SimpleGet.REQUEST);
                if (socket.getInputStream().read(answer) < 0) {
                    return;
                }
                long doneNs = System.nanoTime();
                recorder.record(doneNs - sentNs);
                while (System.nanoTime() < sentNs + everyNs) {
                    LockSupport.parkNanos(sentNs + everyNs - System.nanoTime());
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
