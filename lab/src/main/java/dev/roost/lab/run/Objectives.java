package dev.roost.lab.run;

import dev.roost.lab.scenario.ScenarioException;
import dev.roost.lab.scenario.Scenarios;
import dev.roost.lab.scenario.Settings;
import dev.roost.telemetry.Objective;
import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.files.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run must reach.
 *
 * <pre>
 *   objectives:
 *     - {measure: home, within: 50ms, target: 99%}
 *     - {measure: visible, within: 5s, target: 99.9%}
 *     - {measure: answered, target: 99.95%}
 *   agreements:
 *     - {measure: home, within: 500ms, target: 99%, consequence: "a tenth of the month's fee is returned"}
 * </pre>
 *
 * <p>Or in the form of {@link OpenSlo}.
 *
 * @param terms objectives and agreements, in their order
 */
public record Objectives(List<Term> terms) {
    /** None at all. */
    public static final Objectives NONE = new Objectives(List.of());

    /** The measure that counts every request, however long it took. */
    public static final String ANSWERED = "answered";

    /** What people notice: 99 % of home pages within 50 ms, of posts within 100 ms, and of all requests answered. */
    public static final Objectives OF_PEOPLE = new Objectives(List.of(
            term("home within 50 ms", "home", 50_000_000),
            term("post within 100 ms", "post", 100_000_000),
            term(ANSWERED, ANSWERED, TimeRecorder.TIME_NS_MAX)));

    /**
     * An objective, or an agreement.
     *
     * @param consequence what happens when an agreement is not kept; empty for an objective
     */
    public record Term(Objective objective, String consequence) {}

    private static Term term(String name, String measure, long withinNs) {
        return new Term(new Objective(name, measure, withinNs, 0.99), "");
    }

    /** Those in this file. */
    public static Objectives load(Path file) throws IOException, ScenarioException {
        if (!Files.exists(file)) {
            throw new ScenarioException("there is no file \"" + file + "\" of objectives");
        }
        return read(file.toString(), TextFiles.read(file));
    }

    /** Reads a file's text; {@code where} goes into messages. */
    static Objectives read(String where, String text) throws ScenarioException {
        List<Object> documents = Scenarios.yamls(where, text);
        if (OpenSlo.isIt(documents)) {
            return checked(where, OpenSlo.read(where, documents));
        }
        Settings file = new Settings(where, documents.size() == 1 ? documents.getFirst() : null);
        List<Term> terms = new ArrayList<>();
        terms(where, "objectives", file.raw("objectives"), terms);
        terms(where, "agreements", file.raw("agreements"), terms);
        file.done();
        return checked(where, terms);
    }

    /** An agreement that is stricter than every objective on the same measure would be broken first: a mistake. */
    private static Objectives checked(String where, List<Term> terms) throws ScenarioException {
        if (terms.isEmpty()) {
            throw new ScenarioException(where + ": no objectives");
        }
        for (Term agreement : terms) {
            List<Objective> same = terms.stream()
                    .filter(each -> each.consequence.isEmpty())
                    .map(Term::objective)
                    .filter(each -> each.measure().equals(agreement.objective.measure()))
                    .toList();
            boolean laxer = same.stream()
                    .anyMatch(each -> each.thresholdNs() <= agreement.objective.thresholdNs()
                            && each.target() >= agreement.objective.target());
            if (!agreement.consequence.isEmpty() && !same.isEmpty() && !laxer) {
                throw new ScenarioException(where + ": the agreement \"" + agreement.objective.name()
                        + "\" is stricter than the objectives on " + agreement.objective.measure()
                        + "; an agreement has the laxer figure, so that the objective warns before it is broken");
            }
        }
        return new Objectives(List.copyOf(terms));
    }

    private static void terms(String where, String key, @Nullable Object list, List<Term> into)
            throws ScenarioException {
        if (list == null) {
            return;
        }
        if (!(list instanceof List<?> items)) {
            throw new ScenarioException(where + "." + key + " must be a list");
        }
        for (Object item : items) {
            into.add(term(new Settings(where + "." + key + "[" + into.size() + "]", item), key.equals("agreements")));
        }
    }

    private static Term term(Settings from, boolean agreement) throws ScenarioException {
        String measure = from.text("measure", "");
        long withinNs = from.timeNs("within", TimeRecorder.TIME_NS_MAX);
        double target = from.share("target", -1);
        if (measure.isEmpty() || target <= 0) {
            throw new ScenarioException(from + ": measure and target are needed");
        }
        if (from.has("within") == measure.equals(ANSWERED)) {
            throw new ScenarioException(from + ": within is needed, except with the measure answered");
        }
        String standard = measure + (from.has("within") ? " within " + from.raw("within") : "");
        Term term = new Term(
                new Objective(from.text("name", standard), measure, withinNs, target), from.text("consequence", ""));
        from.done();
        if (agreement == term.consequence.isEmpty()) {
            throw new ScenarioException(from + ": a consequence makes an agreement, and none an objective");
        }
        return term;
    }

    /** What must be counted exactly, by measure. */
    Map<String, long[]> thresholdsNs() {
        Map<String, long[]> thresholds = new TreeMap<>();
        for (Term each : terms) {
            long[] before = thresholds.getOrDefault(each.objective.measure(), new long[0]);
            long[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = each.objective.thresholdNs();
            thresholds.put(each.objective.measure(), after);
        }
        return thresholds;
    }
}
