package dev.roost.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roost.core.AccountPages;
import dev.roost.core.Replay;
import dev.roost.core.StateAudit;
import dev.roost.core.StateReader;
import dev.roost.core.StateView;
import dev.roost.core.Table;
import dev.roost.model.AccountId;
import dev.roost.model.ListedAccount;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import dev.roost.runtime.MemoryStore;
import dev.roost.store.rocksdb.UnusableDirectoryException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A directory that the last program of format 1 has written, brought to this program's format. */
class UpgradeTest {
    private static final RocksDbSettings SETTINGS = new RocksDbSettings(8 << 20, 1 << 20);
    private static final PageRequest FIRST = PageRequest.newest(80);

    @TempDir
    Path directory;

    private Path data;

    @BeforeEach
    void unpack() throws IOException {
        data = Files.createDirectory(directory.resolve("data"));
        try (InputStream resource = UpgradeTest.class.getResourceAsStream("/format-1.zip");
                ZipInputStream files = new ZipInputStream(resource)) {
            for (ZipEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                Path file = data.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.write(file, files.readAllBytes());
                }
            }
        }
    }

    // ---- what comes out

    @Test
    void nothingIsLostAndAllOfItIsRight() throws Exception {
        thereIsWhatThisProgramWouldHaveMade(files(data.resolve("store")));
        assertThat(data.resolve("roost-format")).hasContent("roost data directory\nformat 2\nwritten by roost 2.0\n");
        // Once is enough.
        try (RocksDbStore store = open()) {
            assertThat(StateAudit.run(store, AssertionError::new).problems()).isZero();
            MemoryStore again = new MemoryStore();
            new Replay(store)
                    .into(new Replay.Target(again, commit -> again.commit(commit::writeTo)), (offset, bytes) -> {});
            for (Table table : Table.values()) {
                assertThat(rows(again, table)).as(table.name()).isEqualTo(rows(store, table));
            }
        }
    }

    @Test
    void listsAreInTheOrderOfTime() throws IOException {
        try (RocksDbStore store = open()) {
            AccountPages pages = new AccountPages(store);
            assertThat(ids(pages.followers(id(FormatOneScenario.CAROL), FIRST, any -> true)))
                    .containsExactly(
                            FormatOneScenario.DAVE,
                            FormatOneScenario.BOB,
                            FormatOneScenario.ALICE,
                            FormatOneScenario.ERIN);
            assertThat(ids(pages.followees(id(FormatOneScenario.ALICE)).page(FIRST, any -> true)))
                    .containsExactly(
                            FormatOneScenario.GRACE,
                            FormatOneScenario.ERIN,
                            FormatOneScenario.BOB,
                            FormatOneScenario.CAROL,
                            FormatOneScenario.DAVE);
            assertThat(ids(pages.followers(id(FormatOneScenario.FRANK), FIRST, any -> true)))
                    .isEqualTo(IntStream.range(9, 49).boxed().toList());
            assertThat(ids(pages.followRequests(id(FormatOneScenario.GRACE), FIRST, any -> true)))
                    .containsExactly(FormatOneScenario.HEIDI, FormatOneScenario.BOB, FormatOneScenario.FRANK);
            assertThat(ids(pages.followRequests(id(FormatOneScenario.ALICE), FIRST, any -> true)))
                    .containsExactly(9 + 3, 9 + 5);
            assertThat(ids(pages.blocked(id(FormatOneScenario.HEIDI), FIRST, any -> true)))
                    .containsExactly(
                            9 + 7,
                            FormatOneScenario.ERIN,
                            FormatOneScenario.BOB,
                            FormatOneScenario.FRANK,
                            FormatOneScenario.ALICE);
            assertThat(ids(pages.muted(id(FormatOneScenario.DAVE), FIRST, any -> true)))
                    .containsExactly(9 + 2, FormatOneScenario.BOB, FormatOneScenario.FRANK, FormatOneScenario.ERIN);
        }
    }

    @Test
    void fansAndBoostersAreInTheOrderOfTime() throws IOException {
        try (RocksDbStore store = open()) {
            AccountPages pages = new AccountPages(store);
            PostId post = newestTagged(store);
            assertThat(ids(pages.favouritedBy(post, FIRST, any -> true)))
                    .containsExactly(FormatOneScenario.BOB, FormatOneScenario.ERIN, FormatOneScenario.ALICE);
            assertThat(ids(pages.boostedBy(post, FIRST, any -> true)))
                    .containsExactly(FormatOneScenario.ALICE, FormatOneScenario.DAVE, FormatOneScenario.BOB);
        }
    }

    /** Carol's first post, which the others have put marks on. */
    private static PostId newestTagged(StateReader store) {
        List<PostId> posts = new ArrayList<>();
        new StateView(store).publicPosts(Long.MAX_VALUE, (post, author) -> {
            if (author.equals(id(FormatOneScenario.CAROL))) {
                posts.add(post);
            }
            return true;
        });
        return posts.getLast();
    }

    // ---- crashes

    /** Until the directory is marked it is the old one, and from then on the new one. */
    @ParameterizedTest
    @EnumSource(Upgrade.Step.class)
    void aKillAnywhereLosesNothing(Upgrade.Step step) throws Exception {
        Map<String, String> before = files(data.resolve("store"));
        Process child = ChildProcess.start(KilledAt.class, data.toString(), step.name());
        assertThat(child.waitFor()).isEqualTo(KilledAt.KILLED);
        boolean old = step.compareTo(Upgrade.Step.MARKED) < 0;
        assertThat(Files.readAllLines(data.resolve("roost-format")).get(1)).isEqualTo(old ? "format 1" : "format 2");
        if (old) {
            assertThat(files(data.resolve("store"))).isEqualTo(before);
        }
        thereIsWhatThisProgramWouldHaveMade(before);
    }

    private void thereIsWhatThisProgramWouldHaveMade(Map<String, String> before) throws IOException {
        MemoryStore played = new MemoryStore();
        new FormatOneScenario(played).play();
        try (RocksDbStore store = open()) {
            for (Table table : Table.values()) {
                assertThat(rows(store, table)).as(table.name()).isEqualTo(rows(played, table));
            }
        }
        assertThat(files(data.resolve("store.format-1"))).isEqualTo(before);
        assertThat(data.resolve("store.new")).doesNotExist();
    }

    static final class KilledAt {
        static final int KILLED = 9;

        private KilledAt() {}

        public static void main(String[] args) throws IOException {
            DataDirectory held = DataDirectory.open(Path.of(args[0]), "2.0", false);
            NativeLibrary.load(held.path());
            Upgrade.Step last = Upgrade.Step.valueOf(args[1]);
            new Upgrade(held, SETTINGS, "2.0", path -> Long.MAX_VALUE, step -> {
                        if (step == last) {
                            Runtime.getRuntime().halt(KILLED);
                        }
                    })
                    .run();
        }
    }

    // ---- refusals

    @Test
    void withoutRoomNothingIsChanged() throws IOException {
        try (DataDirectory held = DataDirectory.open(data, "2.0", false)) {
            Upgrade upgrade = new Upgrade(held, SETTINGS, "2.0", path -> 63L << 20, step -> {});
            UnusableDirectoryException refused = catchThrowableOfType(UnusableDirectoryException.class, upgrade::run);
            assertThat(refused.reason()).isEqualTo(Reason.NOT_UPGRADED);
            assertThat(refused).hasMessageContaining("nothing was changed").hasMessageContaining("63 MiB free");
        }
        assertUntouched();
        open().close();
    }

    @Test
    void anotherStateThanTheLogGivesIsRefused() throws IOException {
        try (RocksDbStore store = open()) {
            store.commit(
                    rows -> rows.put(Table.USERNAMES, "nobody".getBytes(StandardCharsets.UTF_8), new byte[] {1, 1}));
        }
        pretendToBeOld();
        assertNotUpgraded("USERNAMES has other rows (49, now 48)");
    }

    @Test
    void aLogWithAHoleIsRefused() throws IOException {
        try (RocksDbStore store = open()) {
            store.commit(rows -> rows.delete(Table.LOG, new byte[] {0, 0, 0, 0, 0, 0, 0, 7}));
        }
        pretendToBeOld();
        assertNotUpgraded("the log has no entry 7");
    }

    @Test
    void whatAnotherUpgradeLeftIsNotWrittenOver() throws IOException {
        Files.createDirectory(data.resolve("store.format-1"));
        assertNotUpgraded("store.format-1 is left from another upgrade");
    }

    /** A directory of this format, marked as one of the older. */
    private void pretendToBeOld() throws IOException {
        try (Stream<Path> former = Files.walk(data.resolve("store.format-1"))) {
            former.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
        Files.writeString(data.resolve("roost-format"), "roost data directory\nformat 1\nwritten by roost 0.1.0\n");
    }

    private void assertNotUpgraded(String why) throws IOException {
        assertThatThrownBy(this::open)
                .isInstanceOf(UnusableDirectoryException.class)
                .hasMessageContaining("cannot upgrade")
                .hasMessageContaining("nothing was changed")
                .hasMessageContaining(why);
        assertUntouched();
    }

    private void assertUntouched() throws IOException {
        assertThat(Files.readAllLines(data.resolve("roost-format"))).contains("format 1");
        assertThat(data.resolve("store/CURRENT")).exists();
        assertThat(data.resolve("store.new")).doesNotExist();
    }

    // ---- reading

    private RocksDbStore open() throws IOException {
        return RocksDbStore.openExisting(data, SETTINGS, "2.0");
    }

    private static AccountId id(int account) {
        return new AccountId(account);
    }

    private static List<Integer> ids(List<ListedAccount> page) {
        return page.stream().map(entry -> entry.account().value()).toList();
    }

    private static List<String> rows(StateReader reader, Table table) {
        List<String> rows = new ArrayList<>();
        HexFormat hex = HexFormat.of();
        reader.scan(
                table, new byte[0], null, (key, value) -> rows.add(hex.formatHex(key) + " " + hex.formatHex(value)));
        return rows;
    }

    /** What matters of a store: all files but those in which RocksDB tells of itself. */
    private static Map<String, String> files(Path store) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(store)) {
            for (Path file : all.toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith("LOG") && !name.equals("LOCK")) {
                    files.put(name, Integer.toHexString(Arrays.hashCode(Files.readAllBytes(file))));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return files;
    }
}
