package dev.roost.bench.start;

import dev.roost.app.node.Node;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.ImportMark;
import dev.roost.model.ImportedPost;
import dev.roost.model.Limits;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.Visibility;
import dev.roost.runtime.HomeTimelines.HomePage;
import dev.roost.runtime.Roost;
import dev.roost.runtime.credentials.Secrets;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The process that fills a data directory: accounts, a reader with followees and a token, and posts through the log.
 * Prints the ids of the reader's home page, then keeps the directory open until its input ends, or it is killed.
 */
final class FilledDirectory {
    /** The reader's access token. */
    static final String TOKEN = "bench-start-token";

    /** Precedes the ids of the page. */
    static final String PAGE = "page ";

    private static final int ACCOUNTS = 20_000;
    private static final int FOLLOWEES = 300;
    private static final int READER = 1;
    private static final long SEED = 5;
    private static final int SENT_MAX = 8;

    private static final String WORDS =
            "Somebody has left a bicycle, a ladder and two hundred paper lanterns at the end of the garden, and a note"
                    + " that says: back on Sunday. ";

    private final Roost roost;
    private final SplittableRandom random = new SplittableRandom(SEED);

    private FilledDirectory(Roost roost) {
        this.roost = roost;
    }

    /** @param args the directory; how many posts */
    public static void main(String[] args) throws IOException {
        try (Node node =
                Node.open(Path.of(args[0]), true, RocksDbSettings.DEFAULTS, TimelineSettings.DEFAULT, "bench")) {
            new FilledDirectory(node.roost()).fill(Integer.parseInt(args[1]));
            HomePage page =
                    node.roost().home().plainPage(new AccountId(READER), PageRequest.newest(Limits.PAGE_DEFAULT));
            System.out.println(PAGE
                    + page.posts().stream()
                            .map(id -> String.valueOf(id.value()))
                            .collect(Collectors.joining(",")));
            while (System.in.read() >= 0) {
                // Kept open until whoever started this has seen enough.
            }
        }
    }

    private void fill(int posts) {
        accounts();
        token();
        int[] followers = new int[FOLLOWEES];
        Arrays.fill(followers, READER);
        int[] followees =
                random.ints(2, ACCOUNTS + 1).distinct().limit(FOLLOWEES).toArray();
        roost.execute(new Command.ImportFollows(new ImportMark("follows", 1), followers, followees));
        ArrayDeque<CompletableFuture<Outcome>> sent = new ArrayDeque<>();
        for (int from = 0; from < posts; from += Limits.IMPORT_BATCH) {
            int size = Math.min(Limits.IMPORT_BATCH, posts - from);
            sent.add(roost.submit(new Command.ImportPosts(new ImportMark("posts", from + size), batch(size))));
            if (sent.size() > SENT_MAX) {
                stored(sent.remove());
            }
        }
        sent.forEach(FilledDirectory::stored);
    }

    private void accounts() {
        for (int from = 0; from < ACCOUNTS; from += Limits.IMPORT_BATCH) {
            List<String> names = new ArrayList<>();
            for (int i = from; i < Math.min(ACCOUNTS, from + Limits.IMPORT_BATCH); i++) {
                names.add("reader" + (i + 1));
            }
            roost.execute(new Command.ImportAccounts(new ImportMark("accounts", from + 1), names));
        }
    }

    private void token() {
        Outcome app = roost.execute(new Command.RegisterApp(
                "bench", new byte[32], "bench", List.of("urn:ietf:wg:oauth:2.0:oob"), "read", ""));
        if (!(app instanceof Outcome.AppRegistered registered)) {
            throw new IllegalStateException("no app: " + app);
        }
        roost.execute(new Command.IssueToken(Secrets.hash(TOKEN), registered.id(), new AccountId(READER), "read"));
    }

    private List<ImportedPost> batch(int size) {
        List<ImportedPost> posts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            PostBody body = new PostBody(WORDS + random.nextInt(), "", false, "en");
            posts.add(new ImportedPost(
                    new AccountId(1 + random.nextInt(ACCOUNTS)),
                    new ImportedPost.Words(
                            new PostDraft(body, Visibility.PUBLIC, List.of(), List.of()), new ImportedPost.Nothing()),
                    roost.nowMs(),
                    null));
        }
        return posts;
    }

    private static void stored(CompletableFuture<Outcome> answer) {
        if (!(answer.join() instanceof Outcome.Imported imported) || imported.skipped() > 0) {
            throw new IllegalStateException("posts were not stored: " + answer.join());
        }
    }
}
