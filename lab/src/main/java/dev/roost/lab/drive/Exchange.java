package dev.roost.lab.drive;

import java.nio.ByteBuffer;

/** What requests say, and what is done with the answers. Called by the thread that sends: must be quick. */
public interface Exchange {
    /**
     * Writes a whole HTTP/1.1 request.
     *
     * @param into empty, of at least {@link EventLoop#REQUEST_BYTES_MAX} bytes
     * @return false if it cannot be written for want of what its parent's answer should have said
     */
    boolean write(Requests requests, int row, ByteBuffer into);

    /** Takes an answer; {@code answer} is valid during the call only. The row's times and status are set. */
    void answered(Requests requests, int row, Answer answer);
}
