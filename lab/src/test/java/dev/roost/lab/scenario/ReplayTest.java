package dev.roost.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.lab.drive.Plan;
import dev.roost.lab.drive.Requests;
import dev.roost.lab.scenario.Trace.Act;
import dev.roost.lab.scenario.Trace.Deed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {
    private static final long SECOND_NS = 1_000_000_000L;

    /** By activity: carol 0, alice 1, bob 2, dave 3. */
    private static final String TRACE = """
            # seconds  deed  who  whom
            100.5\tpost\talice
            102\tboost\tbob\talice

            101.25\thome\tcarol
            103\treply\tcarol\tbob
            104\tboost\tcarol\talice
            105\tboost\tcarol\talice
            106\tfollow\tdave\tcarol
            106\tmention\talice\tnobody
            110\tapp-start\tbob
            """;

    @TempDir
    private Path folder;

    @Test
    void aTraceIsReadByTimeAndByActivity() throws Exception {
        Scenario scenario = scenario("accounts: 10");
        Trace trace = scenario.replay().trace();
        assertThat(scenario.community().accounts()).isEqualTo(4);
        assertThat(trace.acts().getFirst()).isEqualTo(new Act(0, Deed.POST, 1, Trace.NOBODY));
        assertThat(trace.acts().get(1)).isEqualTo(new Act(750_000_000, Deed.HOME, 0, Trace.NOBODY));
        assertThat(trace.acts().get(2)).isEqualTo(new Act(1_500_000_000, Deed.BOOST, 2, 1));
        assertThat(trace.lengthNs()).isEqualTo(9_500_000_000L);
        assertThat(scenario.follows().has(2, 1)).isTrue();
        assertThat(scenario.follows().count()).isEqualTo(2);
        // Somebody who is not in the trace: a post about nobody.
        assertThat(trace.acts().get(7).deed()).isEqualTo(Deed.POST);
    }

    @Test
    void onlyTheMostActiveAreKept() throws Exception {
        Trace trace = scenario("accounts: 2").replay().trace();
        assertThat(trace.follows().accounts()).isEqualTo(2);
        assertThat(trace.acts()).allSatisfy(each -> assertThat(each.actor()).isLessThan(2));
        // A reply to bob, who is not there, is a post; a follow of somebody who is not there is nothing.
        assertThat(trace.acts().stream().map(Act::deed))
                .containsExactly(Deed.POST, Deed.HOME, Deed.POST, Deed.BOOST, Deed.BOOST, Deed.POST);
    }

    @Test
    void speedSkipAndLengthCutIt() throws Exception {
        Replay replay = scenario("speed: 2\n  skip: 2s").replay();
        assertThat(replay.lengthNs()).isEqualTo(3_750_000_000L);
        assertThat(replay.acts(SECOND_NS)).hasSize(2).first().satisfies(each -> {
            assertThat(each.atNs()).isEqualTo(250_000_000);
            assertThat(each.deed()).isEqualTo(Deed.REPLY);
        });
        assertThat(replay.faster(2).acts(SECOND_NS)).hasSize(5);
        assertThat(scenario("speed: 2").times(3).replay().speed()).isEqualTo(6);
    }

    @Test
    void aBoostWaitsForWhatItBoostsAndIsNotDoneTwice() throws Exception {
        Scenario scenario = scenario("accounts: 10");
        Requests requests = WorkPlan.of(scenario, scenario.follows());
        int boosts = 0;
        int replies = 0;
        for (int row = 0; row < requests.size(); row++) {
            Kind kind = Kind.of(requests.kind(row));
            if (kind == Kind.BOOST || kind == Kind.REPLY) {
                boosts += kind == Kind.BOOST ? 1 : 0;
                replies += kind == Kind.REPLY ? 1 : 0;
                int parent = requests.parent(row);
                assertThat(parent).isNotEqualTo(Plan.NONE);
                assertThat(requests.actor(parent)).isEqualTo(requests.argument(row));
                assertThat(Kind.of(requests.kind(parent))).isEqualTo(Kind.POST);
            }
        }
        assertThat(boosts).isEqualTo(2);
        assertThat(replies).isEqualTo(1);
        // The second boost of the same post names its author instead; bob's post, which was replied to, is made up.
        assertThat(count(requests, Kind.MENTION)).isEqualTo(1);
        assertThat(count(requests, Kind.POST)).isEqualTo(3);
        assertThat(count(requests, Kind.START_CALL)).isEqualTo(StartCall.values().length);
        assertThat(count(requests, Kind.FOLLOW)).isEqualTo(1);
    }

    @Test
    void pagesAreReadForEachAct() throws Exception {
        Scenario scenario = scenario("reads: 3");
        Requests requests = WorkPlan.of(scenario, scenario.follows());
        assertThat(count(requests, Kind.HOME)).isEqualTo(9 * 3 + 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    1 post alice         | with tabs between
                    1\tsleeps\talice     | "line 1: ""sleeps"" is none of post, mention"
                    soon\tpost\talice    | is no time in seconds
                    1\tboost\talice      | needs whom
                    1\tpost\talice       | fewer than two people
                    """)
    void mistakesAreToldWithTheirLine(String line, String message) throws Exception {
        Path file = Files.writeString(folder.resolve("wrong.trace"), line.replace("\\t", "\t") + "\n");
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> Scenarios.read("test", "replay: {trace: " + file.getFileName() + "}", folder, null))
                .withMessageContaining(message);
    }

    @Test
    void higgsIsReadFromTheFolderOfRealData() throws Exception {
        packed(HiggsTrace.ACTIVITY, """
                7 8 1341100972 MT
                7 9 1341100972 RT
                8 7 1341400000 RE
                9 8 1341500000 RT
                """);
        packed(HiggsTrace.FOLLOWS, "7\t8\tF\n8\t9\tI\n8\t12345\tF\n");
        Scenario scenario = Scenarios.load("higgs", folder);
        assertThat(scenario.name()).isEqualTo("higgs");
        Trace trace = scenario.replay().trace();
        // Two rows of one person in one second are one act, the retweet.
        assertThat(trace.acts().stream().map(Act::deed)).containsExactly(Deed.BOOST, Deed.REPLY, Deed.BOOST);
        assertThat(trace.follows().count()).isEqualTo(2);
        assertThat(scenario.replay().speed()).isEqualTo(60);
        // What is skipped has its time in the trace: 277,200 s are before the second act, at 299,028 s.
        assertThat(scenario.replay().acts(scenario.replay().lengthNs() + 1)).hasSize(2);
    }

    private void packed(String name, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Scenario scenario(String more) throws Exception {
        Files.writeString(folder.resolve("my.trace"), TRACE);
        Files.writeString(folder.resolve("my.follows"), "bob alice\ncarol\tbob\ndave zoe\n");
        return Scenarios.read(
                "test",
                "length: 10s\nwarm-up: 1s\nreplay:\n  trace: my.trace\n  follows: my.follows\n  " + more + "\n",
                folder,
                null);
    }

    private static int count(Requests requests, Kind kind) {
        int count = 0;
        for (int row = 0; row < requests.size(); row++) {
            count += requests.kind(row) == kind.number() ? 1 : 0;
        }
        return count;
    }
}
