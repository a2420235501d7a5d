package dev.roost.lab.selftest;

/**
 * A measured figure beside what it must be.
 *
 * @param oracle what was measured
 * @param figure which figure of it, with its unit last
 * @param least the figure passes from here
 * @param most to here
 * @param expected the figure that is known, or the bound that is set; not a number where there is neither
 */
public record Figure(String oracle, String figure, double measured, double expected, double least, double most) {
    /** Within a share of what is expected. */
    static Figure near(String oracle, String figure, double measured, double expected, double share) {
        return new Figure(oracle, figure, measured, expected, expected - expected * share, expected + expected * share);
    }

    /** At most so much. */
    static Figure atMost(String oracle, String figure, double measured, double most) {
        return new Figure(oracle, figure, measured, most, Double.NEGATIVE_INFINITY, most);
    }

    /** A figure that nothing is known about beforehand: only shown. */
    static Figure shown(String oracle, String figure, double measured) {
        return new Figure(oracle, figure, measured, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Whether there is anything that it must be; otherwise it says nothing by passing. */
    public boolean isBound() {
        return least != Double.NEGATIVE_INFINITY || most != Double.POSITIVE_INFINITY;
    }

    /** Whether it is as it must be. */
    public boolean passed() {
        return measured >= least && measured <= most;
    }
}
