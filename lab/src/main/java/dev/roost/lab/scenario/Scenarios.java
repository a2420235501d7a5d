package dev.roost.lab.scenario;

import dev.roost.lab.scenario.Scenario.Community;
import dev.roost.lab.scenario.Scenario.Rate;
import dev.roost.lab.scenario.Scenario.Session;
import dev.roost.lab.scenario.Scenario.Spread;
import dev.roost.lab.scenario.Scenario.Work;
import dev.roost.telemetry.files.TextFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads scenarios: files, and those that come with the laboratory. */
public final class Scenarios {
    /** Those that come along. */
    public static final List<String> READY =
            List.of("quiet", "twitter-2012", "celebrity", "app-start", "overload", "higgs");

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long DAY_NS = 86_400 * SECOND_NS;

    /** The trace of real data. */
    private static final String HIGGS = "higgs";

    private Scenarios() {}

    /** The scenario that comes along under this name, or that in this file. */
    public static Scenario load(String nameOrFile) throws IOException, ScenarioException {
        return load(nameOrFile, realData());
    }

    /** The same with the folder of real data, if somebody said where it is. */
    static Scenario load(String nameOrFile, @Nullable Path data) throws IOException, ScenarioException {
        if (READY.contains(nameOrFile)) {
            try (InputStream in = Scenarios.class.getResourceAsStream(nameOrFile + ".yaml")) {
                if (in == null) {
                    throw new IllegalStateException("the scenario " + nameOrFile + " is missing");
                }
                return read(nameOrFile, new String(in.readAllBytes(), StandardCharsets.UTF_8), Path.of(""), data);
            }
        }
        Path file = Path.of(nameOrFile);
        if (!Files.exists(file)) {
            throw new ScenarioException("there is no file \"" + nameOrFile
                    + "\", and the scenarios that come along are " + String.join(", ", READY));
        }
        Path folder = file.toAbsolutePath().getParent();
        return read(nameOrFile, TextFiles.read(file), folder == null ? Path.of("") : folder, data);
    }

    /** Reads one that names no files. */
    static Scenario read(String where, String text) throws ScenarioException {
        return read(where, text, Path.of(""), null);
    }

    /**
     * Reads one; {@code where} goes into messages, {@code folder} is where files that it names are, {@code data} real
     * data.
     */
    static Scenario read(String where, String text, Path folder, @Nullable Path data) throws ScenarioException {
        Settings all = new Settings(where, yaml(where, text));
        Scenario scenario = new Scenario(
                all.text("name", where),
                all.text("about", ""),
                (long) all.number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                all.timeNs("length", 30 * SECOND_NS),
                all.timeNs("warm-up", 5 * SECOND_NS),
                all.timeNs("timeout", 10 * SECOND_NS),
                community(all.below("community")),
                rates(all.below("work")),
                session(all.below("session")),
                (int) all.number("post-chars", 140, 1, 500),
                (int) all.number("streams", 0, 0, 100_000),
                all.timeNs("visible-within", 0));
        if (all.has("replay")) {
            scenario = replaying(scenario, all.below("replay"), folder, data);
        }
        all.done();
        if (scenario.lengthNs() > DAY_NS || scenario.warmUpNs() >= scenario.lengthNs()) {
            throw new ScenarioException(where + ": length must be more than warm-up, and at most a day");
        }
        if (scenario.rates().isEmpty() && scenario.replay().isNone()) {
            throw new ScenarioException(where + ".work: nothing to do");
        }
        return scenario;
    }

    /** A YAML document as maps, lists and scalars. */
    public static Object yaml(String where, String text) throws ScenarioException {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (YAMLException broken) {
            throw new ScenarioException(where + ": " + broken.getMessage());
        }
    }

    /** All documents of a YAML file. */
    public static List<Object> yamls(String where, String text) throws ScenarioException {
        List<Object> documents = new ArrayList<>();
        try {
            for (Object each : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text)) {
                documents.add(each == null ? Map.of() : each);
            }
        } catch (YAMLException broken) {
            throw new ScenarioException(where + ": " + broken.getMessage());
        }
        return documents;
    }

    private static Community community(Settings from) throws ScenarioException {
        Community community = new Community(
                (int) from.number("accounts", 200, 2, 10_000_000),
                from.number("mean-followers", 15, 0, 1_000_000),
                from.number("zipf", 0.8, 0, 3),
                from.share("celebrity-share", 0),
                from.number("reader-zipf", 0.5, 0, 3),
                from.number("author-zipf", 0.8, 0, 3),
                from.share("celebrity-posts", -1));
        from.done();
        return community;
    }

    /** With a trace, whose people are the accounts. */
    private static Scenario replaying(Scenario scenario, Settings from, Path folder, @Nullable Path data)
            throws ScenarioException {
        String name = from.text("trace", "");
        String follows = from.text("follows", "");
        double speed = from.number("speed", 1, 1e-3, 1e6);
        long skipNs = from.timeNs("skip", 0);
        double reads = from.number("reads", 0, 0, 1_000);
        int accountsMax = (int) from.number("accounts", 1_000, 2, 10_000_000);
        from.done();
        if (name.isEmpty()) {
            throw new ScenarioException(from + ": trace is needed, a file, or higgs");
        }
        Trace trace;
        try {
            trace = name.equals(HIGGS)
                    ? HiggsTrace.read(data, accountsMax)
                    : TraceFile.read(
                            folder.resolve(name),
                            follows.isEmpty() ? null : folder.resolve(follows),
                            accountsMax,
                            scenario.community(),
                            scenario.seed());
        } catch (IOException unreadable) {
            throw new ScenarioException(from + ": the trace cannot be read: " + unreadable.getMessage());
        }
        if (skipNs >= trace.lengthNs()) {
            throw new ScenarioException(from + ".skip: the trace is over by then");
        }
        return scenario.replaying(new Replay(trace, speed, skipNs, reads));
    }

    /** The folder of real data, if somebody said where it is. */
    private static @Nullable Path realData() {
        String folder = System.getenv("ROOST_DATA_FILES");
        return folder == null || folder.isEmpty() ? null : Path.of(folder);
    }

    private static Session session(Settings from) throws ScenarioException {
        Session session = new Session(
                (int) from.number("pages", 3, 0, 100),
                from.timeNs("think", 2 * SECOND_NS),
                from.timeNs("expected", SECOND_NS / 20));
        from.done();
        return session;
    }

    private static Map<Work, Rate> rates(Settings from) throws ScenarioException {
        Map<Work, Rate> rates = new EnumMap<>(Work.class);
        for (Work work : Work.values()) {
            String key = work.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (from.has(key)) {
                rates.put(work, rate(key, from));
            }
        }
        from.done();
        return rates;
    }

    private static Rate rate(String key, Settings from) throws ScenarioException {
        Object found = from.raw(key);
        if (found instanceof Number number && number.doubleValue() > 0) {
            return new Rate(Spread.POISSON, number.doubleValue(), 0, 0, 0);
        }
        Settings rate = new Settings("work." + key, found);
        Spread spread = rate.has("peak")
                ? Spread.BURSTS
                : rate.text("arrivals", "poisson").equals("constant") ? Spread.CONSTANT : Spread.POISSON;
        Rate read = new Rate(
                spread,
                rate.number("rate", 1, 1e-6, 1e9),
                rate.number("peak", 0, 0, 1e9),
                rate.timeNs("every", 20 * SECOND_NS),
                rate.timeNs("for", 2 * SECOND_NS));
        rate.done();
        return read;
    }
}
