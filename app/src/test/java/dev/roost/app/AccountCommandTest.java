package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Accounts from the command line, on a directory at rest and beside a running server. */
@Timeout(120)
class AccountCommandTest {
    @TempDir
    Path directory;

    private String data;
    private final List<String> errors = new ArrayList<>();

    @BeforeEach
    void chooseDirectory() {
        data = directory.resolve("data").toString();
    }

    @Test
    void anAccountsLifeAtRest() {
        assertThat(roost("create", "alice", "--email", "alice@example.org", "--password", "correct horse"))
                .containsExactly("created account alice (id 1)");
        assertThat(roost("create", "bob", "--display-name", "Bob B.").getLast()).matches("password: \\S{20}");
        assertThat(roost("list"))
                .hasSize(3)
                .first()
                .asString()
                .isEqualTo("id\tusername\tstanding\tposts\tfollowers\tcreated\temail");
        assertThat(roost("disable", "Alice")).containsExactly("account alice is now disabled");
        assertThat(roost("list", "--standing", "disabled"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("1\talice\tdisabled\t");
        assertThat(roost("enable", "alice")).containsExactly("account alice is now active");
        assertThat(roost("reset-password", "alice", "--password", "battery staple"))
                .containsExactly("account alice has a new password");
        assertThat(errors).isEmpty();
    }

    @Test
    void suspendingAndDeletingAreUndone() {
        roost("create", "alice", "--password", "correct horse");
        assertThat(roost("suspend", "alice"))
                .containsExactly(
                        "account alice is now suspended: nobody sees its posts until \"roost account unsuspend\"");
        assertRefused(
                "roost: account alice is suspended: \"roost account unsuspend\" lets it in again", "disable", "alice");
        assertThat(roost("unsuspend", "alice")).containsExactly("account alice is now active");
        assertRefused("roost: account alice is active", "restore", "alice");
        assertThat(roost("delete", "alice").getFirst())
                .matches("account alice is now deleted: .* until \\S+Z, then it is erased for good");
        assertThat(roost("list", "--standing", "deleted")).hasSize(2);
        assertRefused("roost: account alice is deleted: \"roost account restore\" brings it back", "enable", "alice");
        assertThat(roost("restore", "alice")).containsExactly("account alice is now active");
        assertThat(roost("suspend", "alice")).hasSize(1);
        assertThat(roost("enable", "alice")).containsExactly("account alice is now active");
    }

    @Test
    void refusalsAreOneLine() {
        roost("create", "alice", "--email", "alice@example.org", "--password", "correct horse");
        assertRefused("roost: the username ALICE is taken", "create", "ALICE", "--password", "correct horse");
        assertRefused(
                "roost: the e-mail address belongs to another account",
                "create",
                "carol",
                "--email",
                "Alice@example.org",
                "--password",
                "correct horse");
        assertRefused(
                "roost: the username may have letters a to z, digits and underscores only",
                "create",
                "al-ice",
                "--password",
                "correct horse");
        assertRefused("roost: the password is shorter than 8 characters", "create", "dave", "--password", "short");
        assertRefused("roost: there is no account eve: \"roost account list\" shows those there are", "disable", "eve");
        assertRefused("roost: account alice does not await approval: it is active", "approve", "alice");
    }

    @Test
    void onlyCreateMakesADirectory() {
        assertRefused("roost: there is no data directory " + data + ": start the server to create it", "list");
        assertThat(Path.of(data)).doesNotExist();
    }

    @Test
    void theServerDoesItWhileItRuns() throws Exception {
        try (RoostProcess server = RoostProcess.start(directory, "serve", "--data", data, "--port", "0")) {
            assertThat(server.line()).startsWith("Roost is ready");
            assertThat(roost("create", "alice", "--password", "correct horse"))
                    .containsExactly("created account alice (id 1)");
            assertThat(roost("list").getLast()).startsWith("1\talice\tactive\t");
            assertThat(roost("suspend", "alice")).hasSize(1);
            assertThat(roost("list", "--standing", "suspended")).hasSize(2);
            assertThat(roost("unsuspend", "alice")).containsExactly("account alice is now active");
            assertRefused("roost: the username alice is taken", "create", "alice", "--password", "correct horse");
            server.terminate();
            server.status();
            assertThat(server.errors())
                    .anyMatch(line -> line.endsWith("operator: account create alice"))
                    .noneMatch(line -> line.contains("correct horse"));
        }
        assertThat(roost("list").getLast()).startsWith("1\talice\tactive\t");
    }

    @Test
    void aPasswordComesFromStandardInput() throws Exception {
        try (RoostProcess create =
                RoostProcess.start(directory, "account", "create", "alice", "--data", data, "--password-stdin")) {
            assertThat(create.say("short\n").status()).isEqualTo(1);
            assertThat(create.errors()).containsExactly("roost: the password is shorter than 8 characters");
        }
    }

    private void assertRefused(String line, String... arguments) {
        errors.clear();
        assertThat(roost(arguments)).isEmpty();
        assertThat(errors).containsExactly(line);
        errors.clear();
    }

    /** Lines on standard output; what went to standard error is in {@link #errors}. */
    private List<String> roost(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("account"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", data));
        int status = Main.commandLine(all.toArray(String[]::new))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        err.toString().lines().forEach(errors::add);
        assertThat(status).as(err.toString()).isEqualTo(errors.isEmpty() ? 0 : 1);
        return out.toString().lines().toList();
    }
}
