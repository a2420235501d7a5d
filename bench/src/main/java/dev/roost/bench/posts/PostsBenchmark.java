package dev.roost.bench.posts;

import dev.roost.app.node.Node;
import dev.roost.bench.Benchmark;
import dev.roost.bench.Rounds;
import dev.roost.bench.Session;
import dev.roost.bench.node.Nodes;
import dev.roost.model.Outcome;
import dev.roost.runtime.Roost;
import dev.roost.runtime.WriteFigures;
import dev.roost.timeline.TimelineSettings;

/** Durable posts a second in process, beside one bare file that is synced for each group. */
public final class PostsBenchmark implements Benchmark {
    private static final int ACCOUNTS = 10_000;
    private static final int FEW = 64;
    private static final int MANY = 1_024;
    private static final String FILE = "one bare file";

    @Override
    public String name() {
        return "posts";
    }

    @Override
    public String about() {
        return "durable posts/s in process, each connection waiting for its answer; beside one bare file";
    }

    @Override
    public void run(Session session) throws Exception {
        try (Node node = Nodes.open(session.directory("node"), TimelineSettings.DEFAULT);
                BareFile file = new BareFile(session.directory("file").resolve("log"))) {
            Roost roost = node.roost();
            Nodes.accounts(roost, ACCOUNTS);
            measure(session, roost, file, FEW);
            measure(session, roost, file, MANY);
        }
    }

    private static void measure(Session session, Roost roost, BareFile file, int connections) throws Exception {
        double seconds = session.full() ? 4 : 1;
        Rounds.Results results = new Rounds()
                .with("Roost", () -> posts(session, roost, connections, seconds))
                .with(FILE, () -> Writers.perSecond(connections, seconds, number -> file.append()))
                .run(1, session.rounds());
        double posts = results.median("Roost");
        String figure = "durable posts, " + connections + " connections";
        session.report((connections == FEW
                        ? session.figure(figure, posts, "1/s").atLeast(40_000)
                        : session.figure(figure, posts, "1/s"))
                .against(FILE, posts / results.median(FILE)));
        session.report(session.figure(FILE + ", " + connections + " connections", results.median(FILE), "1/s"));
    }

    private static double posts(Session session, Roost roost, int connections, double seconds)
            throws InterruptedException {
        long before = roost.appliedOffset();
        WriteFigures wrote = roost.writeFigures();
        long start = System.nanoTime();
        double rate = Writers.perSecond(
                connections,
                seconds,
                number -> roost.submit(Nodes.post(1 + (int) (number * 7 % ACCOUNTS), number))
                        .thenAccept(outcome -> Nodes.expect(Outcome.PostStored.class, outcome)));
        double logged = (roost.appliedOffset() - before) / ((System.nanoTime() - start) / 1e9);
        if (Math.abs(logged - rate) > 0.01 * rate) {
            throw new IllegalStateException("answered " + rate + " posts/s, but the log grew by " + logged);
        }
        WriteFigures now = roost.writeFigures();
        long commits = now.commits() - wrote.commits();
        session.say(String.format(
                "%d connections: %.0f posts/s, %.1f a commit, %.0f us to write and sync one",
                connections,
                rate,
                (double) (now.commands() - wrote.commands()) / commits,
                (now.writingNanos() - wrote.writingNanos()) / 1e3 / commits));
        return rate;
    }
}
