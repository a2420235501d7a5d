package dev.roost.bench.http;

import dev.roost.app.prose.Phrase;
import dev.roost.app.prose.Prose;
import dev.roost.bench.Benchmark;
import dev.roost.bench.Rounds;
import dev.roost.bench.Session;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.Visibility;
import dev.roost.runtime.Roost;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Posts by 64 authors, each on a keep-alive connection, who send the next one when the last is answered: on disk, and
 * visible to the author's active followers. Beside the same posts, ready made, by 64 threads in process.
 *
 * <p>Every answer is counted against what the state holds in the end.
 */
public final class PostsOverHttpBenchmark implements Benchmark {
    private static final int ACCOUNTS = 2_000;
    private static final int READERS = 1_000;
    private static final int AUTHORS = 64;
    private static final int TEXTS = 32;
    private static final long TURN_MS = 3_000;
    private static final int WARM_UPS = 5;
    private static final String OVER_HTTP = "over HTTP";
    private static final String IN_PROCESS = "in process";

    @Override
    public String name() {
        return "posts-http";
    }

    @Override
    public String about() {
        return "durable posts over HTTP from 64 keep-alive connections";
    }

    @Override
    public void run(Session session) throws Exception {
        int accounts = Math.max(4 * AUTHORS, session.scaled(ACCOUNTS));
        int readers = Math.max(AUTHORS, session.scaled(READERS));
        Community community = new Community(accounts, readers, accounts);
        try (ServedCommunity served = ServedCommunity.start(session.directory("data"), community);
                LoadClient client = new LoadClient(served.port(), AUTHORS)) {
            for (int reader = 0; reader < readers; reader++) {
                served.roost().home().page(served.account(reader), PageRequest.newest(20));
            }
            measure(session, served, client);
        }
    }

    private static void measure(Session session, ServedCommunity served, LoadClient client) throws Exception {
        PostRequests requests = new PostRequests();
        List<Double> medianMs = new ArrayList<>();
        List<Double> tailMs = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        Rounds.Results results = new Rounds()
                .with(OVER_HTTP, () -> {
                    long postsBefore = served.roost().reads().instanceCounts().posts();
                    long bytesBefore = Allocation.bytesSoFar();
                    LoadClient.Load load = client.run(requests.of(served), TURN_MS);
                    bytes.add((double) (Allocation.bytesSoFar() - bytesBefore) / load.answers());
                    medianMs.add(load.responseUs().getValueAtPercentile(50) / 1e3);
                    tailMs.add(load.responseUs().getValueAtPercentile(99) / 1e3);
                    requireStored(served, postsBefore, load.answers());
                    return load.perSecond();
                })
                .with(IN_PROCESS, () -> inProcess(served))
                .run(WARM_UPS, session.rounds());
        List<List<Double>> warm = List.of(medianMs, tailMs, bytes);
        warm.forEach(values -> values.subList(0, WARM_UPS).clear());
        double rate = results.median(OVER_HTTP);
        session.report(session.figure("posts over HTTP", rate, "posts/s")
                .against(IN_PROCESS, rate / results.median(IN_PROCESS)));
        session.report(session.figure("the same in process", results.median(IN_PROCESS), "posts/s"));
        session.report(session.figure("response, median", Rounds.median(medianMs), "ms"));
        session.report(session.figure("response, p99", Rounds.median(tailMs), "ms"));
        session.report(session.figure("allocated per post, all of the server", Rounds.median(bytes), "bytes"));
    }

    private static void requireStored(ServedCommunity served, long before, long answers) {
        long stored = served.roost().reads().instanceCounts().posts() - before;
        if (stored != answers) {
            throw new IllegalStateException(answers + " posts were answered and " + stored + " are stored");
        }
    }

    /** 64 threads, each of which waits for its answer before it goes on. */
    private static double inProcess(ServedCommunity served) throws Exception {
        long startedNs = System.nanoTime();
        long endNs = startedNs + TimeUnit.MILLISECONDS.toNanos(TURN_MS);
        long posts = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> counts = new ArrayList<>();
            for (int author = 0; author < AUTHORS; author++) {
                AccountId account = served.account(author);
                SplittableRandom random = new SplittableRandom(author);
                counts.add(threads.submit(() -> postUntil(endNs, served.roost(), account, random)));
            }
            for (Future<Long> each : counts) {
                posts += each.get();
            }
        }
        return posts / ((System.nanoTime() - startedNs) / 1e9);
    }

    private static long postUntil(long endNs, Roost roost, AccountId author, SplittableRandom random) {
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            Phrase phrase = Prose.post(Prose.language(random), random);
            PostBody body = new PostBody(phrase.text(), "", false, phrase.language());
            PostDraft draft = new PostDraft(body, Visibility.PUBLIC, List.of(), phrase.tags());
            commands.add(new Command.CreatePost(author, draft, null, null, null));
        }
        long count = 0;
        while (System.nanoTime() < endNs) {
            if (roost.execute(commands.get((int) (count % TEXTS))) instanceof Outcome.Refused refused) {
                throw new IllegalStateException("refused: " + refused);
            }
            count++;
        }
        return count;
    }

    /** Some texts for each author, one after another. */
    private static final class PostRequests {
        private final List<List<ByteBuffer>> ofAuthors = new ArrayList<>();
        private final int[] sent = new int[AUTHORS];

        LoadClient.Requests of(ServedCommunity served) {
            if (ofAuthors.isEmpty()) {
                for (int author = 0; author < AUTHORS; author++) {
                    ofAuthors.add(texts(served.token(author), new SplittableRandom(author)));
                }
            }
            return author -> ofAuthors.get(author).get(sent[author]++ % TEXTS).duplicate();
        }

        private static List<ByteBuffer> texts(String token, SplittableRandom random) {
            List<ByteBuffer> requests = new ArrayList<>();
            for (int i = 0; i < TEXTS; i++) {
                Phrase phrase = Prose.post(Prose.language(random), random);
                String form = "status=" + URLEncoder.encode(phrase.text(), StandardCharsets.UTF_8) + "&language="
                        + phrase.language() + "&visibility=public";
                requests.add(HttpText.form("/api/v1/statuses", token, form));
            }
            return requests;
        }
    }
}
