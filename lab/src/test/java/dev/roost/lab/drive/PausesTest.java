package dev.roost.lab.drive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PausesTest {
    @Test
    void aCollectionOfAllGarbageIsAPause() throws Exception {
        Pauses pauses = Pauses.watch();
        long beforeNs = System.nanoTime();
        System.gc();
        long afterNs = System.nanoTime();
        assertThat(pauses.end()).anySatisfy(pause -> {
            assertThat(pause.atNs()).isBetween(beforeNs, afterNs);
            assertThat(pause.lengthNs()).isPositive();
        });
    }
}
