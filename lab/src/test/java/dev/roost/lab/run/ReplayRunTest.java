package dev.roost.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.lab.run.FakeMastodon.Post;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays against a server that leaves out what it may, and against ones that leave out more. */
class ReplayRunTest {
    private static final int ACCOUNTS = 12;
    private static final int ACTS = 400;
    private static final long SEED = System.nanoTime();

    @TempDir
    private Path folder;

    @Test
    void whatAServerMayLeaveOutIsNoFault() throws Exception {
        RunResult result = replay(page -> page);
        assertThat(result.faults()).as("seed %d", SEED).isEmpty();
        assertThat(result.pagesChecked()).isGreaterThan(ACTS);
        assertThat(result.measure("boost").succeeded()).isPositive();
        assertThat(result.measure("reply").succeeded()).isPositive();
    }

    @Test
    void aMissingReplyIsFound() throws Exception {
        RunResult result = replay(without(Post::reply));
        assertThat(result.faults())
                .as("seed %d", SEED)
                .anySatisfy(each -> assertThat(each).contains(": reply ").contains("is missing"));
    }

    @Test
    void aMissingBoostIsFound() throws Exception {
        RunResult result = replay(without(Post::boost));
        assertThat(result.faults())
                .as("seed %d", SEED)
                .anySatisfy(each -> assertThat(each).contains(": boost ").contains("is missing"));
    }

    private static UnaryOperator<List<Post>> without(Predicate<Post> left) {
        return page -> page.stream().filter(left.negate()).toList();
    }

    private RunResult replay(UnaryOperator<List<Post>> spoil) throws Exception {
        try (FakeMastodon server = new FakeMastodon(spoil, true)) {
            Run run = new Run(server.target(), scenario(), Objectives.NONE);
            return run.run(run.setUp(done -> {}), null, progress -> {}).result();
        }
    }

    /** Everybody follows some; posts, replies, boosts and follows at random. */
    private Scenario scenario() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        StringBuilder follows = new StringBuilder();
        StringBuilder trace = new StringBuilder();
        List<String> deeds = List.of("post", "reply", "reply", "boost", "boost", "mention");
        for (int i = 0; i < ACCOUNTS; i++) {
            trace.append(i / 100.0).append("\tpost\tp").append(i).append('\n');
            for (int j = 0; j < ACCOUNTS; j++) {
                if (i != j && i + j > 1 && random.nextInt(3) == 0) {
                    follows.append('p').append(i).append("\tp").append(j).append('\n');
                }
            }
        }
        for (int i = 0; i < ACTS; i++) {
            String deed = random.nextInt(40) == 0 ? "follow" : deeds.get(random.nextInt(deeds.size()));
            int actor = random.nextInt(ACCOUNTS);
            int other = (actor + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
            trace.append(0.2 + 1.8 * i / ACTS)
                    .append('\t')
                    .append(deed)
                    .append("\tp")
                    .append(actor);
            trace.append(deed.equals("post") ? "" : "\tp" + other).append('\n');
        }
        // Asked for twice: the first time counts.
        trace.append("0.3\tfollow\tp0\tp1\n1.2\tfollow\tp0\tp1\n");
        write("my.follows", follows);
        write("my.trace", trace);
        write("my.yaml", """
                length: 1500ms
                warm-up: 100ms
                replay: {trace: my.trace, follows: my.follows, reads: 3}
                work: {delete: 10}
                """);
        return Scenarios.load(folder.resolve("my.yaml").toString());
    }

    private void write(String name, CharSequence text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
