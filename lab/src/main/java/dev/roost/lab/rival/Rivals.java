package dev.roost.lab.rival;

import dev.roost.lab.selftest.Generator;
import dev.roost.lab.selftest.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Runs the generator and other tools in turn against a trivial server, at the same rate, then ever faster. */
public final class Rivals {
    /** How this generator is called in the figures. */
    public static final String OWN = "roost lab";

    /** What is tried, one after the other, until a tool no longer holds it twice. */
    private static final List<Integer> RATES =
            List.of(2_000, 5_000, 10_000, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000, 60_000, 80_000);

    private static final double GENERATOR_SHARE_MAX = 0.01;

    private final int seconds;
    private final Map<Tool, String> installed = new TreeMap<>();

    /**
     * Finds out which tools there are.
     *
     * @param path folders in which they are looked for, as in the environment's PATH
     * @param seconds how long each run is
     */
    public Rivals(String path, int seconds) {
        this.seconds = seconds;
        for (Tool each : Tool.values()) {
            each.installed(path).ifPresent(found -> installed.put(each, found));
        }
    }

    /** Those that were not found. */
    public List<Tool> missing() {
        return List.of(Tool.values()).stream()
                .filter(each -> !installed.containsKey(each))
                .toList();
    }

    /** Every tool once at this rate, the generator first and last, so that a change of the machine shows. */
    public void atRate(int perSecond, Consumer<Outcome> told) throws IOException, InterruptedException {
        try (ServerProcess servers = ServerProcess.start()) {
            String url = "http://127.0.0.1:" + servers.serve() + "/";
            told.accept(own(url, perSecond));
            for (Map.Entry<Tool, String> each : installed.entrySet()) {
                told.accept(each.getKey().run(each.getValue(), url, perSecond, seconds));
            }
            told.accept(own(url, perSecond));
        }
    }

    /** The highest rate that each tool which takes a rate holds, twice at most; absent if it holds none. */
    public Map<String, Integer> highest(Consumer<Outcome> told) throws IOException, InterruptedException {
        Map<String, Integer> highest = new TreeMap<>();
        try (ServerProcess servers = ServerProcess.start()) {
            String url = "http://127.0.0.1:" + servers.serve() + "/";
            climb(rate -> own(url, rate), told).ifPresent(rate -> highest.put(OWN, rate));
            for (Map.Entry<Tool, String> each : installed.entrySet()) {
                Tool tool = each.getKey();
                if (tool != Tool.WRK) {
                    climb(rate -> tool.run(each.getValue(), url, rate, seconds), told)
                            .ifPresent(rate -> highest.put(tool.program(), rate));
                }
            }
        }
        return highest;
    }

    @FunctionalInterface
    private interface Probe {
        Outcome at(int perSecond) throws IOException, InterruptedException;
    }

    private static Optional<Integer> climb(Probe probe, Consumer<Outcome> told)
            throws IOException, InterruptedException {
        List<Integer> held = new ArrayList<>();
        for (int rate : RATES) {
            boolean holds = false;
            // A second chance: something else may have had the processor.
            for (int i = 0; i < 2 && !holds; i++) {
                Outcome outcome = probe.at(rate);
                told.accept(outcome);
                holds = outcome.held();
            }
            if (!holds) {
                break;
            }
            held.add(rate);
        }
        return held.isEmpty() ? Optional.empty() : Optional.of(held.getLast());
    }

    private Outcome own(String url, int perSecond) throws IOException, InterruptedException {
        int port = Integer.parseInt(url.substring(url.lastIndexOf(':') + 1, url.length() - 1));
        Generator.Ran ran = Generator.constant(port, perSecond, seconds * 1_000_000_000L);
        return new Outcome(
                OWN,
                true,
                perSecond,
                ran.sentPerSecond(),
                ran.failed(),
                ran.response().percentileNs(50),
                ran.response().percentileNs(90),
                ran.response().percentileNs(99),
                ran.response().percentileNs(99.9),
                ran.response().maxNs(),
                ran.share() > GENERATOR_SHARE_MAX
                        ? String.format(Locale.ROOT, "void: it adds %.1f %% to the p99 itself", ran.share() * 100)
                        : "");
    }
}
