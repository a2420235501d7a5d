package dev.roost.lab.rival;

import dev.roost.lab.selftest.Generator;
import dev.roost.lab.selftest.ServerProcess;
import dev.roost.telemetry.Times;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the generator and other tools in turn against one trivial server, at the same rate, then ever faster. The server
 * has the last processor, and all that send have the others.
 */
public final class Rivals implements Closeable {
    /** What is tried, one after the other, until a tool no longer holds it twice. */
    private static final List<Integer> RATES =
            List.of(2_000, 5_000, 10_000, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000, 60_000, 80_000);

    private static final double GENERATOR_SHARE_MAX = 0.01;
    private static final long STEP_NS = 1_000_000;
    private static final long SECOND_NS = 1_000_000_000L;

    private final int seconds;
    private final Tools tools;
    private final ServerProcess servers;
    private final String url;
    private final int port;

    /**
     * The highest rates that a tool held.
     *
     * @param perSecond by the rule that is the same for all; 0 if none
     * @param byItsOwnRule where it also had nothing against its figures itself; 0 if none
     */
    public record Highest(String tool, int perSecond, int byItsOwnRule) {}

    @FunctionalInterface
    private interface Contender {
        List<Outcome> at(int perSecond) throws IOException, InterruptedException;
    }

    /** A contender, and what it leaves out at the beginning. */
    private record Timed(Contender contender, long warmUpNs) {}

    /**
     * Starts the server.
     *
     * @param tools to run beside the generator
     * @param seconds how long each run is
     */
    public Rivals(Tools tools, int seconds) throws IOException {
        this.tools = tools;
        this.seconds = seconds;
        servers = ServerProcess.startFirst();
        port = servers.serve();
        url = "http://127.0.0.1:" + port + "/";
    }

    /**
     * Every tool at this rate, in turn, another one first in each round; a first round does not count.
     *
     * @param tcpdump with which times between packets are told too; none if empty
     */
    public Rounds atRate(int perSecond, int rounds, Optional<String> tcpdump, Consumer<Outcome> told)
            throws IOException, InterruptedException {
        List<Timed> all = new ArrayList<>();
        all.add(new Timed(this::own, Generator.WARM_UP_NS));
        all.add(new Timed(this::ownInSteps, Generator.WARM_UP_NS));
        tools.installed()
                .keySet()
                .forEach(each -> all.add(new Timed(
                        rate -> List.of(tools.run(each, url, rate, seconds)), each.warmUpSeconds() * SECOND_NS)));
        Rounds counted = new Rounds();
        for (int round = -1; round < rounds; round++) {
            for (Timed each : Rounds.inTurn(all, round)) {
                for (Outcome outcome : outcomes(each, perSecond, tcpdump)) {
                    if (round >= 0) {
                        counted.add(outcome);
                        told.accept(outcome);
                    }
                }
            }
        }
        return counted;
    }

    private List<Outcome> outcomes(Timed timed, int perSecond, Optional<String> tcpdump)
            throws IOException, InterruptedException {
        if (tcpdump.isEmpty()) {
            return timed.contender.at(perSecond);
        }
        try (Wire wire = new Wire(tcpdump.get(), port)) {
            List<Outcome> outcomes = new ArrayList<>(timed.contender.at(perSecond));
            outcomes.add(outcomes.getFirst().by(wire.end(timed.warmUpNs)));
            return outcomes;
        }
    }

    /** The highest rate that each tool which takes a rate holds; at each rate all of them in turn, twice at most. */
    public List<Highest> highest(Consumer<Outcome> told) throws IOException, InterruptedException {
        Map<String, Contender> climbing = new LinkedHashMap<>();
        climbing.put(Own.DUE.label(), rate -> own(rate).subList(0, 1));
        tools.installed().keySet().stream()
                .filter(Tool::takesRate)
                .forEach(each -> climbing.put(each.program(), rate -> List.of(tools.run(each, url, rate, seconds))));
        Map<String, Highest> highest = new LinkedHashMap<>();
        climbing.keySet().forEach(each -> highest.put(each, new Highest(each, 0, 0)));
        for (int rate : RATES) {
            for (Map.Entry<String, Contender> each : List.copyOf(climbing.entrySet())) {
                Highest now = probe(each, rate, highest.getOrDefault(each.getKey(), new Highest("", 0, 0)), told);
                highest.put(each.getKey(), now);
                if (now.perSecond < rate) {
                    climbing.remove(each.getKey());
                }
            }
        }
        return List.copyOf(highest.values());
    }

    private static Highest probe(Map.Entry<String, Contender> tool, int rate, Highest before, Consumer<Outcome> told)
            throws IOException, InterruptedException {
        Highest now = before;
        // A second chance: something else may have had the processor.
        for (int i = 0; i < 2 && now.byItsOwnRule < rate; i++) {
            for (Outcome outcome : tool.getValue().at(rate)) {
                told.accept(outcome);
                now = new Highest(
                        tool.getKey(),
                        outcome.held() ? rate : now.perSecond,
                        outcome.heldByItsOwnRule() ? rate : now.byItsOwnRule);
            }
        }
        return now;
    }

    private List<Outcome> own(int perSecond) throws IOException, InterruptedException {
        Generator.Ran ran = Generator.constant(port, perSecond, seconds * SECOND_NS);
        return List.of(
                outcome(Own.DUE, perSecond, ran, ran.response()), outcome(Own.STARTED, perSecond, ran, ran.started()));
    }

    private List<Outcome> ownInSteps(int perSecond) throws IOException, InterruptedException {
        Generator.Ran ran = Generator.inSteps(port, perSecond, seconds * SECOND_NS, STEP_NS);
        return List.of(
                outcome(Own.STEPS_DUE, perSecond, ran, ran.response()),
                outcome(Own.STEPS_STARTED, perSecond, ran, ran.started()));
    }

    private static Outcome outcome(Own way, int perSecond, Generator.Ran ran, Times times) {
        return new Outcome(
                way.label(),
                true,
                "",
                perSecond,
                ran.sentPerSecond(),
                ran.failed(),
                times.percentileNs(50),
                times.percentileNs(90),
                times.percentileNs(99),
                times.percentileNs(99.9),
                times.maxNs(),
                ran.share() > GENERATOR_SHARE_MAX
                        ? String.format(Locale.ROOT, "void: it adds %.1f %% to the p99 itself", ran.share() * 100)
                        : "");
    }

    @Override
    public void close() {
        servers.close();
    }
}
