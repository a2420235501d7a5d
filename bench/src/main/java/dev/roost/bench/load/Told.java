package dev.roost.bench.load;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a tool tells of a run.
 *
 * @param failed how many were not answered with a status of 200 to 299
 */
record Told(
        @JsonProperty("sent_per_second") double sentPerSecond,
        @JsonProperty("failed") long failed,
        @JsonProperty("p50_ns") long p50Ns,
        @JsonProperty("p90_ns") long p90Ns,
        @JsonProperty("p99_ns") long p99Ns,
        @JsonProperty("p999_ns") long p999Ns,
        @JsonProperty("max_ns") long maxNs) {
    static Told of(double sentPerSecond, long failed, Histogram times) {
        return new Told(
                sentPerSecond,
                failed,
                times.getValueAtPercentile(50),
                times.getValueAtPercentile(90),
                times.getValueAtPercentile(99),
                times.getValueAtPercentile(99.9),
                times.getMaxValue());
    }

    /** As one line. */
    String json() {
        return JsonMapper.shared().writeValueAsString(this);
    }
}
