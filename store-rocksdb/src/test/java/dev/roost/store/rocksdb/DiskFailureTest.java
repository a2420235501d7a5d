package dev.roost.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.core.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more bytes, played by the limit on the size of a file. */
class DiskFailureTest {
    private static final RocksDbSettings SETTINGS = new RocksDbSettings(8 << 20, 256 << 20);
    private static final int FILE_BLOCKS_MAX = 40_000;

    @TempDir
    Path directory;

    @Test
    void writesStopAndReadsGoOn() throws Exception {
        // A block is 512 or 1024 bytes: more than the native library needs, less than a write-ahead file may grow to.
        Process child = ChildProcess.start(
                List.of("sh", "-c", "ulimit -f " + FILE_BLOCKS_MAX + " && exec \"$@\"", "sh"),
                UntilItFails.class,
                directory.toString());
        List<String> said = child.inputReader().lines().toList();
        assertThat(child.waitFor()).isZero();
        assertThat(said).hasSize(1);
        int answered = Integer.parseInt(said.getFirst());
        assertThat(answered).isPositive();
        try (RocksDbStore store = RocksDbStore.openExisting(directory, SETTINGS, "test")) {
            for (int n = 0; n < answered; n++) {
                assertThat(store.get(Table.LOG, key(n))).as("commit %d", n).hasSize(100_000);
            }
        }
    }

    private static byte[] key(int n) {
        return ByteBuffer.allocate(4).putInt(n).array();
    }

    static final class UntilItFails {
        private UntilItFails() {}

        public static void main(String[] args) throws IOException {
            try (RocksDbStore store = RocksDbStore.open(Path.of(args[0]), SETTINGS, "test")) {
                int answered = 0;
                while (committed(store, answered)) {
                    answered++;
                }
                for (int attempt = 0; attempt < 3; attempt++) {
                    check(!committed(store, answered));
                }
                check(store.get(Table.LOG, key(answered)) == null);
                for (int n = 0; n < answered; n++) {
                    check(store.get(Table.LOG, key(n)) != null);
                }
                System.out.println(answered);
            }
        }

        private static boolean committed(RocksDbStore store, int n) {
            try {
                store.commit(rows -> rows.put(Table.LOG, key(n), new byte[100_000]));
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        private static void check(boolean holds) {
            if (!holds) {
                throw new AssertionError();
            }
        }
    }
}
