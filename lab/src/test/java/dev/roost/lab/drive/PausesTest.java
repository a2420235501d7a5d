package dev.roost.lab.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PausesTest {
    @TempDir
    private Path folder;

    @Test
    void aCollectionOfAllGarbageIsAPause() throws Exception {
        try (Pauses pauses = Pauses.watch(folder)) {
            long beforeNs = System.nanoTime();
            System.gc();
            long afterNs = System.nanoTime();
            assertThat(pauses.end()).anySatisfy(pause -> {
                assertThat(pause.atNs()).isBetween(beforeNs, afterNs);
                assertThat(pause.lengthNs()).isPositive();
            });
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whoGivesUpLeavesNothingEither() throws Exception {
        try (Pauses _ = Pauses.watch(folder)) {
            System.gc();
            assertThat(folder).isNotEmptyDirectory();
        }
        assertThat(folder).isEmptyDirectory();
    }
}
