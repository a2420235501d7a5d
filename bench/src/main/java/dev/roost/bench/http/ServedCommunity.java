package dev.roost.bench.http;

import dev.roost.app.node.Node;
import dev.roost.app.prose.Phrase;
import dev.roost.http.MastodonApi;
import dev.roost.http.json.Entities;
import dev.roost.http.json.EntitySettings;
import dev.roost.http.json.Json;
import dev.roost.http.server.Access;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.Change;
import dev.roost.model.Command;
import dev.roost.model.ImportMark;
import dev.roost.model.ImportedPost;
import dev.roost.model.ImportedRecord;
import dev.roost.model.Limits;
import dev.roost.model.MarkKind;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import dev.roost.runtime.Roost;
import dev.roost.runtime.credentials.Passwords;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A community in a node of its own, served over HTTP as in production but for the limits on callers. */
final class ServedCommunity implements AutoCloseable {
    /** Answers the bytes that it was given, as the measure of what the server can send. */
    static final String FIXED = "/bench/fixed";

    private static final String SCOPES = "read write follow";
    private static final long SPAN_MS = 14L * 24 * 3_600_000;
    private static final int FAVOURITES = 20;
    private static final int UNDER_WAY = 8;

    private final Community community;
    private final Node node;
    private final MastodonApi api;
    private final String[] tokens;
    private int[] accountIds = {};
    private final long[] postIds;
    private int postsStored;
    private @Nullable Entities entities;
    private volatile Reply fixed = Reply.empty();
    private long mark;

    private ServedCommunity(Community community, Node node) throws IOException {
        this.community = community;
        this.node = node;
        this.postIds = new long[community.posts()];
        this.tokens = new String[community.readers()];
        Arrays.setAll(tokens, i -> Secrets.random());
        HttpSettings loopback = HttpSettings.loopback(0);
        this.api = MastodonApi.start(
                node.roost(),
                unlimited(loopback),
                EntitySettings.at(loopback.baseUrl(), loopback.domain()),
                new Passwords(),
                this::addRoutes);
    }

    /** Fills a new data directory and serves it; a minute for 300,000 posts. */
    static ServedCommunity start(Path directory, Community community) throws IOException {
        Node node = Node.open(directory, true, RocksDbSettings.DEFAULTS, TimelineSettings.DEFAULT, "bench");
        ServedCommunity served = new ServedCommunity(community, node);
        served.fill();
        return served;
    }

    private static HttpSettings unlimited(HttpSettings plain) {
        return new HttpSettings(
                plain.domain(),
                plain.baseUrl(),
                plain.streamingUrl(),
                plain.bindAddress(),
                plain.port(),
                plain.title(),
                plain.description(),
                plain.contactEmail(),
                plain.rules(),
                plain.registrations(),
                plain.behindProxy(),
                plain.passwordGrantAllowed(),
                plain.names(),
                HttpSettings.RateLimits.OFF,
                plain.bounds());
    }

    private void addRoutes(Routes routes, Entities kept) {
        entities = kept;
        routes.get(FIXED, Access.uncounted(), call -> fixed);
    }

    // ---- filling

    private void fill() {
        node.roost().changes().beforeAnswer(this::noteIds);
        accounts();
        follows();
        posts();
        if (postsStored != postIds.length) {
            throw new IllegalStateException(postsStored + " posts are stored of " + postIds.length);
        }
        favourites();
        tokens();
    }

    /** Commit thread, in log order. */
    private void noteIds(List<Change> changes) {
        for (Change each : changes) {
            if (each instanceof Change.PostAdded added && postsStored < postIds.length) {
                postIds[postsStored++] = added.post().id().value();
            }
        }
    }

    private ImportMark nextMark() {
        return new ImportMark("bench", ++mark);
    }

    private void accounts() {
        List<String> names = IntStream.range(0, community.accounts())
                .mapToObj(Community::username)
                .toList();
        Outcome outcome = node.roost().execute(new Command.ImportAccounts(nextMark(), names));
        accountIds = ((Outcome.AccountsImported) outcome).ids();
        List<ImportedRecord> records = new ArrayList<>();
        long createdAtMs = node.roost().nowMs() - 2 * SPAN_MS;
        for (int i = 0; i < community.accounts(); i++) {
            Profile profile = new Profile(
                    community.displayName(i), community.note(i), List.of(), false, false, true, true, false);
            records.add(new ImportedRecord.AccountFields(
                    account(i), "", "", createdAtMs, Standing.ACTIVE, profile, PostingDefaults.NONE));
        }
        inBatches(records, batch -> new Command.ImportRecords(nextMark(), batch));
    }

    private void follows() {
        List<int[]> edges = new ArrayList<>();
        for (int reader = 0; reader < community.readers(); reader++) {
            for (int followee : community.followees(reader)) {
                edges.add(new int[] {accountIds[reader], accountIds[followee]});
            }
        }
        inBatches(
                edges,
                batch -> new Command.ImportFollows(
                        nextMark(),
                        batch.stream().mapToInt(edge -> edge[0]).toArray(),
                        batch.stream().mapToInt(edge -> edge[1]).toArray()));
    }

    private void posts() {
        long firstAtMs = node.roost().nowMs() - SPAN_MS;
        List<Integer> numbers = IntStream.range(0, community.posts()).boxed().toList();
        inBatches(
                numbers,
                batch -> new Command.ImportPosts(
                        nextMark(),
                        batch.stream()
                                .map(post -> imported(post, firstAtMs + SPAN_MS * post / community.posts()))
                                .toList()));
    }

    private ImportedPost imported(int post, long createdAtMs) {
        Phrase phrase = community.post(post);
        PostBody body = new PostBody(phrase.text(), "", false, phrase.language());
        PostDraft draft = new PostDraft(body, Visibility.PUBLIC, List.of(), phrase.tags());
        return new ImportedPost(
                account(community.author(post)),
                new ImportedPost.Words(draft, new ImportedPost.Nothing()),
                createdAtMs,
                null);
    }

    /** Readers like what they read, so that pages hold marks. */
    private void favourites() {
        SplittableRandom random = new SplittableRandom(7);
        List<ImportedRecord> records = new ArrayList<>();
        for (int reader = 0; reader < community.readers(); reader++) {
            int[] followees = community.followees(reader);
            for (int i = 0; i < FAVOURITES; i++) {
                AccountId liked = account(followees[random.nextInt(followees.length)]);
                records.add(
                        new ImportedRecord.Mark(account(reader), new ImportedPost.NewestOf(liked), MarkKind.FAVOURITE));
            }
        }
        inBatches(records, batch -> new Command.ImportRecords(nextMark(), batch));
    }

    private void tokens() {
        Outcome outcome = node.roost()
                .execute(new Command.RegisterApp("bench", Secrets.hash("bench"), "bench", List.of(), SCOPES, ""));
        AppId app = ((Outcome.AppRegistered) outcome).id();
        List<CompletableFuture<Outcome>> issued = IntStream.range(0, tokens.length)
                .mapToObj(i ->
                        node.roost().submit(new Command.IssueToken(Secrets.hash(tokens[i]), app, account(i), SCOPES)))
                .toList();
        issued.forEach(ServedCommunity::require);
    }

    private <T> void inBatches(List<T> all, java.util.function.Function<List<T>, Command> command) {
        ArrayDeque<CompletableFuture<Outcome>> underWay = new ArrayDeque<>();
        for (int from = 0; from < all.size(); from += Limits.IMPORT_BATCH) {
            if (underWay.size() == UNDER_WAY) {
                require(underWay.remove());
            }
            List<T> batch = all.subList(from, Math.min(all.size(), from + Limits.IMPORT_BATCH));
            underWay.add(node.roost().submit(command.apply(batch)));
        }
        underWay.forEach(ServedCommunity::require);
    }

    private static void require(CompletableFuture<Outcome> answer) {
        if (answer.join() instanceof Outcome.Refused refused) {
            throw new IllegalStateException("refused: " + refused);
        }
    }

    // ---- what is served

    Community community() {
        return community;
    }

    Roost roost() {
        return node.roost();
    }

    int port() {
        return api.port();
    }

    AccountId account(int number) {
        return new AccountId(accountIds[number]);
    }

    long postId(int number) {
        return postIds[number];
    }

    String token(int reader) {
        return tokens[reader];
    }

    /** What {@link #FIXED} answers from now on. */
    void setFixed(byte[] bytes) {
        fixed = Reply.json(bytes);
    }

    /** The newest page's posts, by the plain query. */
    List<PostId> plainPage(int reader) {
        return roost().home()
                .plainPage(account(reader), PageRequest.newest(Limits.PAGE_DEFAULT))
                .posts();
    }

    /** What the newest page's JSON must be: the plain query's posts, put together in process. */
    byte[] expectedPage(int reader) {
        return json(reader, plainPage(reader)).bytes();
    }

    /** These posts as JSON, as the reader sees them. */
    Json json(int reader, List<PostId> posts) {
        if (entities == null) {
            throw new IllegalStateException("not started");
        }
        return entities.statuses(account(reader), posts);
    }

    @Override
    public void close() {
        api.close();
        node.close();
    }
}
