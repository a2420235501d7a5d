package dev.roost.app.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditLineTest {
    @Test
    void namesWhomAndNothingSecret() {
        Arguments all =
                new Arguments(Map.of("username", "alice", "password", "correct horse", "email", "alice@example.org"));
        assertThat(AuditLine.of("account create", all)).isEqualTo("account create alice");
        assertThat(AuditLine.of("strategy", new Arguments(Map.of("to", "read"))))
                .isEqualTo("strategy to read");
        assertThat(AuditLine.of("post delete", new Arguments(Map.of("post", "117"))))
                .isEqualTo("post delete 117");
        assertThat(AuditLine.of("account list", Arguments.NONE)).isEqualTo("account list");
    }

    @Test
    void isOneLineWhateverIsSent() {
        Arguments odd = new Arguments(Map.of("username", "x\n2026-01-01 INFO operator: \u001b[2Jnothing"));
        assertThat(AuditLine.of("account\ndisable", odd)).matches("account.disable x[^\\p{Cntrl}]*");
        Arguments endless = new Arguments(Map.of("username", "x".repeat(60_000)));
        assertThat(AuditLine.of("account disable", endless)).hasSizeLessThan(200);
    }
}
