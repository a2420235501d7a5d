package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.app.node.Node;
import dev.roost.core.Table;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import dev.roost.runtime.Roost;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.store.rocksdb.RocksDbStore;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code roost verify} says and ends with: on a directory at rest, in a running server, on a damaged state. */
class VerifyCommandTest {
    private static final int ACCOUNTS = 12;

    @TempDir
    private Path directory;

    private Path data;

    @BeforeEach
    void fill() throws IOException {
        data = directory.resolve("data");
        try (Node node = Node.open(data, true, RocksDbSettings.DEFAULTS, TimelineSettings.DEFAULT, "test")) {
            fill(node.roost());
        }
    }

    private static void fill(Roost roost) {
        for (int i = 1; i <= ACCOUNTS; i++) {
            roost.execute(new Command.CreateAccount("a" + i, "", "", "a" + i, Standing.ACTIVE, "en"));
        }
        for (int i = 1; i <= ACCOUNTS; i++) {
            AccountId account = new AccountId(i);
            for (int j = 1; j < i; j++) {
                roost.execute(new Command.FollowAccount(account, new AccountId(j), true, false));
            }
            PostBody body = new PostBody("text " + i, "", false, "en");
            roost.execute(new Command.CreatePost(
                    account, new PostDraft(body, Visibility.PUBLIC, List.of(), List.of()), null, null, null));
        }
    }

    @Test
    void aDirectoryAtRestIsFoundWell() throws Exception {
        try (RoostProcess verify = verify("--strategy", "all", "--readers", "5", "--seed", "7", "--replay")) {
            List<String> lines = verify.lines();
            assertThat(verify.status()).as("%s", verify.errors()).isZero();
            assertThat(lines)
                    .anyMatch(
                            line -> line.matches("state at offset 90: \\d+ rows compared with one another, 0 problems"))
                    .contains("the log gives the same rows again", "all is well")
                    .anyMatch(line -> line.matches("read: \\d+ pages of 12 readers compared, 0 differences"))
                    .anyMatch(line -> line.matches("write: \\d+ pages of 12 readers compared, 0 differences"))
                    .anyMatch(line -> line.matches("hybrid: \\d+ pages of 12 readers compared, 0 differences"));
        }
    }

    @Test
    void aRunningServerVerifiesItself() throws Exception {
        try (RoostProcess server = RoostProcess.start(directory, "serve", "--data", data.toString(), "--port", "0")) {
            assertThat(server.line()).contains("Roost is ready");
            try (RoostProcess verify = verify()) {
                List<String> lines = verify.lines();
                assertThat(verify.status()).as("%s", verify.errors()).isZero();
                assertThat(lines)
                        .anyMatch(line -> line.matches("hybrid: \\d+ pages of 12 readers compared, 0 differences"))
                        .anyMatch(line ->
                                line.matches("as served, hybrid: \\d+ pages of 12 readers compared, 0 differences"));
            }
        }
    }

    @Test
    void damageIsNamed() throws Exception {
        try (RocksDbStore store = RocksDbStore.openExisting(data, RocksDbSettings.DEFAULTS, "test")) {
            List<byte[]> keys = new ArrayList<>();
            store.scan(Table.POSTS_BY_AUTHOR, new byte[0], null, (key, value) -> keys.add(key));
            store.commit(rows -> rows.delete(Table.POSTS_BY_AUTHOR, keys.get(3)));
        }
        try (RoostProcess verify = verify()) {
            List<String> lines = verify.lines();
            assertThat(verify.status()).isEqualTo(1);
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("posts by author: ") && line.contains("is missing"))
                    .contains("there are differences: see above");
        }
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        Path table = files(".sst").stream()
                .max(Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(table);
        bytes[bytes.length / 2] ^= 1;
        Files.write(table, bytes);
        try (RoostProcess verify = verify("--replay")) {
            List<String> lines = verify.lines();
            assertThat(verify.status()).isEqualTo(1);
            assertThat(String.join("\n", lines) + verify.errors())
                    .contains(table.getFileName().toString())
                    .contains("damaged");
        }
    }

    /** What the start says, verify says. */
    @Test
    void answeredChangesThatAreMissingAreNamed() throws Exception {
        try (RoostProcess server = RoostProcess.start(directory, "serve", "--data", data.toString(), "--port", "0")) {
            assertThat(server.line()).contains("Roost is ready");
            try (RoostProcess create = RoostProcess.start(
                    directory, "account", "create", "zoe", "--password-stdin", "--data", data.toString())) {
                assertThat(create.say("a long password").status()).isZero();
            }
            server.kill();
        }
        for (Path log : files(".log")) {
            Files.delete(log);
        }
        String missing = "changes that were answered are not there any more";
        try (RoostProcess verify = verify()) {
            assertThat(verify.status()).isEqualTo(1);
            assertThat(verify.errors()).singleElement().asString().contains(missing, "entry 91 of the log");
        }
        try (RoostProcess server = RoostProcess.start(directory, "serve", "--data", data.toString(), "--port", "0")) {
            assertThat(server.status()).isEqualTo(1);
            assertThat(server.errors()).last().asString().contains(missing, "serve --accept-loss");
        }
        try (RoostProcess server =
                RoostProcess.start(directory, "serve", "--accept-loss", "--data", data.toString(), "--port", "0")) {
            assertThat(server.line()).contains("Roost is ready");
            assertThat(server.errors()).anyMatch(line -> line.contains("going on without what was lost"));
        }
        try (RoostProcess verify = verify()) {
            assertThat(verify.status()).isZero();
        }
    }

    private List<Path> files(String end) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("store"))) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        }
    }

    @Test
    void aWrongStrategyIsNamed() throws Exception {
        try (RoostProcess verify = verify("--strategy", "push")) {
            assertThat(verify.status()).isEqualTo(1);
            assertThat(verify.errors()).containsExactly("roost: no strategy push: read, write, hybrid or all");
        }
    }

    private RoostProcess verify(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("verify", "--data", data.toString()));
        arguments.addAll(List.of(options));
        return RoostProcess.start(directory, arguments.toArray(String[]::new));
    }
}
