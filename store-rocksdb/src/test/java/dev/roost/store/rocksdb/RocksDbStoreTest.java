package dev.roost.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.core.Table;
import dev.roost.core.Table.Family;
import dev.roost.runtime.StateStore;
import dev.roost.runtime.StateStore.StateSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBatch;

class RocksDbStoreTest extends StateStoreContract {
    /** So small that the histories of the contract reach the files on disk. */
    private static final RocksDbSettings SMALL = new RocksDbSettings(8 << 20, 1 << 20);

    @TempDir
    Path directory;

    @Override
    StateStore openStore() throws IOException {
        return RocksDbStore.open(directory.resolve("data"), SMALL, "test");
    }

    @Test
    void rowsOutliveTheStore() throws IOException {
        store.commit(rows -> rows.put(Table.META, bytes("a"), bytes("1")));
        store.close();
        store.close();
        store = RocksDbStore.openExisting(directory.resolve("data"), SMALL, "test");
        assertThat(rows(store, Table.META, "", null)).containsExactly("a=1");
    }

    @Test
    void writeAheadFilesAreRecycled() throws IOException {
        assertThat(Files.readString(directory.resolve("data/store/LOG")))
                .containsPattern("Options.recycle_log_file_num: 4\\n")
                .containsPattern("Options.wal_recovery_mode: 2\\n");
    }

    @Test
    void aClosedStoreRefuses() throws IOException {
        StateSnapshot snapshot = store.snapshot();
        store.close();
        assertThatThrownBy(() -> store.get(Table.META, bytes("a"))).hasMessage("the store is closed");
        assertThatThrownBy(() -> store.scan(Table.META, bytes("a"), null, (key, value) -> true))
                .hasMessage("the store is closed");
        assertThatThrownBy(() -> store.commit(rows -> rows.delete(Table.META, bytes("a"))))
                .hasMessage("the store is closed");
        assertThatThrownBy(store::snapshot).hasMessage("the store is closed");
        assertThatThrownBy(() -> snapshot.get(Table.META, bytes("a"))).hasMessage("the store is closed");
        snapshot.close();
    }

    @Test
    void aClosedSnapshotRefuses() {
        StateSnapshot snapshot = store.snapshot();
        snapshot.close();
        snapshot.close();
        assertThatThrownBy(() -> snapshot.get(Table.META, bytes("a"))).hasMessage("the snapshot is closed");
    }

    @Test
    void readsRaceWithClose() throws Exception {
        store.commit(rows -> {
            for (int i = 0; i < 1_000; i++) {
                rows.put(Table.FOLLOWEES, bytes("k" + i), bytes("v"));
            }
        });
        int readers = 4;
        CountDownLatch reading = new CountDownLatch(readers);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int n = 0; n < readers; n++) {
            all.add(CompletableFuture.runAsync(
                    () -> readUntilClosed(reading),
                    task -> Thread.ofPlatform().daemon().start(task)));
        }
        reading.await();
        store.close();
        for (CompletableFuture<Void> each : all) {
            each.join();
        }
    }

    private void readUntilClosed(CountDownLatch reading) {
        boolean first = true;
        while (true) {
            try (StateSnapshot snapshot = store.snapshot()) {
                snapshot.scan(
                        Table.FOLLOWEES, new byte[0], null, (key, value) -> snapshot.get(Table.FOLLOWEES, key) != null);
                store.scan(Table.FOLLOWEES, new byte[0], null, (key, value) -> store.get(Table.FOLLOWEES, key) != null);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageEndingWith("is closed");
                return;
            }
            if (first) {
                first = false;
                reading.countDown();
            }
        }
    }

    @Test
    void aBatchIsEncodedAsRocksDbDoes() throws Exception {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY));
        for (Family family : Family.values()) {
            descriptors.add(new ColumnFamilyDescriptor(bytes(family.name())));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (DBOptions options = new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true);
                RocksDB database =
                        RocksDB.open(options, directory.resolve("other").toString(), descriptors, handles);
                WriteBatch expected = new WriteBatch()) {
            int[] ids =
                    handles.stream().skip(1).mapToInt(ColumnFamilyHandle::getID).toArray();
            CommitBatch batch = new CommitBatch(ids);
            for (int length : new int[] {0, 1, 126, 127, 128, 16_383, 16_384, 200_000}) {
                for (Table table : Table.values()) {
                    byte[] key = new byte[Math.min(length, 300)];
                    byte[] tagged = new byte[key.length + 1];
                    tagged[0] = table.tag();
                    ColumnFamilyHandle handle = handles.get(1 + table.family().ordinal());
                    batch.put(table, key, new byte[length]);
                    expected.put(handle, tagged, new byte[length]);
                    batch.delete(table, key);
                    expected.delete(handle, tagged);
                }
            }
            assertThat(database.isOwningHandle()).isTrue();
            assertThat(batch.encoded()).isEqualTo(expected.data());
            handles.forEach(ColumnFamilyHandle::close);
        }
    }
}
