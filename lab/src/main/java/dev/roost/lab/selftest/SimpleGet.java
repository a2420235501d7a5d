package dev.roost.lab.selftest;

import dev.roost.lab.drive.Answer;
import dev.roost.lab.drive.Exchange;
import dev.roost.lab.drive.Requests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The same GET every time. */
final class SimpleGet implements Exchange {
    static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @Override
    public boolean write(Requests requests, int row, ByteBuffer into) {
        into.put(REQUEST);
        return true;
    }

    @Override
    public void answered(Requests requests, int row, Answer answer) {}
}
