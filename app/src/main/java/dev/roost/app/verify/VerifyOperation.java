package dev.roost.app.verify;

import dev.roost.app.operate.Arguments;
import dev.roost.app.operate.Operation;
import dev.roost.app.operate.OperationRefusedException;
import dev.roost.app.operate.Output;
import dev.roost.core.Replay;
import dev.roost.core.StateAudit;
import dev.roost.core.StateView;
import dev.roost.core.Table;
import dev.roost.model.AccountId;
import dev.roost.runtime.Roost;
import dev.roost.runtime.StateStore;
import dev.roost.sim.ChosenReaders;
import dev.roost.sim.HomeVerification;
import dev.roost.sim.LogReplay;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.store.rocksdb.RocksDbStore;
import dev.roost.timeline.Strategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Checks a node: the state against itself, home pages against the plain query, and the rows against their log. */
public final class VerifyOperation implements Operation {
    /** What the operation goes by. */
    public static final String NAME = "verify";

    /** Random readers when nobody says how many. */
    public static final int READERS_DEFAULT = 100;

    private static final int READERS_MAX = 1_000_000;

    @Override
    public boolean run(Roost roost, Arguments arguments, Consumer<String> lines) throws OperationRefusedException {
        return run(roost, arguments, Output.ofLines(lines));
    }

    @Override
    public boolean run(Roost roost, Arguments arguments, Output output) throws OperationRefusedException {
        int readers = (int) number(arguments, "readers", READERS_DEFAULT, READERS_MAX);
        long seed = number(arguments, "seed", 1, Long.MAX_VALUE);
        List<Strategy> strategies = strategies(arguments, roost);
        Stages stages = new Stages(output);
        if (!inspect(roost, output)) {
            output.line("the files are damaged: what else is compared would only repeat it");
            return false;
        }
        boolean well;
        try (StateStore.StateSnapshot snapshot = roost.snapshot()) {
            well = audit(snapshot, output, stages);
            if (Boolean.parseBoolean(arguments.optional("replay").orElse("false"))) {
                well &= replay(snapshot, output, stages);
            }
            List<AccountId> chosen = ChosenReaders.of(new StateView(snapshot), roost.home()::isActive, readers, seed);
            try (HomeVerification pages = new HomeVerification(roost, snapshot, strategies, seed, output::line)) {
                well &= compare(pages, chosen, output, stages);
            }
        }
        output.line(well ? "all is well" : "there are differences: see above");
        return well;
    }

    private static List<Strategy> strategies(Arguments arguments, Roost roost) throws OperationRefusedException {
        String wanted = arguments.optional("strategy").orElse("");
        return switch (wanted) {
            case "" -> List.of(roost.home().strategy());
            case "all" -> List.of(Strategy.values());
            default ->
                List.of(StrategyOperation.named(wanted)
                        .orElseThrow(() -> new OperationRefusedException(
                                "no strategy " + wanted + ": read, write, hybrid or all")));
        };
    }

    private static long number(Arguments arguments, String name, long otherwise, long max)
            throws OperationRefusedException {
        String text = arguments.optional(name).orElse(Long.toString(otherwise));
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new OperationRefusedException(name + " is " + text + "; allowed: a whole number from 0 to " + max);
    }

    private static boolean inspect(Roost roost, Output output) throws OperationRefusedException {
        try {
            StateStore.Inspection found = roost.inspectStore(output::line);
            output.line(String.format(
                    Locale.ROOT,
                    "files: %,d tables with %,d rows read, %,d damaged",
                    found.files(),
                    found.rows(),
                    found.damaged()));
            return found.damaged() == 0;
        } catch (IOException | UncheckedIOException e) {
            throw new OperationRefusedException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean audit(StateStore.StateSnapshot snapshot, Output output, Stages stages) {
        StateAudit.Result audit = StateAudit.run(
                snapshot,
                output::line,
                seen -> stages.at("state", seen, 0, String.format(Locale.ROOT, "%,d rows", seen)));
        output.line(String.format(
                Locale.ROOT,
                "state at offset %,d: %,d rows compared with one another, %,d problems",
                new StateView(snapshot).offset(),
                audit.rows(),
                audit.problems()));
        return audit.problems() == 0;
    }

    private static boolean compare(
            HomeVerification verification, List<AccountId> readers, Output output, Stages stages) {
        List<HomeVerification.Result> results = verification.run(
                readers,
                (done, all, pages) ->
                        stages.at("timelines", done, all, String.format(Locale.ROOT, "%,d pages", pages)));
        results.forEach(result -> output.line(line(result, readers.size())));
        return results.stream().allMatch(result -> result.differences() == 0);
    }

    private static String line(HomeVerification.Result result, int readers) {
        String unsettled = result.unsettled() == 0
                ? ""
                : String.format(Locale.ROOT, "; %,d more changed too fast to be compared", result.unsettled());
        return String.format(
                Locale.ROOT,
                "%s%s: %,d pages of %,d readers compared, %,d differences%s",
                result.served() ? "as served, " : "",
                result.strategy().name().toLowerCase(Locale.ROOT),
                result.pages(),
                readers,
                result.differences(),
                unsettled);
    }

    private static boolean replay(StateStore.StateSnapshot snapshot, Output output, Stages stages) {
        long last = new StateView(snapshot).offset();
        try {
            Path scratch = Files.createTempDirectory("roost-replay");
            try (RocksDbStore empty = RocksDbStore.open(scratch, RocksDbSettings.DEFAULTS, "verify")) {
                List<Table> different = LogReplay.differences(
                        snapshot,
                        empty,
                        offset -> stages.at(
                                "log", offset, last, String.format(Locale.ROOT, "%,d of %,d entries", offset, last)));
                output.line(
                        different.isEmpty()
                                ? "the log gives the same rows again"
                                : "the log gives other rows in " + different);
                return different.isEmpty();
            } catch (Replay.DivergedException e) {
                output.line("the log cannot be applied again: " + e.getMessage());
                return false;
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
