package dev.roost.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.roost.store.rocksdb.UnusableDirectoryException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void aNewDirectoryIsMarked() throws IOException {
        Path data = directory.resolve("a/b");
        try (DataDirectory made = DataDirectory.open(data, "1.2.3", true)) {
            assertThat(made.isFresh()).isTrue();
            assertThat(data.resolve("roost-format")).doesNotExist();
            made.established();
            assertThat(made.isFresh()).isFalse();
        }
        assertThat(data.resolve("roost-format")).hasContent("roost data directory\nformat 2\nwritten by roost 1.2.3\n");
        DataDirectory.open(data, "1.2.4", false).close();
    }

    @Test
    void aDirectoryIsOpenOnce() throws IOException {
        try (DataDirectory first = DataDirectory.open(directory, "1", true)) {
            first.established();
            var refused = refusal(directory.resolve("."), true);
            assertThat(refused.reason()).isEqualTo(Reason.LOCKED);
            assertThat(refused)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
            assertThat(first.path()).isEqualTo(directory.toRealPath());
        }
        DataDirectory.open(directory, "1", false).close();
    }

    @Test
    void anotherProcessHoldsItsDirectory() throws Exception {
        try (DataDirectory made = DataDirectory.open(directory, "1", true)) {
            made.established();
        }
        Process holder = ChildProcess.start(LockHolder.class, directory.toString());
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            var refused = refusal(directory, true);
            assertThat(refused.reason()).isEqualTo(Reason.LOCKED);
            assertThat(refused).hasMessageContaining("in use by process " + holder.pid());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        DataDirectory.open(directory, "1", false).close();
    }

    static final class LockHolder {
        private LockHolder() {}

        public static void main(String[] args) throws IOException {
            try (DataDirectory held = DataDirectory.open(Path.of(args[0]), "1", false)) {
                System.out.println(held.path() == null ? "" : "held");
                System.in.read();
            }
        }
    }

    @Test
    void somebodyElsesFilesAreLeftAlone() throws IOException {
        Files.writeString(directory.resolve("thesis.txt"), "mine");
        assertThat(refusal(directory, true).reason()).isEqualTo(Reason.FOREIGN);
        assertThat(directory).isDirectoryNotContaining(file -> !file.endsWith("thesis.txt"));
    }

    @Test
    void aFirstStartThatWasCutOffIsNotForeign() throws IOException {
        Files.writeString(directory.resolve("roost.lock"), "1\n");
        Files.writeString(directory.resolve("roost-format.new"), "roost");
        Files.createDirectory(directory.resolve("lost+found"));
        Files.createDirectory(directory.resolve("store"));
        Files.writeString(directory.resolve("store/MANIFEST-000001"), "half");
        Files.writeString(directory.resolve("roost-answered"), "half");
        try (DataDirectory again = DataDirectory.open(directory, "1", true)) {
            assertThat(again.isFresh()).isTrue();
            assertThat(directory.resolve("store")).doesNotExist();
            assertThat(directory.resolve("roost-answered")).doesNotExist();
        }
    }

    @Test
    void aStoreWithoutItsDirectoryIsNotTakenForAFirstStart() throws IOException {
        Files.createDirectory(directory.resolve("store"));
        Files.writeString(directory.resolve("store/CURRENT"), "MANIFEST-000005\n");
        var refused = refusal(directory, true);
        assertThat(refused.reason()).isEqualTo(Reason.FOREIGN);
        assertThat(refused).hasMessageContaining("has a store but no roost-format");
        assertThat(directory.resolve("store/CURRENT")).exists();
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        Files.writeString(directory.resolve("roost-format"), "roost data directory\nformat 3\nwritten by roost 9.0\n");
        var refused = refusal(directory, true);
        assertThat(refused.reason()).isEqualTo(Reason.NEWER_FORMAT);
        assertThat(refused).hasMessageContaining("format 3, written by roost 9.0;");
    }

    @Test
    void anUnreadableFormatIsDamage() throws IOException {
        Path file = directory.resolve("roost-format");
        for (String text :
                new String[] {"", "something else\n", "roost data directory\n", "roost data directory\nformat x"}) {
            Files.writeString(file, text);
            assertThat(refusal(directory, true).reason()).as(text).isEqualTo(Reason.DAMAGED);
        }
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(refusal(directory, true).reason()).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void whatMustExistIsNotMade() {
        assertThat(refusal(directory.resolve("no"), false).reason()).isEqualTo(Reason.MISSING);
        assertThat(refusal(directory, false).reason()).isEqualTo(Reason.MISSING);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThat(refusal(file, true).reason()).isEqualTo(Reason.NO_ACCESS);
        assertThat(refusal(file.resolve("below"), true).reason()).isEqualTo(Reason.NO_ACCESS);
    }

    @Test
    void nobodyElseMayLookIntoANewDirectory() throws IOException {
        Path made = directory.resolve("parent/data");
        DataDirectory.open(made, "1", true).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(DataDirectory.openToOthers(made)).isEmpty();
    }

    @Test
    void anExistingDirectoryKeepsItsRightsAndIsTold() throws IOException {
        for (String rights : new String[] {"rwxr-x---", "rwx---r--", "rwx--x--x"}) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(rights));
            DataDirectory.open(directory, "1", true).close();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo(rights);
            assertThat(DataDirectory.openToOthers(directory).orElseThrow())
                    .contains(directory.toString(), rights, "chmod 700");
        }
    }

    @Test
    void aMissingRightIsNamed() throws IOException {
        assumeThat(System.getProperty("user.name")).as("root has every right").isNotEqualTo("root");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-x------"));
        assertThat(refusal(directory.resolve("data"), true).reason()).isEqualTo(Reason.NO_ACCESS);
        assertThat(refusal(directory, true).reason()).isEqualTo(Reason.NO_ACCESS);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    private static UnusableDirectoryException refusal(Path directory, boolean create) {
        return catchThrowableOfType(
                UnusableDirectoryException.class,
                () -> DataDirectory.open(directory, "1", create).close());
    }
}
