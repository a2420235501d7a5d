package dev.roost.runtime.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.Limits;
import dev.roost.runtime.credentials.SignUpRules.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignUpRulesTest {
    @Test
    void goodOnesPass() {
        assertThat(SignUpRules.check("Ann_1", "ann@example.org", "12345678")).isEmpty();
        assertThat(SignUpRules.check("a".repeat(Limits.USERNAME_CHARS), "a@b", "пароль12"))
                .isEmpty();
        assertThat(SignUpRules.checkPassword("x".repeat(SignUpRules.PASSWORD_BYTES_MAX)))
                .isEmpty();
    }

    @Test
    void everyRuleIsNamed() {
        assertThat(SignUpRules.check("", "", ""))
                .containsExactly(Violation.USERNAME_BLANK, Violation.EMAIL_BLANK, Violation.PASSWORD_BLANK);
        assertThat(SignUpRules.checkUsername("ann!")).containsExactly(Violation.USERNAME_INVALID);
        assertThat(SignUpRules.checkUsername("a".repeat(Limits.USERNAME_CHARS + 1)))
                .containsExactly(Violation.USERNAME_TOO_LONG);
        assertThat(SignUpRules.checkPassword("1234567")).containsExactly(Violation.PASSWORD_TOO_SHORT);
        assertThat(SignUpRules.checkPassword("x".repeat(SignUpRules.PASSWORD_BYTES_MAX + 1)))
                .containsExactly(Violation.PASSWORD_TOO_LONG);
        for (String email :
                List.of("no address", "@b", "a@", "a@b@c", "a b@c", "a@.", "a@b\u0000", "a@" + "b".repeat(253))) {
            assertThat(SignUpRules.checkEmail(email)).as(email).containsExactly(Violation.EMAIL_INVALID);
        }
    }
}
