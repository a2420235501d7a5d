package dev.roost.app.imports;

import dev.roost.core.Commit;
import dev.roost.core.StateView;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.runtime.MemoryStore;
import dev.roost.runtime.WritesStoppedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A community in memory whose log takes a command at a time, and can break off like a killed process. */
public final class MemoryCommunity {
    private final MemoryStore store = new MemoryStore();
    private long nowMs = 1_700_000_000_000L;
    private int left = Integer.MAX_VALUE;

    /** After so many more commands, everything is refused. */
    public void breakAfter(int commands) {
        left = commands;
    }

    public OpenCommunity open() {
        return new OpenCommunity(this::commit, new StateView(store));
    }

    public Outcome execute(Command command) {
        return commit(command).join();
    }

    private CompletableFuture<Outcome> commit(Command command) {
        if (left-- <= 0) {
            throw new WritesStoppedException("killed", "the disk is full", 5);
        }
        Commit commit = new Commit(store);
        Outcome outcome = commit.add(nowMs++, command);
        try {
            if (!commit.isEmpty()) {
                store.commit(commit::writeTo);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UncheckedIOException(new IOException(e));
        }
        return CompletableFuture.completedFuture(outcome);
    }

    /** A whole export, with secrets, into a directory that is made. */
    public Path export(Path directory) throws IOException {
        try (var snapshot = store.snapshot()) {
            new Exports(new StateView(snapshot), Streams.NONE, Streams.NONE)
                    .run(directory, new Exports.Choice(true, true, true, true));
        }
        return directory;
    }

    /** The bytes of an export's list of files, which holds the fingerprints of all of them. */
    public static String listOf(Path export) throws IOException {
        return Files.readString(export.resolve("roost-export.json"));
    }
}
