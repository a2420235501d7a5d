package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.app.node.Node;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Posts from the command line, on a directory at rest. */
@Timeout(120)
class PostCommandTest {
    @TempDir
    Path directory;

    private Node open() throws IOException {
        return Node.open(directory, true, RocksDbSettings.DEFAULTS, TimelineSettings.DEFAULT, "test");
    }

    @Test
    void anybodysPostIsDeletedByIdOrAddress() throws IOException {
        PostId first;
        PostId second;
        try (Node node = open()) {
            AccountId alice = ((Outcome.AccountCreated)
                            node.roost().execute(new Command.CreateAccount("alice", "", "", "", Standing.ACTIVE, "en")))
                    .id();
            first = write(node, alice);
            second = write(node, alice);
        }
        assertThat(delete(first.toString())).isEqualTo("deleted post " + first + " by alice\n");
        assertThat(delete("https://roost.example/@alice/" + second))
                .isEqualTo("deleted post " + second + " by alice\n");
        String missing = "roost: there is no post " + first + ": give its id, or its address\n";
        assertThat(delete(first.toString())).isEqualTo(missing);
        assertThat(delete("nothing")).startsWith("roost: there is no post nothing");
        try (Node node = open()) {
            assertThat(node.roost().reads().instanceCounts().posts()).isZero();
        }
    }

    private static PostId write(Node node, AccountId author) {
        PostDraft draft =
                new PostDraft(new PostBody("words", "", false, "en"), Visibility.PUBLIC, List.of(), List.of());
        return ((Outcome.PostStored) node.roost().execute(new Command.CreatePost(author, draft, null, null, null)))
                .id();
    }

    /** All that is said. */
    private String delete(String post) {
        StringWriter said = new StringWriter();
        String[] all = {"post", "delete", post, "--data", directory.toString()};
        int status = Main.commandLine(all)
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(all);
        assertThat(status == 0).isEqualTo(said.toString().startsWith("deleted"));
        return said.toString();
    }
}
