package dev.roost.bench.imports;

import dev.roost.bench.Benchmark;
import dev.roost.bench.RoostProgram;
import dev.roost.bench.Rounds;
import dev.roost.bench.Session;
import dev.roost.bench.Trees;
import dev.roost.core.StateAudit;
import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.store.rocksdb.RocksDbStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code roost import} of a follow graph into an empty directory, and then of what its users did. */
public final class ImportBenchmark implements Benchmark {
    private static final String ACTIVITY = "higgs-activity_time.txt.gz";
    private static final int FOLLOWS_PER_SECOND = 200_000;

    /** Of the result line of an import. */
    private static final Pattern RESULT = Pattern.compile("([0-9,]+) (?:entry|entries) stored in ([0-9.]+) s");

    /** Every so many lines of the graph are looked up afterwards. */
    private static final int CHECKED_EACH = 101;

    @Override
    public String name() {
        return "import";
    }

    @Override
    public String about() {
        return "roost import of a follow graph into an empty directory, accounts and all, and of what its users did";
    }

    @Override
    public void run(Session session) throws Exception {
        Path directory = session.directory("import");
        GraphFile graph = GraphFile.of(session, directory);
        Path data = directory.resolve("data");
        Path errors = directory.resolve("errors.txt");
        session.say(graph.follows() + " follows: " + graph.name());
        Rounds rounds = new Rounds();
        Imported[] last = new Imported[1];
        rounds.with("process", () -> {
            Trees.delete(data);
            last[0] = importFile(graph.file(), data, errors);
            if (last[0].entries() != graph.follows()) {
                throw new IllegalStateException(last[0] + " of " + graph.follows() + " follows");
            }
            return graph.follows() / last[0].wallSeconds();
        });
        rounds.with("import", () -> graph.follows() / last[0].seconds());
        Rounds.Results results = rounds.run(1, session.rounds());
        check(graph, data);
        session.report(session.figure("follows, " + graph.name(), results.median("import"), "1/s")
                .atLeast(FOLLOWS_PER_SECOND));
        session.report(session.figure("follows, whole process", results.median("process"), "1/s"));
        session.report(session.figure("spread of the rounds", 100 * results.spread("import"), "%"));
        Optional<Path> activity = session.realData(ACTIVITY);
        if (activity.isPresent() && session.full()) {
            Imported posts = importFile(activity.get(), data, errors);
            session.report(session.figure("posts after it, Higgs activity", posts.entries() / posts.seconds(), "1/s"));
        }
    }

    /** What an import said of itself, and how long its process took. */
    private record Imported(long entries, double seconds, double wallSeconds) {}

    private static Imported importFile(Path file, Path data, Path errors) throws IOException, InterruptedException {
        List<String> command = RoostProgram.command(List.of("import", "--data", data.toString(), file.toString()));
        long started = System.nanoTime();
        List<String> said = RoostProgram.run(command, errors);
        double wallSeconds = (System.nanoTime() - started) / 1e9;
        Matcher result = RESULT.matcher(said.getLast());
        if (!result.find()) {
            throw new IllegalStateException("an import said: " + said);
        }
        return new Imported(
                Long.parseLong(result.group(1).replace(",", "")), Double.parseDouble(result.group(2)), wallSeconds);
    }

    private static void check(GraphFile graph, Path data) throws IOException {
        try (RocksDbStore store = RocksDbStore.openExisting(data, RocksDbSettings.DEFAULTS, "bench");
                BufferedReader lines = graph.lines()) {
            StateAudit.Result audit = StateAudit.run(store, problem -> {
                throw new IllegalStateException("the imported state is wrong: " + problem);
            });
            StateView view = new StateView(store);
            long followees = 0;
            for (int id = 1; id <= view.accounts(); id++) {
                followees += view.counts(new AccountId(id)).followees();
            }
            if (followees != graph.follows() || audit.problems() != 0) {
                throw new IllegalStateException(followees + " follows are in, of " + graph.follows());
            }
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (number++ % CHECKED_EACH == 0) {
                    String[] fields = line.split("\t", 3);
                    checkFollow(view, view.accountNamed(fields[0]), view.accountNamed(fields[1]), line);
                }
            }
        }
    }

    private static void checkFollow(
            StateView view, @Nullable AccountId follower, @Nullable AccountId followee, String line) {
        if (follower == null || followee == null || !view.follows(follower, followee)) {
            throw new IllegalStateException("is not in: " + line);
        }
    }
}
