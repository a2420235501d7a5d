package dev.roost.store.rocksdb;

import dev.roost.core.Commit;
import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A store with an account that posts, each post a commit of its own; and copies of it as a kill would leave it. */
final class PostedStore implements AutoCloseable {
    private static final long NOW_MS = 1_700_000_000_000L;

    private final Path data;
    private final RocksDbStore store;

    PostedStore(Path data, RocksDbSettings settings) throws IOException {
        this.data = data;
        store = RocksDbStore.open(data, settings, "test");
        if (offset() == 0) {
            answer(new Command.CreateAccount("ann", "", "", "Ann", Standing.ACTIVE, "en"));
        }
    }

    long offset() {
        return new StateView(store).offset();
    }

    RocksDbStore store() {
        return store;
    }

    PostedStore posts(int more) throws IOException {
        return posts(more, 300);
    }

    PostedStore posts(int more, int chars) throws IOException {
        for (int i = 0; i < more; i++) {
            answer(post(chars));
        }
        return this;
    }

    /** A post that is on disk and whose author was told nothing yet. */
    void unansweredPost() throws IOException {
        commit(post(300));
    }

    private Command post(int chars) {
        PostBody body = new PostBody("post at " + offset() + " " + "x".repeat(chars), "", false, "en");
        return new Command.CreatePost(
                new AccountId(1), new PostDraft(body, Visibility.PUBLIC, List.of(), List.of()), null, null, null);
    }

    private void answer(Command command) throws IOException {
        store.answered(commit(command));
    }

    private long commit(Command command) throws IOException {
        Commit commit = new Commit(store);
        commit.add(NOW_MS + 1_000 * offset(), command);
        store.commit(commit::writeTo);
        return commit.offset();
    }

    /** What the disk has while the store is open: every commit is on it. */
    Path killed(Path copy) throws IOException {
        return copy(data, copy);
    }

    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                if (!Set.of("LOCK", "roost.lock").contains(file.getFileName().toString())) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
            }
        }
        return to;
    }

    @Override
    public void close() {
        store.close();
    }
}
