package dev.roost.lab.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    private static final String TIMED = "HTTP/1.1 200 OK\r\nServer-Timing: queue;dur=0.25, service;dur=12\r\n"
            + "Link: <http://h/?max_id=7>; rel=\"next\"\r\nContent-Length: 5\r\n\r\nhello";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1_000})
    void isWholeWhenItsLengthIsThere(int step) throws Exception {
        Answer answer = fed(TIMED, step);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(body(answer)).isEqualTo("hello");
        assertThat(answer.isLasting()).isTrue();
        assertThat(answer.timingNs("queue")).isEqualTo(250_000);
        assertThat(answer.timingNs("service")).isEqualTo(12_000_000);
        assertThat(answer.timingNs("other")).isEqualTo(-1);
        assertThat(answer.header("link")).isEqualTo("<http://h/?max_id=7>; rel=\"next\"");
        assertThat(answer.header("location")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 1_000})
    void putsChunksTogether(int step) throws Exception {
        Answer answer = fed(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n5\r\nhello\r\nB;x=y\r\n, the world\r\n0\r\n\r\n",
                step);
        assertThat(body(answer)).isEqualTo("hello, the world");
    }

    @Test
    void passesOverInterimAnswers() throws Exception {
        Answer answer = fed("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 1);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.bodyBytes()).isZero();
    }

    @Test
    void withoutALengthItEndsWithTheConnection() throws Exception {
        Answer answer = filled("HTTP/1.0 200 OK\r\n\r\nall of it");
        assertThat(answer.isWhole(false)).isFalse();
        assertThat(answer.isWhole(true)).isTrue();
        assertThat(body(answer)).isEqualTo("all of it");
        assertThat(answer.isLasting()).isFalse();
    }

    @Test
    void aServerMayCloseTheConnection() throws Exception {
        assertThat(fed("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx", 100)
                        .isLasting())
                .isFalse();
    }

    @Test
    void hasNoBodyWhenItsStatusSaysSo() throws Exception {
        assertThat(fed("HTTP/1.1 204 No Content\r\n\r\n", 100).bodyBytes()).isZero();
    }

    @Test
    void isUsedAgain() throws Exception {
        Answer answer = fed(TIMED, 100);
        answer.clear();
        feed(answer, "HTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\nno");
        assertThat(answer.isWhole(false)).isTrue();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.timingNs("queue")).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2p1 Debian\r\n\r\n",
                "HTTP/1.1 abc Nothing\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            })
    void anythingElseIsUnreadable(String text) {
        assertThatExceptionOfType(Answer.UnreadableException.class)
                .isThrownBy(() -> filled(text).isWhole(false));
    }

    private static String body(Answer answer) {
        return new String(answer.bytes(), answer.bodyAt(), answer.bodyBytes(), StandardCharsets.UTF_8);
    }

    private static Answer fed(String text, int step) throws Exception {
        Answer answer = new Answer();
        for (int at = 0; at < text.length(); at += step) {
            assertThat(answer.isWhole(false)).isFalse();
            feed(answer, text.substring(at, Math.min(text.length(), at + step)));
        }
        assertThat(answer.isWhole(false)).isTrue();
        return answer;
    }

    private static Answer filled(String text) throws Exception {
        Answer answer = new Answer();
        feed(answer, text);
        return answer;
    }

    private static void feed(Answer answer, String text) throws Exception {
        ReadableByteChannel channel =
                Channels.newChannel(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        while (answer.readFrom(channel) > 0) {
            // Until all of it is in.
        }
    }
}
