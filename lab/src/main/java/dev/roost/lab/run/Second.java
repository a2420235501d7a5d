package dev.roost.lab.run;

/**
 * What was due in one second of a run, of all kinds.
 *
 * @param planned how many were due
 * @param succeeded how many of them were answered well, whenever that was
 * @param inTime how many answers came in this second, whenever they were due: the goodput
 * @param heat how many took how long: a count for each bar of {@link #heatFromNs}
 */
public record Second(
        int planned, int succeeded, int inTime, long p50Ns, long p99Ns, long p999Ns, long maxNs, int[] heat) {
    /** Where each bar of the heat begins: eight a decade, from 10 us on. */
    public static long[] heatFromNs() {
        return Tally.heatFromNs();
    }
}
