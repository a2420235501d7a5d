package dev.roost.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roost.lab.selftest.TrivialServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HyperfoilTest {
    @Test
    void everyRequestIsAnsweredAndTimed() throws IOException {
        try (TrivialServer server = TrivialServer.always(0)) {
            Told told = Hyperfoil.run(Asked.of("http://127.0.0.1:" + server.port() + "/", "100", "1"));
            assertThat(told.failed()).isZero();
            assertThat(told.sentPerSecond()).isPositive();
            assertThat(told.p50Ns()).isPositive();
            assertThat(told.maxNs()).isGreaterThanOrEqualTo(told.p999Ns());
            assertThat(told.json()).startsWith("{\"sent_per_second\":").contains("\"p999_ns\":");
        }
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Asked.of("http://127.0.0.1/"))
                .withMessageContaining("URL RATE SECONDS");
    }
}
