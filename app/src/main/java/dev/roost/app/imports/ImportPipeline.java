package dev.roost.app.imports;

import dev.roost.model.Command;
import dev.roost.model.Command.ImportAccounts;
import dev.roost.model.Command.ImportFollows;
import dev.roost.model.Command.ImportPosts;
import dev.roost.model.Command.ImportRecords;
import dev.roost.model.ImportMark;
import dev.roost.model.ImportedPost;
import dev.roost.model.ImportedRecord;
import dev.roost.model.Limits;
import dev.roost.model.Outcome;
import dev.roost.runtime.OverloadedException;
import dev.roost.runtime.WritesStoppedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Takes the entries of one source in order, and brings them into the log in large batches with several on their way at
 * once. After a kill, everything up to the line of the last mark is in the state, and nothing after it.
 *
 * <p>One thread. Memory is bounded by the batches on their way, besides the usernames.
 */
public final class ImportPipeline {
    /** Entries that one line may bring: a post with its edits. Batches are cut between lines only. */
    static final int LINE_ENTRIES = Limits.POST_VERSIONS + 2;
    /** Batches whose accounts are asked for. */
    private static final int NAMING = 6;
    /** Batches that are sent and not answered. */
    private static final int SENT = 12;
    /** Characters of text in a batch: keeps a command below {@link Limits#COMMAND_BYTES} even at 3 bytes each. */
    private static final int BATCH_CHARS = Limits.COMMAND_BYTES / 4;

    private final Function<Command, CompletableFuture<Outcome>> log;
    private final String source;
    private final Usernames usernames = new Usernames();
    private final ArrayDeque<Named> naming = new ArrayDeque<>();
    private final ArrayDeque<Sent> sent = new ArrayDeque<>();
    private Batch batch = new Batch(Kind.FOLLOWS);
    private final KeysMet keys;
    private final Skipped skipped = new Skipped();
    private int askedNames;
    private long settledLine;
    private long sentLine;
    private long stored;

    /**
     * A pipeline that goes on after {@code line}.
     *
     * @param community what it writes to
     * @param source identifies the input in the marks
     * @param line lines of the source that are in the state
     */
    public ImportPipeline(OpenCommunity community, String source, long line) {
        this.log = community.log();
        this.source = source;
        this.keys = new KeysMet(community.state(), new ImportMark(source, line).keySpace());
        this.settledLine = line;
        this.sentLine = line;
    }

    /** The slot of an account by its valid username; it is made if there is none. */
    public int account(String username) {
        return usernames.slot(username);
    }

    /** A post of this source, not a boost, has this key from now on. */
    void keyGiven(String key) {
        keys.add(key);
    }

    /** Refuses a key that no post of this source has. */
    void requireKey(String key, String role) throws BadLineException {
        if (!keys.contains(key)) {
            throw new BadLineException(role + " is the k of no post before it: " + Show.quoted(key));
        }
    }

    /** Notes something beside the entries, at once: before all that have not been sent. */
    void note(ImportMark mark) {
        sent.add(new Sent(Kind.NOTES, submit(new ImportAccounts(mark, List.of()))));
        awaitAllBut(SENT);
    }

    /** A follow, between slots. */
    public void follow(int follower, int followee) {
        switchTo(Kind.FOLLOWS);
        batch.follow(follower, followee);
    }

    /**
     * A post, boost or edit.
     *
     * @param characters of its texts
     */
    public void post(int characters, Function<Names, ImportedPost> post) {
        switchTo(Kind.POSTS);
        batch.posts.add(post);
        batch.characters += characters;
    }

    /**
     * Any other fact.
     *
     * @param characters of its texts
     */
    public void fact(int characters, Function<Names, ImportedRecord> fact) {
        switchTo(Kind.RECORDS);
        batch.records.add(fact);
        batch.characters += characters;
    }

    /** All entries of the lines up to and with this one have been given. */
    public void settled(long line) {
        settledLine = Math.max(settledLine, line);
        batch.line = settledLine;
        if (batch.size() > Limits.IMPORT_BATCH - LINE_ENTRIES || batch.characters > BATCH_CHARS) {
            cut();
        }
    }

    /** Waits until everything is in the state, and marks it at the last settled line. */
    public void finish() {
        cut();
        while (!naming.isEmpty()) {
            send(naming.remove());
        }
        awaitAllBut(0);
        if (sentLine < settledLine || askedNames < usernames.count()) {
            askForNames(settledLine).forEach(this::bind);
            sentLine = settledLine;
        }
    }

    /** Entries that changed the state, of those answered. */
    public long stored() {
        return stored;
    }

    /** Entries that changed nothing, of those answered. */
    Skipped skipped() {
        return skipped;
    }

    private void switchTo(Kind kind) {
        if (batch.kind != kind) {
            if (batch.size() > 0) {
                batch.line = settledLine;
                cut();
            }
            batch = new Batch(kind);
            batch.line = settledLine;
        }
    }

    private void cut() {
        if (batch.size() == 0) {
            return;
        }
        naming.add(new Named(batch, askForNames(sentLine)));
        batch = new Batch(batch.kind);
        batch.line = settledLine;
        while (naming.size() > NAMING || (!naming.isEmpty() && naming.element().isAnswered())) {
            send(naming.remove());
        }
    }

    /** At least one command, unless there are no new names and nothing to mark. */
    private List<NameRequest> askForNames(long line) {
        List<NameRequest> requests = new ArrayList<>();
        while (askedNames < usernames.count() || (requests.isEmpty() && line > sentLine)) {
            int from = askedNames;
            int to = Math.min(usernames.count(), from + Limits.IMPORT_BATCH);
            List<String> names = new ArrayList<>(to - from);
            for (int slot = from; slot < to; slot++) {
                names.add(usernames.name(slot));
            }
            requests.add(new NameRequest(from, to, submit(new ImportAccounts(new ImportMark(source, line), names))));
            askedNames = to;
        }
        return requests;
    }

    private void bind(NameRequest request) {
        Outcome outcome = answer(request.answer);
        if (!(outcome instanceof Outcome.AccountsImported(int[] ids)) || ids.length != request.to - request.from) {
            throw new ImportFailedException("The server did not make the accounts: " + outcome);
        }
        for (int i = 0; i < ids.length; i++) {
            usernames.setId(request.from + i, ids[i]);
        }
    }

    private void send(Named named) {
        named.requests.forEach(this::bind);
        Batch ready = named.batch;
        sentLine = ready.line;
        sent.add(new Sent(ready.kind, submit(ready.command(new ImportMark(source, ready.line), usernames))));
        awaitAllBut(SENT);
    }

    private CompletableFuture<Outcome> submit(Command command) {
        return submit(log, command);
    }

    static CompletableFuture<Outcome> submit(Function<Command, CompletableFuture<Outcome>> log, Command command) {
        try {
            return log.apply(command);
        } catch (WritesStoppedException | OverloadedException e) {
            throw new ImportFailedException(e);
        }
    }

    static Outcome answer(CompletableFuture<Outcome> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case WritesStoppedException stopped -> throw new ImportFailedException(stopped);
                case OverloadedException overloaded -> throw new ImportFailedException(overloaded);
                case null, default -> throw e;
            }
        }
    }

    private void awaitAllBut(int left) {
        while (sent.size() > left) {
            count(sent.remove());
        }
    }

    private void count(Sent batch) {
        Outcome outcome = answer(batch.answer);
        if (batch.kind == Kind.NOTES) {
            return;
        }
        if (!(outcome instanceof Outcome.Imported imported)) {
            throw new ImportFailedException("The server did not take a batch: " + outcome);
        }
        stored += imported.stored();
        switch (batch.kind) {
            case FOLLOWS -> skipped.follows(imported.skipped());
            case POSTS -> skipped.posts(imported.skipped());
            case RECORDS -> skipped.records(imported.skipped());
            case NOTES -> throw new IllegalStateException("notes have no entries");
        }
    }

    private enum Kind {
        FOLLOWS,
        POSTS,
        RECORDS,
        /** What is noted beside entries; never a batch. */
        NOTES
    }

    /** A command that is not answered yet. */
    private record Sent(Kind kind, CompletableFuture<Outcome> answer) {}

    /** Names that are asked for: slots {@code from} (inclusive) to {@code to} (exclusive). */
    private record NameRequest(int from, int to, CompletableFuture<Outcome> answer) {}

    /** A batch that waits for the ids of its accounts. */
    private record Named(Batch batch, List<NameRequest> requests) {
        boolean isAnswered() {
            return requests.isEmpty() || requests.getLast().answer.isDone();
        }
    }

    private static final class Batch {
        private final Kind kind;
        private final List<Function<Names, ImportedPost>> posts = new ArrayList<>();
        private final List<Function<Names, ImportedRecord>> records = new ArrayList<>();
        private int[] followers = {};
        private int[] followees = {};
        private int follows;
        private long characters;
        private long line;

        Batch(Kind kind) {
            this.kind = kind;
        }

        int size() {
            return follows + posts.size() + records.size();
        }

        void follow(int follower, int followee) {
            if (follows == followers.length) {
                int capacity = Math.max(64, follows * 2);
                followers = java.util.Arrays.copyOf(followers, capacity);
                followees = java.util.Arrays.copyOf(followees, capacity);
            }
            followers[follows] = follower;
            followees[follows++] = followee;
        }

        Command command(ImportMark mark, Usernames usernames) {
            return switch (kind) {
                case FOLLOWS -> new ImportFollows(mark, ids(followers, usernames), ids(followees, usernames));
                case POSTS ->
                    new ImportPosts(
                            mark,
                            posts.stream()
                                    .map(post -> post.apply(usernames::id))
                                    .toList());
                case RECORDS ->
                    new ImportRecords(
                            mark,
                            records.stream()
                                    .map(record -> record.apply(usernames::id))
                                    .toList());
                case NOTES -> throw new IllegalStateException("notes are no batch");
            };
        }

        private int[] ids(int[] slots, Usernames usernames) {
            int[] ids = new int[follows];
            for (int i = 0; i < follows; i++) {
                ids[i] = usernames.id(slots[i]).value();
            }
            return ids;
        }
    }
}
