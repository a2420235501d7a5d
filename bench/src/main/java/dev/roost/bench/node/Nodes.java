package dev.roost.bench.node;

import dev.roost.app.node.Node;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.ImportMark;
import dev.roost.model.Limits;
import dev.roost.model.Outcome;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.Visibility;
import dev.roost.runtime.Roost;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens nodes and fills them through the log, as an import does. */
public final class Nodes {
    /** About what a post is long: 140 characters. */
    private static final String WORDS =
            "The kettle is on, the rain has stopped, and somebody in the next street is learning the accordion;"
                    + " it goes better than last week. ";

    private Nodes() {}

    /** A real node on the local disk, with the store's usual settings. */
    public static Node open(Path directory, TimelineSettings settings) throws IOException {
        return Node.open(directory, true, RocksDbSettings.DEFAULTS, settings, "bench");
    }

    /** Creates accounts 1 to {@code accounts} in a new node. */
    public static void accounts(Roost roost, int accounts) {
        for (int from = 1; from <= accounts; from += Limits.IMPORT_BATCH) {
            List<String> names = new ArrayList<>();
            for (int id = from; id <= accounts && id < from + Limits.IMPORT_BATCH; id++) {
                names.add("reader" + id);
            }
            expect(
                    Outcome.AccountsImported.class,
                    roost.execute(new Command.ImportAccounts(new ImportMark("accounts", from), names)));
        }
    }

    /** Stores follows, {@code followers[i]} of {@code followees[i]}. */
    public static void follows(Roost roost, int[] followers, int[] followees, int size) {
        for (int from = 0; from < size; from += Limits.IMPORT_BATCH) {
            int to = Math.min(size, from + Limits.IMPORT_BATCH);
            expect(
                    Outcome.Imported.class,
                    roost.execute(new Command.ImportFollows(
                            new ImportMark("follows", to),
                            java.util.Arrays.copyOfRange(followers, from, to),
                            java.util.Arrays.copyOfRange(followees, from, to))));
        }
    }

    /** A public post of about 140 characters. */
    public static Command.CreatePost post(int author, long number) {
        PostBody body = new PostBody(WORDS + number, "", false, "en");
        return new Command.CreatePost(
                new AccountId(author), new PostDraft(body, Visibility.PUBLIC, List.of(), List.of()), null, null, null);
    }

    /** The outcome as what it must be. */
    public static <T extends Outcome> T expect(Class<T> type, Outcome outcome) {
        if (!type.isInstance(outcome)) {
            throw new IllegalStateException("expected " + type.getSimpleName() + ", got " + outcome);
        }
        return type.cast(outcome);
    }
}
