package dev.roost.bench.rivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RespRepliesTest {
    private static final String STREAM =
            "+OK\r\n:12\r\n$-1\r\n$3\r\nabc\r\n*2\r\n$1\r\nx\r\n*1\r\n:5\r\n*0\r\n*-1\r\n$0\r\n\r\n";

    @Test
    void repliesAreCountedWhateverPiecesTheyComeIn() throws IOException {
        for (int piece = 1; piece <= STREAM.length(); piece++) {
            RespReplies replies = new RespReplies();
            replies.collect();
            for (int from = 0; from < STREAM.length(); from += piece) {
                replies.accept(bytes(STREAM.substring(from, Math.min(STREAM.length(), from + piece))));
            }
            assertThat(replies.count()).as("pieces of %d", piece).isEqualTo(8);
            assertThat(replies.collected()).containsExactly("OK", "12", "", "abc", "x", "5", "");
        }
    }

    @Test
    void aReplyCountsOnceItIsComplete() throws IOException {
        RespReplies replies = new RespReplies();
        replies.accept(bytes("*2\r\n:1\r\n$2\r\nab"));
        assertThat(replies.count()).isZero();
        replies.accept(bytes("\r\n"));
        assertThat(replies.count()).isEqualTo(1);
    }

    @Test
    void anErrorIsNotPassedOver() {
        assertThatThrownBy(() -> new RespReplies().accept(bytes("+OK\r\n-ERR unknown command\r\n")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ERR unknown command");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
