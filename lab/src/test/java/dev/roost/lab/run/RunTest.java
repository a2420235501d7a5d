package dev.roost.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.roost.lab.report.JsonReport;
import dev.roost.lab.report.Report;
import dev.roost.lab.run.FakeMastodon.Post;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.scenario.Scenario.Community;
import dev.roost.lab.scenario.Scenario.Rate;
import dev.roost.lab.scenario.Scenario.Session;
import dev.roost.lab.scenario.Scenario.Spread;
import dev.roost.lab.scenario.Scenario.Work;
import dev.roost.telemetry.TimeLog;
import dev.roost.telemetry.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs against a server whose pages are right, and against ones whose pages are wrong in one way each. */
class RunTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @TempDir
    private Path folder;

    @Test
    void aRightServerIsMeasuredAndFoundRight() throws Exception {
        Path log = folder.resolve("run.hlog");
        Objectives objectives = Objectives.read(
                "slo",
                "objectives: [{measure: home, within: 30s, target: 99%}, {measure: answered, target: 99%},"
                        + " {measure: visible, within: 30s, target: 99%}]\n"
                        + "agreements: [{measure: post, within: 1us, target: 50%, consequence: shame}]");
        try (FakeMastodon server = new FakeMastodon(page -> page, true)) {
            Run run = new Run(server.target(), scenario(SECOND_NS, 3), objectives);
            Run.Ended ended = run.run(run.setUp(done -> {}), log, progress -> {});
            RunResult result = ended.result();
            assertThat(result.faults()).isEmpty();
            assertThat(result.pagesWrong()).isZero();
            assertThat(result.pagesChecked()).isGreaterThan(50);
            assertThat(result.measures())
                    .allSatisfy(each -> assertThat(each.failures()).isEmpty());
            assertThat(result.measure("post").service().percentileNs(50)).isBetween(199_000L, 201_000L);
            assertThat(result.measure("app-start").succeeded()).isPositive();
            assertThat(result.tails()).isNotEmpty().allSatisfy(each -> {
                assertThat(each.measured()).isGreaterThanOrEqualTo(each.single());
                assertThat(each.calls()).isEqualTo(6);
            });
            assertThat(result.delivery()).isNotEmpty();
            assertThat(result.polled()).isNotEmpty().allSatisfy((followers, times) -> {
                assertThat(times.count()).isPositive();
                assertThat(times.minNs()).isPositive();
            });
            assertThat(result.verdicts().stream().map(each -> each.verdict().met()))
                    .containsExactly(true, true, true, false);
            assertThat(result.met()).isFalse();
            Map<String, Times> read = TimeLog.read(List.of(log));
            assertThat(read.get("home")).isEqualTo(result.measure("home").response());
            reportsSayWhatWasMeasured(result);
            assertThat(ended.members().follows().count()).isGreaterThan(0);
        }
    }

    private static void reportsSayWhatWasMeasured(RunResult result) {
        String html = Report.html(result);
        assertThat(html).contains("<svg", "Where the time goes", "MISSED", "Consequence: shame", "app-start");
        assertThat(html).doesNotContain("<script", "src=", "http-equiv", "@import", "NaN");
        JsonNode json = JsonMapper.shared().readTree(JsonReport.of(result));
        assertThat(json.path("measures").path("home").path("due").asLong())
                .isEqualTo(result.measure("home").planned());
        assertThat(json.path("pages").path("wrong").asInt()).isZero();
        JsonNode versions = json.path("versions");
        assertThat(versions.path("server").asString()).isEqualTo(FakeMastodon.VERSION);
        assertThat(versions.path("lab").asString()).isNotBlank();
        assertThat(versions.path("java").asString()).contains(Runtime.version().toString());
        assertThat(html).contains("<dt>server</dt><dd>" + FakeMastodon.VERSION, "<dt>Roost lab</dt>");
    }

    @Test
    void aFollowThatWasNotAnsweredAndIsInForceIsKnownToTheNextRun() throws Exception {
        try (FakeMastodon server = new FakeMastodon(page -> page, true)) {
            Run run = new Run(server.target(), scenario(SECOND_NS, 0), Objectives.NONE);
            Members members = run.setUp(done -> {});
            server.failAfterFollows();
            Run.Ended first = run.run(members, null, progress -> {});
            assertThat(first.result().measure("follow").failures()).isNotEmpty();
            assertThat(first.members().follows().count())
                    .isGreaterThan(members.follows().count());
            RunResult next = run.run(first.members(), null, progress -> {}).result();
            assertThat(next.faults()).isEmpty();
        }
    }

    @Test
    void aServerThatTellsNoVersionIsMeasuredAllTheSame() throws Exception {
        try (FakeMastodon server = new FakeMastodon(page -> page, true)) {
            assertThat(Versions.with(new Api(server.target())).server()).isEqualTo(FakeMastodon.VERSION);
            server.tellNoVersion(200);
            assertThat(Versions.with(new Api(server.target())).server()).isEqualTo("unknown");
            server.tellNoVersion(404);
            assertThat(Versions.with(new Api(server.target())).server()).isEqualTo("unknown");
        }
    }

    @Test
    void aRunThatFailsLeavesNoFiles() throws Exception {
        Set<Path> before = ownFiles();
        try (FakeMastodon server = new FakeMastodon(page -> page, true)) {
            Run run = new Run(server.target(), scenario(SECOND_NS / 10, 0), Objectives.NONE);
            Members members = run.setUp(done -> {});
            assertThatIllegalStateException()
                    .isThrownBy(() -> run.run(members, null, progress -> {
                        throw new IllegalStateException("given up");
                    }))
                    .withMessage("given up");
        }
        assertThat(ownFiles()).isEqualTo(before);
    }

    /** Those of this process in the folder of temporary files. */
    private static Set<Path> ownFiles() throws IOException {
        String own = "roost-lab-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(each -> each.getFileName().toString().startsWith(own))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void aMissingPostIsFound() throws Exception {
        assertThat(fault(page -> page.size() < 3 ? page : without(page, 1), true))
                .contains("is missing");
    }

    @Test
    void aDoubledPostIsFound() throws Exception {
        assertThat(fault(page -> page.isEmpty() ? page : with(page, page.getLast()), true))
                .contains("twice");
    }

    @Test
    void aWrongOrderIsFound() throws Exception {
        assertThat(fault(
                        page -> {
                            List<Post> turned = new ArrayList<>(page);
                            Collections.reverse(turned);
                            return turned;
                        },
                        true))
                .contains("out of order");
    }

    @Test
    void aPostOfSomebodyElseIsFound() throws Exception {
        assertThat(fault(page -> with(page, new Post(0, 4_711)), true)).contains("does not follow");
    }

    @Test
    void anotherAuthorsNameIsFound() throws Exception {
        assertThat(fault(
                        page -> page.stream()
                                .map(post -> new Post(post.id(), page.getFirst().author()))
                                .toList(),
                        true))
                .contains("another author");
    }

    @Test
    void aDeletedPostThatIsShownIsFound() throws Exception {
        assertThat(fault(page -> page, false)).contains("was deleted before");
    }

    private static String fault(UnaryOperator<List<Post>> spoil, boolean deletes) throws Exception {
        try (FakeMastodon server = new FakeMastodon(spoil, deletes)) {
            // A page that is asked for well after an answered deletion has to come about by itself.
            long lengthNs = deletes ? SECOND_NS * 6 / 10 : 3 * SECOND_NS;
            Run run = new Run(server.target(), scenario(lengthNs, 0), Objectives.NONE);
            RunResult result =
                    run.run(run.setUp(done -> {}), null, progress -> {}).result();
            assertThat(result.pagesWrong()).isPositive();
            assertThat(result.voided()).anySatisfy(each -> assertThat(each).contains("pages were wrong"));
            assertThat(result.met()).isFalse();
            return String.join("\n", result.faults());
        }
    }

    private static List<Post> without(List<Post> page, int at) {
        List<Post> shorter = new ArrayList<>(page);
        shorter.remove(at);
        return shorter;
    }

    private static List<Post> with(List<Post> page, Post more) {
        List<Post> longer = new ArrayList<>(page);
        longer.add(more);
        return longer;
    }

    private static Scenario scenario(long lengthNs, int streams) {
        Map<Work, Rate> rates = new EnumMap<>(Work.class);
        for (Work each : Work.values()) {
            double perSecond = each == Work.HOME ? 60 : each == Work.POST ? 30 : 10;
            rates.put(each, new Rate(Spread.POISSON, perSecond, 0, 0, 0));
        }
        return new Scenario(
                "test",
                "Everything there is, briefly.",
                1,
                lengthNs,
                SECOND_NS / 10,
                20 * SECOND_NS,
                new Community(12, 4, 0.5, 0, 0.3, 0.3, -1),
                rates,
                new Session(2, SECOND_NS / 10, SECOND_NS / 100),
                80,
                streams,
                0);
    }
}
