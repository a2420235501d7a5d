package dev.roost.telemetry;

/**
 * What share of times must be at most how long: "99 % of home pages within 50 ms" is the 99th percentile under 50 ms,
 * said so that it can be counted.
 *
 * @param name shown in reports
 * @param measure which times it is about, such as {@code home}
 * @param thresholdNs a time is good at or below it
 * @param target the share that must be good, above 0 and at most 1
 */
public record Objective(String name, String measure, long thresholdNs, double target) {
    /** Checks the figures. */
    public Objective {
        if (thresholdNs < 0 || thresholdNs > TimeRecorder.TIME_NS_MAX) {
            throw new IllegalArgumentException("a threshold of " + thresholdNs + " ns");
        }
        if (!(target > 0 && target <= 1)) {
            throw new IllegalArgumentException("a target of " + target + "; above 0 and at most 1");
        }
    }

    /** What came of it, counted over {@code total} events. */
    public Verdict judge(long good, long total) {
        return new Verdict(this, good, total);
    }

    /**
     * An objective and what was counted.
     *
     * @param good how many events were good
     * @param total how many there were; those that failed are among them and not good
     */
    public record Verdict(Objective objective, long good, long total) {
        /** Checks the counts. */
        public Verdict {
            if (good < 0 || good > total) {
                throw new IllegalArgumentException(good + " good of " + total);
            }
        }

        /** Whether the target was reached; not if there was nothing to count. */
        public boolean met() {
            return total > 0 && good >= objective.target() * total;
        }

        /**
         * Whether there were enough events to say so: of 467, one bad one is more than a tenth of a percent. Several
         * bad ones say enough.
         */
        public boolean isSure() {
            return total - good > 1 || objective.target() == 1 || Times.areEnough(total, objective.target() * 100);
        }

        /** The share of good events; 0 if there were none. */
        public double share() {
            return total == 0 ? 0 : (double) good / total;
        }

        /**
         * The speed at which the error budget is spent: 1 spends it just in time, 2 in half the time. Infinite where
         * the budget is nothing and something was bad.
         */
        public double burnRate() {
            double bad = total - good;
            double budget = (1 - objective.target()) * total;
            return bad == 0 ? 0 : bad / budget;
        }
    }
}
