package dev.roost.telemetry;

import java.util.List;
import java.util.LongSummaryStatistics;

/**
 * A percentile of several generators together, and how far apart it is between them.
 *
 * <p>The one of all is read from their counts added up; the lowest and the highest are those of single generators. It
 * need not lie between them in the middle, nor is it a mean of anything: generators far apart measured different
 * things, such as two networks.
 *
 * @param percent from 0 to 100
 * @param mergedNs of all together
 * @param lowestNs of the generator where it is lowest
 * @param highestNs of the generator where it is highest
 * @param generators how many counted anything
 */
public record Spread(double percent, long mergedNs, long lowestNs, long highestNs, int generators) {
    /** Of what each generator counted; those that counted nothing are left out. */
    public static Spread of(double percent, List<Times> generators) {
        LongSummaryStatistics each = generators.stream()
                .filter(times -> times.count() > 0)
                .mapToLong(times -> times.percentileNs(percent))
                .summaryStatistics();
        return each.getCount() == 0
                ? new Spread(percent, 0, 0, 0, 0)
                : new Spread(percent, Times.sum(generators).percentileNs(percent), each.getMin(), each.getMax(), (int)
                        each.getCount());
    }

    /** Highest over lowest: 1 if all generators agree; 0 if there is nothing. */
    public double ratio() {
        return generators == 0 ? 0 : (double) highestNs / Math.max(1, lowestNs);
    }
}
