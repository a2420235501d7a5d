package dev.roost.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.AuthorizationCode;
import org.junit.jupiter.api.Test;

/** A code's row tells what it gave; a row from before that was kept tells that it gave nothing. */
class CodeRowsTest {
    private static final byte[] HASH = {1, 2, 3};
    private static final AuthorizationCode CODE =
            new AuthorizationCode(HASH, new AppId(4), new AccountId(5), "urn:here", "read", "challenge", 600_000);

    @Test
    void aRowFromBeforeIsOfACodeThatGaveNothing() {
        ByteWriter before = Rows.writer(128);
        Rows.code(before, CODE);
        assertThat(Rows.tokenOfCode(HASH, before.toBytes())).isEmpty();
        assertThat(Rows.code(HASH, Rows.reader(before.toBytes())))
                .usingRecursiveComparison()
                .isEqualTo(CODE);
    }

    @Test
    void aRowTellsTheTokenBehindTheCode() {
        byte[] row = Rows.codeRow(CODE, new byte[] {9, 8});
        assertThat(Rows.tokenOfCode(HASH, row)).containsExactly(9, 8);
        assertThat(Rows.code(HASH, Rows.reader(row))).usingRecursiveComparison().isEqualTo(CODE);
        assertThat(Rows.tokenOfCode(HASH, Rows.codeRow(CODE, new byte[0]))).isEmpty();
    }
}
