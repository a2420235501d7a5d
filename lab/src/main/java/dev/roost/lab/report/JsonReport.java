package dev.roost.lab.report;

import dev.roost.lab.run.Measure;
import dev.roost.lab.run.RunResult;
import dev.roost.lab.run.RunResult.Judged;
import dev.roost.telemetry.Times;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A run as JSON. Times are in milliseconds, as the ends of the keys say. */
public final class JsonReport {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double[] PERCENTS = {50, 75, 90, 95, 99, 99.9, 99.99};

    private JsonReport() {}

    /** One line of JSON. */
    public static String of(RunResult result) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("scenario", result.scenario().name());
        all.put("target", result.target().url());
        all.put("started_at", result.startedAt().toString());
        all.put("met", result.met());
        all.put("void", result.voided());
        Map<String, Object> measures = new LinkedHashMap<>();
        result.measures().forEach(each -> measures.put(each.name(), measure(each)));
        all.put("measures", measures);
        Map<String, Object> delivery = new LinkedHashMap<>();
        result.delivery().forEach((followers, times) -> delivery.put(followers, times(times)));
        all.put("delivery", delivery);
        Map<String, Object> polled = new LinkedHashMap<>();
        result.polled().forEach((followers, times) -> polled.put(followers, times(times)));
        all.put("delivery_to_pollers", polled);
        all.put("tails", result.tails());
        all.put(
                "objectives",
                result.verdicts().stream().map(JsonReport::verdict).toList());
        all.putAll(certification(result));
        all.put("rates_per_second", rates(result));
        return JSON.writeValueAsString(all);
    }

    /** What says whether a run can be trusted, and what it was of. */
    static Map<String, Object> certification(RunResult result) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(
                "pages",
                Map.of(
                        "compared", result.pagesChecked(),
                        "wrong", result.pagesWrong(),
                        "not_compared", result.pagesPassedOver(),
                        "faults", result.faults()));
        all.put("lateness", times(result.lateness()));
        all.put("generator_share_of_p99", result.generatorShare());
        all.put(
                "pauses",
                result.pauses().stream()
                        .map(each -> List.of(each.atNs() / 1e6, each.lengthNs() / 1e6))
                        .toList());
        all.put("machine", result.machine());
        all.put("versions", result.versions());
        return all;
    }

    private static Map<String, Object> rates(RunResult result) {
        Map<String, Object> rates = new LinkedHashMap<>();
        result.scenario().rates().forEach((work, rate) -> rates.put(work.name(), rate.perSecond()));
        return rates;
    }

    private static Map<String, Object> measure(Measure measure) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("due", measure.planned());
        one.put("answered_well", measure.succeeded());
        one.put("failures", measure.failures());
        one.put("response", times(measure.response()));
        one.put("client_waiting", times(measure.client()));
        one.put("server_queue", times(measure.queue()));
        one.put("service", times(measure.service()));
        one.put("rest", times(measure.rest()));
        return one;
    }

    static Map<String, Object> times(Times times) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("count", times.count());
        for (double percent : PERCENTS) {
            String name = percent == Math.rint(percent) ? Integer.toString((int) percent) : Double.toString(percent);
            one.put("p" + name + "_ms", times.percentileNs(percent) / 1e6);
        }
        one.put("max_ms", times.maxNs() / 1e6);
        return one;
    }

    private static Map<String, Object> verdict(Judged judged) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", judged.verdict().objective().name());
        one.put("met", judged.verdict().met());
        one.put("good", judged.verdict().good());
        one.put("total", judged.verdict().total());
        one.put("target", judged.verdict().objective().target());
        one.put("consequence", judged.consequence());
        return one;
    }
}
