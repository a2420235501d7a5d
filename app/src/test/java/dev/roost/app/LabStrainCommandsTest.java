package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Short runs against real servers: what is counted and how it is told. How long anything took decides nothing. */
@EnabledOnOs(OS.LINUX)
class LabStrainCommandsTest {
    /** Few accounts, for each costs the server a password's hash. */
    private static final String SCENARIO = """
            name: few
            timeout: 2s
            community: {accounts: 8, mean-followers: 4}
            work:
              home: 8
              post: 2
            """;

    /** Three readers, one every 20 ms, and a moment more. */
    private static final double SECONDS_OF_FIRST_PAGES = 0.08;

    private static final String QUICK_TO_START = "--java -XX:TieredStopAtLevel=1";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void anOverloadIsTurnedAwayAndCounted() throws Exception {
        // Five times as much is more than one processor can carry.
        JsonNode told = told("overload", "--rate", "800", "--retries", "1", "--seconds", "1");
        JsonNode loads = told.path("loads");
        assertThat(texts(loads, "name"))
                .containsExactly(
                        "0.8 times capacity",
                        "1 times capacity",
                        "2 times capacity",
                        "5 times capacity",
                        "0.8 times capacity, after the peak");
        assertThat(loads.get(3).path("due_per_second").asDouble()).isBetween(3_500.0, 4_500.0);
        assertThat(loads).allSatisfy(each -> {
            addsUp(each);
            assertThat(each.path("tried_again").asLong()).isZero();
        });
        assertThat(failed(loads.get(3))).isPositive();
        JsonNode again = told.path("loads_trying_again");
        assertThat(again).hasSize(3).allSatisfy(each -> {
            addsUp(each);
            // Whoever is turned away in the end has tried twice.
            assertThat(each.path("tried_again").asLong()).isGreaterThanOrEqualTo(turnedAway(each));
        });
        assertThat(Stream.of(loads, again)
                        .flatMap(each -> StreamSupport.stream(each.spliterator(), false))
                        .mapToLong(each ->
                                turnedAway(each) + each.path("tried_again").asLong())
                        .sum())
                .isPositive();
        List<String> figures = texts(told.path("figures"), "figure");
        assertThat(figures)
                .containsExactly(
                        "goodput at 2 times capacity, share of the best",
                        "goodput at 5 times capacity, share of the best",
                        "p99 of what was admitted at 2 times capacity, times that at 0.8 times capacity",
                        "p99 of what was admitted at 5 times capacity, times that at 0.8 times capacity",
                        "p99 from sent to turned away at 2 times capacity, ms",
                        "p99 from sent to turned away at 5 times capacity, ms",
                        "objectives met again after the peak, s",
                        "memory after the peak, times that before",
                        "goodput at 5 times capacity, trying again at once, share of the best",
                        "objectives met again after a peak of callers who try again at once, s",
                        "turned away without Retry-After");
        JsonNode last = told.path("figures").get(figures.size() - 1);
        assertThat(last.path("value").asDouble()).isZero();
        assertThat(last.path("met").asBoolean()).isTrue();
        certified(told, 2);
    }

    @Test
    void aServerIsStartedAgainForEachLoadAndForFirstPages() throws Exception {
        JsonNode told = told(
                "coldstart", "--rate", "60", "--posts", "20", "--readers", "3", "--followees", "10", "--seconds", "2");
        JsonNode starts = told.path("starts");
        assertThat(texts(starts, "name"))
                .containsExactly("half of capacity", "capacity", "twice capacity", "first pages");
        assertThat(starts).allSatisfy(each -> {
            assertThat(each.path("start_to_ready_ms").asDouble()).isPositive();
            assertThat(each.path("sent_share").asDouble()).isPositive();
            addsUp(each);
        });
        assertThat(starts.get(0).path("seconds")).hasSize(2);
        assertThat(starts.get(0).path("seconds").get(0).path("due").asLong()
                        + starts.get(0).path("seconds").get(1).path("due").asLong())
                .isEqualTo(Math.round(starts.get(0).path("due_per_second").asDouble() * 2));
        assertThat(starts.get(3).path("admitted").path("count").asLong() + failed(starts.get(3)))
                .isEqualTo(3);
        assertThat(starts.get(3).path("seconds")).isEmpty();
        assertThat(texts(told.path("figures"), "figure"))
                .containsExactly(
                        "start to ready, longest, ms",
                        "home p99 at half of capacity, worst second, ms",
                        "post p99 at half of capacity, worst second, ms",
                        "answered well at half of capacity, share in the worst second",
                        "lowest goodput after the 3rd second at capacity, share of the last second's",
                        "deepest fall of goodput at capacity, share of an earlier second's",
                        "lowest goodput after the 3rd second at twice capacity, share of the last second's",
                        "deepest fall of goodput at twice capacity, share of an earlier second's",
                        "first page of 10 followees after a start, median, ms",
                        "first page of 10 followees after a start, p99, ms",
                        "turned away without Retry-After");
        certified(told, 4);
    }

    @Test
    void whatCannotBeIsRefusedBeforeAServerStarts() throws Exception {
        assertThat(lab("overload", "--retries", "101")).isEqualTo(2);
        assertThat(lab("overload", "--rate", "0")).isEqualTo(2);
        assertThat(lab("coldstart", "--followees", "0")).isEqualTo(2);
        assertThat(lab("coldstart", "--cpus", "4096")).isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "--retries must be from 0 to 100",
                        "--rate must be above 0",
                        "--followees 1 or more",
                        "4096.0 processors cannot be had");
        assertThat(out.toString()).isEmpty();
    }

    /** Each request that was due in a second, or two, was answered well or is among the failures. */
    private static void addsUp(JsonNode load) {
        double due = load.path("due_per_second").asDouble();
        long told = load.path("admitted").path("count").asLong() + failed(load);
        assertThat((double) told).isIn(due, due * 2, Math.rint(due * SECONDS_OF_FIRST_PAGES));
        assertThat(load.path("turned_away_after_sent").path("count").asLong()).isEqualTo(turnedAway(load));
    }

    private static long turnedAway(JsonNode load) {
        return load.path("failures").path("status 503").asLong();
    }

    private static long failed(JsonNode load) {
        return StreamSupport.stream(load.path("failures").spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    /** What all such lines carry: whatever a page showed was right, and figures say whether they are met. */
    private static void certified(JsonNode told, int runs) {
        assertThat(told.path("void")).isEmpty();
        assertThat(told.path("capacity_given").asBoolean()).isTrue();
        assertThat(told.path("runs")).hasSize(runs).allSatisfy(each -> {
            assertThat(each.path("pages").path("wrong").asInt()).isZero();
            assertThat(each.has("lateness")).isTrue();
            assertThat(each.path("versions").path("server").asString()).isNotBlank();
        });
        assertThat(StreamSupport.stream(told.path("runs").spliterator(), false)
                        .mapToInt(each -> each.path("pages").path("compared").asInt())
                        .sum())
                .isPositive();
        assertThat(told.path("figures")).allSatisfy(each -> {
            assertThat(each.has("value")).isTrue();
            assertThat(each.path("target").isNumber()).isTrue();
            assertThat(each.path("met").isBoolean() || each.path("met").isNull())
                    .isTrue();
            assertThat(each.path("met").isNull() && each.path("why").asString().isEmpty())
                    .isFalse();
        });
    }

    private static List<String> texts(JsonNode array, String key) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(each -> each.path(key).asString())
                .toList();
    }

    /** The line that it prints; a figure that is missed is none of its mistakes. */
    private JsonNode told(String command, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--json", "--warm-up", "1"));
        arguments.addAll(List.of(more));
        assertThat(lab(command, arguments.toArray(String[]::new)))
                .as(err.toString())
                .isIn(0, 1);
        assertThat(out.toString()).as(err.toString()).hasLineCount(1);
        return JsonMapper.shared().readTree(out.toString());
    }

    private int lab(String command, String... more) throws Exception {
        Path scenario = Files.writeString(folder.resolve("few.yaml"), SCENARIO);
        List<String> arguments =
                new ArrayList<>(List.of("lab", command, scenario.toString(), "--server", QUICK_TO_START));
        arguments.addAll(List.of(more));
        return Main.commandLine(arguments.toArray(String[]::new))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }
}
