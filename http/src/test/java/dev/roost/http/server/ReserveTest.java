package dev.roost.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReserveTest {
    private final Reserve reserve = new Reserve(1_280, 640);
    private final Reserve.Share one = new Reserve.Share();
    private final Reserve.Share other = new Reserve.Share();

    @Test
    void aSourceGetsItsShareAndNoMore() {
        assertThat(reserve.take(one, 640)).isTrue();
        assertThat(reserve.take(one, 1)).isFalse();
        assertThat(reserve.taken()).isEqualTo(640);
        reserve.giveBack(one, 640);
        assertThat(reserve.taken()).isZero();
        assertThat(reserve.take(one, 641)).isFalse();
        assertThat(reserve.take(one, 640)).isTrue();
    }

    @Test
    void theLastQuarterIsForThoseThatHoldLittle() {
        assertThat(reserve.take(one, 640)).isTrue();
        assertThat(reserve.take(other, 320)).isTrue();
        assertThat(reserve.take(other, 1)).isFalse();
        for (int i = 0; i < 32; i++) {
            Reserve.Share little = new Reserve.Share();
            assertThat(reserve.take(little, 11)).isFalse();
            assertThat(reserve.take(little, 10)).isTrue();
            assertThat(reserve.take(little, 1)).isFalse();
        }
        assertThat(reserve.taken()).isEqualTo(1_280);
        assertThat(reserve.take(new Reserve.Share(), 1)).isFalse();
        assertThat(reserve.taken()).isEqualTo(1_280);
    }
}
