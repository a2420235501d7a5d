package dev.roost.bench.posts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.bench.node.Nodes;
import dev.roost.core.Commit;
import dev.roost.core.StateView;
import dev.roost.core.StateWriter;
import dev.roost.core.Table;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.ImportMark;
import dev.roost.model.MarkKind;
import dev.roost.model.PostId;
import dev.roost.runtime.MemoryStore;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a command writes, log entry, rows and heads together: exact, unlike times, and so a gate that does not flake.
 * Whoever changes a format or adds an index sees here what it costs each post.
 */
class WrittenRowsTest {
    private static final int AUTHORS = 64;
    private static final long NOW_MS = 1_700_000_000_000L;

    private final MemoryStore store = new MemoryStore();

    @BeforeEach
    void accountsWithAPostEach() throws Exception {
        Commit commit = new Commit(store);
        List<String> names =
                IntStream.rangeClosed(1, AUTHORS).mapToObj(id -> "author" + id).toList();
        commit.add(NOW_MS, new Command.ImportAccounts(new ImportMark("authors", 1), names));
        for (int author = 1; author <= AUTHORS; author++) {
            commit.add(NOW_MS, Nodes.post(author, 100));
        }
        store.commit(commit::writeTo);
    }

    @Test
    void postsThatShareACommit() {
        Commit commit = new Commit(store);
        for (int author = 1; author <= AUTHORS; author++) {
            commit.add(NOW_MS, Nodes.post(author, 100));
        }
        // Each: log entry, post, author's list, public list, author's figures; once: the heads.
        assertThat(written(commit)).isEqualTo(new Written(5 * AUTHORS + 1, 23_833));
    }

    @Test
    void aPostAlone() {
        assertThat(written(new Commit(store), Nodes.post(1, 100))).isEqualTo(new Written(6, 395));
    }

    @Test
    void aFollow() {
        Command follow = new Command.FollowAccount(new AccountId(1), new AccountId(2), true, false);
        assertThat(written(new Commit(store), follow)).isEqualTo(new Written(8, 164));
    }

    @Test
    void aFavourite() {
        PostId[] newest = new PostId[1];
        new StateView(store).publicPosts(Long.MAX_VALUE, (post, author) -> {
            newest[0] = post;
            return false;
        });
        Command mark = new Command.MarkPost(new AccountId(1), newest[0], MarkKind.FAVOURITE);
        assertThat(written(new Commit(store), mark)).isEqualTo(new Written(9, 220));
    }

    /** Rows, and the bytes of their keys and values. */
    private record Written(int rows, long bytes) {}

    private static Written written(Commit commit, Command command) {
        commit.add(NOW_MS, command);
        return written(commit);
    }

    private static Written written(Commit commit) {
        int[] rows = new int[1];
        long[] bytes = new long[1];
        commit.writeTo(new StateWriter() {
            @Override
            public void put(Table table, byte[] key, byte[] value) {
                rows[0]++;
                bytes[0] += key.length + value.length;
            }

            @Override
            public void delete(Table table, byte[] key) {
                rows[0]++;
                bytes[0] += key.length;
            }
        });
        return new Written(rows[0], bytes[0]);
    }
}
