package dev.roost.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roost.core.StateView;
import dev.roost.store.rocksdb.UnusableDirectoryException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start knows what was answered: what is missing of it is said, and what was never answered is not missed. */
class LostWritesTest {
    private static final RocksDbSettings SETTINGS = new RocksDbSettings(8 << 20, 32 << 20);
    private static final int POSTS = 200;
    /** The account and the posts. */
    private static final long ANSWERED = 1 + POSTS;

    @TempDir
    Path directory;

    /** A directory whose process was killed, with all posts in one write-ahead file. */
    private Path killed() throws IOException {
        try (PostedStore store = new PostedStore(directory.resolve("made"), SETTINGS)) {
            return store.posts(POSTS).killed(directory.resolve("killed"));
        }
    }

    /** One whose process was killed three times: its posts are in three write-ahead files. */
    private Path killedThrice() throws IOException {
        Path last = null;
        for (int kill = 1; kill <= 3; kill++) {
            try (PostedStore store = new PostedStore(last == null ? directory.resolve("thrice") : last, SETTINGS)) {
                last = store.posts(kill == 3 ? POSTS - 100 : 50).killed(directory.resolve("killed" + kill));
            }
        }
        assertThat(last).isNotNull();
        return last;
    }

    @Test
    void aKillLosesNothing() throws IOException {
        assertWhole(killed(), ANSWERED);
        assertWhole(killedThrice(), ANSWERED);
    }

    @Test
    void aTornTailOfWhatWasNeverAnsweredIsNormal() throws IOException {
        for (int cut : new int[] {1, 20, 200}) {
            Path torn = directory.resolve("torn" + cut);
            try (PostedStore store = new PostedStore(directory.resolve("made" + cut), SETTINGS)) {
                store.posts(5).unansweredPost();
                store.killed(torn);
            }
            Path log = logs(torn).getLast();
            truncate(log, writtenBytes(log) - cut);
            assertWhole(torn, 6);
        }
    }

    @Test
    void whatWasNeverAnsweredMayBeThere() throws IOException {
        Path whole = directory.resolve("whole");
        try (PostedStore store = new PostedStore(directory.resolve("made"), SETTINGS)) {
            store.posts(5).unansweredPost();
            store.killed(whole);
        }
        assertWhole(whole, 7);
        // Readers have seen it since: from now on it may not go.
        assertThat(AnsweredMark.read(whole))
                .isNotNull()
                .satisfies(line -> assertThat(line.offset()).isEqualTo(7));
    }

    @Test
    void aBitFlippedInTheMiddle() throws IOException {
        Path data = killed();
        Path log = logs(data).getLast();
        flip(log, writtenBytes(log) / 2);
        UnusableDirectoryException refused = refused(data);
        assertThat(refused.reason()).isEqualTo(Reason.INCOMPLETE);
        assertThat(refused.getMessage())
                .matches(
                        "cannot open the store in .*: changes that were answered are not there any more \\(entries \\d+"
                                + " to 201 \\(\\d+\\) of the log; the files in .* were left as they are\\); put back .*"
                                + "serve --accept-loss");
    }

    @Test
    void everyPlaceOfAFlippedBit() throws IOException {
        Path data = killed();
        Path log = logs(data).getLast();
        long bytes = writtenBytes(log);
        for (long at = 0; at < bytes; at += bytes / 40) {
            flip(log, at);
            assertThat(refused(data).reason()).as("flipped at %d", at).isEqualTo(Reason.INCOMPLETE);
            flip(log, at);
        }
        assertWhole(data, ANSWERED);
    }

    @Test
    void aFileThatWasCut() throws IOException {
        Path data = killed();
        Path log = logs(data).getLast();
        truncate(log, writtenBytes(log) / 3);
        assertThat(refused(data).getMessage()).contains("to 201 (");
    }

    @Test
    void theNewestFileDeleted() throws IOException {
        Path data = killedThrice();
        assertThat(logs(data)).hasSizeGreaterThanOrEqualTo(3);
        Files.delete(logs(data).getLast());
        assertThat(refused(data).getMessage()).contains("entries 102 to 201 (100) of the log");
    }

    @Test
    void anOlderFileDeleted() throws IOException {
        Path data = killedThrice();
        Files.delete(logs(data).get(logs(data).size() - 2));
        UnusableDirectoryException refused = refused(data);
        assertThat(refused.reason()).isEqualTo(Reason.INCOMPLETE);
        assertThat(refused.getMessage()).contains("entries 52 to 101 (50) of the log");
    }

    @Test
    void anOlderFileWithAFlippedBit() throws IOException {
        Path data = killedThrice();
        Path log = logs(data).get(logs(data).size() - 2);
        flip(log, writtenBytes(log) / 2);
        assertThat(refused(data).reason()).isEqualTo(Reason.INCOMPLETE);
    }

    @Test
    void allFilesDeleted() throws IOException {
        Path data = killed();
        for (Path log : logs(data)) {
            Files.delete(log);
        }
        assertThat(refused(data).getMessage()).contains("entries 1 to 201 (201) of the log");
    }

    @Test
    void aRefusedStoreStaysAsItIs() throws IOException {
        Path data = killedThrice();
        Path log = logs(data).get(logs(data).size() - 2);
        long at = writtenBytes(log) / 2;
        flip(log, at);
        Map<String, Long> before = sizes(data.resolve("store"));
        assertThat(refused(data).reason()).isEqualTo(Reason.INCOMPLETE);
        assertThat(refused(data).reason()).isEqualTo(Reason.INCOMPLETE);
        assertThat(sizes(data.resolve("store"))).containsAllEntriesOf(before);
        flip(log, at);
        assertWhole(data, ANSWERED);
    }

    @Test
    void aLossCanBeAccepted() throws IOException {
        Path data = killed();
        Path log = logs(data).getLast();
        flip(log, writtenBytes(log) / 2);
        long left;
        try (RocksDbStore store = RocksDbStore.openExisting(data, SETTINGS.withLossAccepted(), "test")) {
            left = new StateView(store).offset();
            assertThat(left).isPositive().isLessThan(ANSWERED);
        }
        assertWhole(data, left);
        try (PostedStore store = new PostedStore(data, SETTINGS)) {
            store.posts(3);
        }
        assertWhole(data, left + 3);
    }

    @Test
    void aGapCanBeAccepted() throws IOException {
        Path data = killedThrice();
        Files.delete(logs(data).get(logs(data).size() - 2));
        RocksDbStore.openExisting(data, SETTINGS.withLossAccepted(), "test").close();
        assertWhole(data, ANSWERED);
        try (PostedStore store = new PostedStore(data, SETTINGS)) {
            store.posts(2);
            store.killed(directory.resolve("later"));
        }
        assertWhole(directory.resolve("later"), ANSWERED + 2);
    }

    @Test
    void aDamagedLineOfTheMarkLeavesTheOther() throws IOException {
        Path data = killed();
        Path mark = data.resolve("roost-answered");
        for (int at : new int[] {20, 30, 532, 560}) {
            flip(mark, at);
            assertWhole(PostedStore.copy(data, directory.resolve("flipped" + at)), ANSWERED);
            flip(mark, at);
        }
    }

    @Test
    void aMarkThatIsGoneIsMissed() throws IOException {
        Path data = killed();
        Path mark = data.resolve("roost-answered");
        flip(mark, 20);
        flip(mark, 532);
        assertThat(refused(data).getMessage())
                .contains("roost-answered is damaged: nobody can tell whether all that was answered is there");
        Files.delete(mark);
        UnusableDirectoryException refused = refused(data);
        assertThat(refused.reason()).isEqualTo(Reason.INCOMPLETE);
        assertThat(refused.getMessage()).contains("roost-answered is missing");
        RocksDbStore.openExisting(data, SETTINGS.withLossAccepted(), "test").close();
        assertWhole(data, ANSWERED);
    }

    @Test
    void aDirectoryOfBeforeThereWereMarksGetsOne() throws Exception {
        Path data = Files.createDirectories(directory.resolve("old"));
        Files.writeString(data.resolve("roost-format"), "roost data directory\nformat 1\nwritten by roost 0.1.0\n");
        OpenDatabase.open(data.resolve("store"), SETTINGS, OpenDatabase.Mode.CREATE)
                .close();
        try (PostedStore store = new PostedStore(data, SETTINGS)) {
            store.posts(3).killed(directory.resolve("killed"));
        }
        assertWhole(directory.resolve("killed"), 4);
        Files.delete(directory.resolve("killed/roost-answered"));
        assertThat(refused(directory.resolve("killed")).reason()).isEqualTo(Reason.INCOMPLETE);
    }

    private static void assertWhole(Path data, long offset) throws IOException {
        try (RocksDbStore store = RocksDbStore.openExisting(data, SETTINGS, "test")) {
            assertThat(store.failure()).isNull();
            assertThat(new StateView(store).offset()).isEqualTo(offset);
        }
    }

    private static UnusableDirectoryException refused(Path data) {
        return catchThrowableOfType(
                UnusableDirectoryException.class,
                () -> RocksDbStore.openExisting(data, SETTINGS, "test").close());
    }

    private static List<Path> logs(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("store"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    private static Map<String, Long> sizes(Path store) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.list(store)) {
            for (Path file : files.toList()) {
                // RocksDB's own log is written on in any case.
                if (!file.getFileName().toString().startsWith("LOG")) {
                    sizes.put(file.getFileName().toString(), Files.size(file));
                }
            }
        }
        return sizes;
    }

    /** Without the zeros behind what was written. */
    private static long writtenBytes(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    static void flip(Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 0x10)).flip();
            channel.write(one, at);
        }
    }

    private static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }
}
