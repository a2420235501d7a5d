package dev.roost.lab.run;

import dev.roost.lab.run.Objectives.Term;
import dev.roost.lab.scenario.ScenarioException;
import dev.roost.lab.scenario.Settings;
import dev.roost.telemetry.Objective;
import dev.roost.telemetry.TimeRecorder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads objectives in the form of OpenSLO v1, of which it takes what a run can count.
 *
 * <p>A metric source has the type {@code roost-lab} and the specification {@code {measure: home}}. A threshold metric
 * has the time in its objectives, as {@code op: lte} and a {@code value} in seconds; a ratio metric has it in the
 * source of what is good, as {@code within: 50ms}, or has none with the measure {@code answered}. The annotation
 * {@code roost.dev/consequence} makes an agreement. The time window and what OpenSLO has for alerts and data sources is
 * passed over: a run is its own window.
 */
final class OpenSlo {
    /** The version that is read. */
    static final String VERSION = "openslo/v1";

    private static final String SOURCE = "roost-lab";
    private static final String CONSEQUENCE = "roost.dev/consequence";
    private static final List<String> PASSED_OVER =
            List.of("Service", "DataSource", "AlertPolicy", "AlertCondition", "AlertNotificationTarget");
    private static final double PERCENT = 100;

    private final Map<String, Settings> indicators = new HashMap<>();

    private OpenSlo() {}

    /** Whether the documents are meant so. */
    static boolean isIt(List<Object> documents) {
        return documents.stream().anyMatch(each -> each instanceof Map<?, ?> map && map.containsKey("apiVersion"));
    }

    /** All objectives and agreements, in their order; {@code where} goes into messages. */
    static List<Term> read(String where, List<Object> documents) throws ScenarioException {
        OpenSlo reader = new OpenSlo();
        List<Settings> wanted = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            Settings document = new Settings(where + ", document " + (i + 1), documents.get(i));
            String version = document.text("apiVersion", "");
            String kind = document.text("kind", "");
            if (!version.equals(VERSION)) {
                throw new ScenarioException(document + ": apiVersion \"" + version + "\" is not " + VERSION);
            }
            if (kind.equals("SLO")) {
                wanted.add(document);
            } else if (kind.equals("SLI")) {
                reader.indicators.put(document.below("metadata").text("name", ""), document.below("spec"));
            } else if (!PASSED_OVER.contains(kind)) {
                throw new ScenarioException(document + ": unknown kind \"" + kind + "\"");
            }
        }
        List<Term> terms = new ArrayList<>();
        for (Settings each : wanted) {
            reader.terms(each, terms);
        }
        return terms;
    }

    private void terms(Settings document, List<Term> into) throws ScenarioException {
        Settings metadata = document.below("metadata");
        String name = metadata.text("displayName", metadata.text("name", ""));
        String consequence = metadata.below("annotations").text(CONSEQUENCE, "");
        Settings spec = document.below("spec");
        String budgeting = spec.text("budgetingMethod", "Occurrences");
        if (!budgeting.equals("Occurrences")) {
            throw new ScenarioException(
                    spec + ".budgetingMethod: \"" + budgeting + "\" cannot be counted in a run, only Occurrences");
        }
        Settings indicator = indicator(spec);
        if (!(spec.raw("objectives") instanceof List<?> list) || list.isEmpty()) {
            throw new ScenarioException(spec + ": objectives are needed");
        }
        for (int i = 0; i < list.size(); i++) {
            Settings objective = new Settings(spec + ".objectives[" + i + "]", list.get(i));
            String shown = objective.text("displayName", name);
            into.add(new Term(objective(indicator, objective, shown), consequence));
        }
    }

    private Settings indicator(Settings spec) throws ScenarioException {
        String reference = spec.text("indicatorRef", "");
        if (!reference.isEmpty()) {
            Settings found = indicators.get(reference);
            if (found == null) {
                throw new ScenarioException(
                        spec + ".indicatorRef: no document of kind SLI is called \"" + reference + "\" in this file");
            }
            return found;
        }
        if (!spec.has("indicator")) {
            throw new ScenarioException(spec + ": indicator or indicatorRef is needed");
        }
        return spec.below("indicator").below("spec");
    }

    private static Objective objective(Settings indicator, Settings objective, String shown) throws ScenarioException {
        double target = target(objective);
        if (indicator.has("thresholdMetric")) {
            String measure = measure(indicator.below("thresholdMetric"));
            if (measure.equals(Objectives.ANSWERED)) {
                throw new ScenarioException(indicator + ": answered has no threshold; give it a ratioMetric");
            }
            String op = objective.text("op", "");
            if (!op.equals("lte") && !op.equals("lt")) {
                throw new ScenarioException(objective + ".op: \"" + op + "\" says nothing of times: lte is needed");
            }
            double seconds = objective.number("value", -1, 0, TimeRecorder.TIME_NS_MAX / 1e9);
            if (seconds < 0) {
                throw new ScenarioException(objective + ": value is needed, in seconds");
            }
            return made(objective, shown, measure, Math.round(seconds * 1e9), seconds + "s", target);
        }
        Settings ratio = indicator.below("ratioMetric");
        if (!ratio.has("good") || !ratio.has("total")) {
            throw new ScenarioException(
                    indicator + ": a thresholdMetric is needed, or a ratioMetric with good and total");
        }
        String total = measure(ratio.below("total"));
        Settings good = source(ratio.below("good"));
        String measure = good.text("measure", "");
        if (!measure.equals(total)) {
            throw new ScenarioException(ratio + ": good is about \"" + measure + "\" and total about \"" + total
                    + "\"; give both the same measure");
        }
        if (good.has("within") == measure.equals(Objectives.ANSWERED)) {
            throw new ScenarioException(good + ": within is needed, except with the measure answered");
        }
        Object within = good.raw("within");
        return made(
                objective,
                shown,
                measure,
                within == null ? TimeRecorder.TIME_NS_MAX : Settings.timeNs(good + ".within", within),
                within == null ? "" : within.toString(),
                target);
    }

    private static Objective made(
            Settings objective, String shown, String measure, long withinNs, String within, double target)
            throws ScenarioException {
        if (withinNs > TimeRecorder.TIME_NS_MAX) {
            throw new ScenarioException(objective + ": more than an hour");
        }
        String plain = measure + (within.isEmpty() ? "" : " within " + within);
        return new Objective(shown.isEmpty() ? plain : shown + " (" + plain + ")", measure, withinNs, target);
    }

    private static double target(Settings objective) throws ScenarioException {
        double target = objective.number("target", -1, 0, 1);
        double percent = objective.number("targetPercent", -1, 0, PERCENT);
        if ((target > 0) == (percent > 0)) {
            throw new ScenarioException(objective + ": either target or targetPercent is needed, above 0");
        }
        return target > 0
                ? target
                // Divided as decimals: 99.95 / 100 as doubles is not the double nearest to 0.9995.
                : BigDecimal.valueOf(percent).movePointLeft(2).doubleValue();
    }

    private static String measure(Settings metric) throws ScenarioException {
        return source(metric).text("measure", "");
    }

    private static Settings source(Settings metric) throws ScenarioException {
        Settings source = metric.below("metricSource");
        String type = source.text("type", "");
        if (!type.equals(SOURCE)) {
            throw new ScenarioException(source + ": the type \"" + type
                    + "\" cannot be measured by the laboratory, only " + SOURCE + ", with spec: {measure: home}");
        }
        Settings spec = source.below("spec");
        if (spec.text("measure", "").isEmpty()) {
            throw new ScenarioException(source + ".spec: measure is needed");
        }
        return spec;
    }
}
