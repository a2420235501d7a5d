package dev.roost.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class JsonCodecTest {
    @Test
    void whatIsReadHasSoManyTokensAndNoMore() {
        assertThat(JsonCodec.read(list(19_998))).hasSize(19_998);
        assertThatThrownBy(() -> JsonCodec.read(list(20_000))).isInstanceOf(JacksonException.class);
    }

    private static byte[] list(int values) {
        return ("[" + "0,".repeat(values - 1) + "0]").getBytes(StandardCharsets.US_ASCII);
    }
}
