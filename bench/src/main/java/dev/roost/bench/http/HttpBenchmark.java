package dev.roost.bench.http;

import dev.roost.bench.Benchmark;
import dev.roost.bench.Rounds;
import dev.roost.bench.Session;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Home pages of 20 full posts over HTTP, by Zipf readers on keep-alive connections of one load client on the same
 * machine; beside the same server, and a bare Jetty, sending fixed bytes of the pages' mean size, and beside PostgreSQL
 * answering the join of the book's first approach over the same data, without HTTP and JSON.
 *
 * <p>Before anything is measured, pages of a sample of readers must be byte for byte what the plain query gives, and
 * PostgreSQL's must have the same posts.
 */
public final class HttpBenchmark implements Benchmark {
    private static final int ACCOUNTS = 50_000;
    private static final int READERS = 2_000;
    private static final int POSTS = 300_000;
    private static final double ZIPF = 1.001;
    private static final int CONNECTIONS = 32;
    private static final int POSTGRES_CONNECTIONS = 4;
    private static final int SAMPLE = 40;
    private static final long TURN_MS = 3_000;
    /** Turns until pages come as fast as they will: 300,000 posts are to be encoded once, and the code compiled. */
    private static final int WARM_UPS = 6;

    private static final String PAGES = "pages";
    private static final String FIXED = "fixed bytes by the same server";
    private static final String BARE = "fixed bytes by a bare Jetty";
    private static final String JOIN = "PostgreSQL's join";

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String about() {
        return "home pages of 20 full posts over HTTP, 32 keep-alive connections, 2,000 Zipf readers";
    }

    @Override
    public void run(Session session) throws Exception {
        Community community = new Community(session.scaled(ACCOUNTS), session.scaled(READERS), session.scaled(POSTS));
        session.say(community.posts() + " posts, " + community.follows() + " follows; Roost stores them");
        Path directory = session.directory("data");
        try (ServedCommunity served = ServedCommunity.start(directory, community)) {
            byte[] fixed = new byte[checkPages(served)];
            Arrays.fill(fixed, (byte) 'x');
            served.setFixed(fixed);
            try (BareServer bare = new BareServer(fixed);
                    LoadClient toRoost = new LoadClient(served.port(), CONNECTIONS);
                    LoadClient toBare = new LoadClient(bare.port(), CONNECTIONS)) {
                measure(session, served, new Clients(toRoost, toBare));
            }
        }
    }

    private record Clients(LoadClient toRoost, LoadClient toBare) {}

    private static void measure(Session session, ServedCommunity served, Clients clients) throws Exception {
        Optional<Postgres> postgres = postgres(session, served);
        try {
            PageRequests pages = new PageRequests(served);
            ByteBuffer fixed = HttpText.get(ServedCommunity.FIXED, "");
            AtomicLong allocated = new AtomicLong();
            AtomicLong answered = new AtomicLong();
            double first = clients.toRoost.run(pages, TURN_MS).perSecond();
            Rounds rounds = new Rounds()
                    .with(PAGES, () -> {
                        long before = Allocation.bytesSoFar();
                        LoadClient.Load load = clients.toRoost.run(pages, TURN_MS);
                        allocated.set(Allocation.bytesSoFar() - before);
                        answered.set(load.answers());
                        return load.perSecond();
                    })
                    .with(
                            FIXED,
                            () -> clients.toRoost
                                    .run(connection -> fixed.duplicate(), TURN_MS)
                                    .perSecond())
                    .with(
                            BARE,
                            () -> clients.toBare
                                    .run(connection -> fixed.duplicate(), TURN_MS)
                                    .perSecond());
            postgres.ifPresent(running -> rounds.with(
                    JOIN,
                    () -> running.rate(
                            FirstApproach.script(served, ZIPF), POSTGRES_CONNECTIONS, (int) (TURN_MS / 1_000))));
            Rounds.Results results = rounds.run(WARM_UPS, session.rounds());
            report(session, results, postgres.isPresent());
            session.report(session.figure("pages in the first three seconds", first, "pages/s"));
            session.report(session.figure(
                    "allocated per page, all of the server", (double) allocated.get() / answered.get(), "bytes"));
        } finally {
            if (postgres.isPresent()) {
                postgres.get().close();
            }
        }
    }

    private static void report(Session session, Rounds.Results results, boolean withPostgres) {
        double pages = results.median(PAGES);
        session.report(session.figure("pages", pages, "pages/s").against(FIXED, pages / results.median(FIXED)));
        session.report(session.figure("share of " + FIXED, pages / results.median(FIXED), "x")
                .atLeast(0.6));
        session.report(session.figure("share of " + BARE, pages / results.median(BARE), "x"));
        session.report(session.figure(FIXED, results.median(FIXED), "answers/s"));
        session.report(session.figure(BARE, results.median(BARE), "answers/s"));
        if (withPostgres) {
            session.report(session.figure(JOIN, results.median(JOIN), "pages/s"));
            session.report(session.figure("times " + JOIN, pages / results.median(JOIN), "x")
                    .atLeast(20)
                    .against(JOIN, pages / results.median(JOIN)));
        }
    }

    private static Optional<Postgres> postgres(Session session, ServedCommunity served) throws Exception {
        Optional<Postgres> started = Postgres.start();
        if (started.isEmpty()) {
            session.say("skipped: PostgreSQL is not installed; apt-get install " + Postgres.PACKAGE);
            return started;
        }
        Postgres postgres = started.get();
        try {
            session.say(postgres.version() + " stores the same");
            FirstApproach.fill(postgres, served);
            for (int reader = 0; reader < served.community().readers(); reader += step(served)) {
                long[] expected = served.plainPage(reader).stream()
                        .mapToLong(dev.roost.model.PostId::value)
                        .toArray();
                long[] found =
                        FirstApproach.page(postgres, served.account(reader).value());
                if (!Arrays.equals(expected, found)) {
                    throw new IllegalStateException("PostgreSQL gives reader " + reader + " another page");
                }
            }
            return started;
        } catch (Exception | Error failure) {
            postgres.close();
            throw failure;
        }
    }

    private static int step(ServedCommunity served) {
        return Math.max(1, served.community().readers() / SAMPLE);
    }

    /** Compares a sample of pages with the plain query's, byte by byte; answers their mean length. */
    private static int checkPages(ServedCommunity served) throws IOException, InterruptedException {
        long bytes = 0;
        int checked = 0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int reader = 0; reader < served.community().readers(); reader += step(served)) {
                URI uri = URI.create("http://127.0.0.1:" + served.port() + PageRequests.HOME);
                HttpRequest request = HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + served.token(reader))
                        .build();
                byte[] page = client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                        .body();
                if (!Arrays.equals(served.expectedPage(reader), page)) {
                    throw new IllegalStateException("reader " + reader + " got another page than the plain query's");
                }
                bytes += page.length;
                checked++;
            }
        }
        return Math.toIntExact(bytes / checked);
    }

    /** A home page of a reader drawn for each request. */
    private static final class PageRequests implements LoadClient.Requests {
        static final String HOME = "/api/v1/timelines/home";

        private final List<ByteBuffer> ofReaders = new ArrayList<>();
        private final Zipf readers;

        PageRequests(ServedCommunity served) {
            int count = served.community().readers();
            for (int reader = 0; reader < count; reader++) {
                ofReaders.add(HttpText.get(HOME, served.token(reader)));
            }
            readers = new Zipf(count, ZIPF, 42);
        }

        @Override
        public ByteBuffer next(int connection) {
            return ofReaders.get(readers.draw()).duplicate();
        }
    }
}
