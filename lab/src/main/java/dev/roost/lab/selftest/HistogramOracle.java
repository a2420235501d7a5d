package dev.roost.lab.selftest;

import com.sun.management.ThreadMXBean;
import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Histograms: adding them in any order, against sorting all samples; what recording costs. */
final class HistogramOracle {
    private static final String ADDING = "adding histograms";
    private static final String RECORDING = "recording a time";
    private static final int PARTS = 32;
    private static final int ORDERS = 20;
    private static final double[] PERCENTS = {1, 10, 50, 90, 99, 99.9, 99.99};

    private HistogramOracle() {}

    /** Adds histograms with {@code samples} times in all. */
    static List<Figure> adding(int samples, long seed) {
        Random random = new Random(seed);
        long[] all = new long[samples];
        TimeRecorder[] recorders = new TimeRecorder[PARTS];
        Arrays.setAll(recorders, i -> new TimeRecorder(1_000_000));
        for (int i = 0; i < samples; i++) {
            all[i] = (long) Math.exp(random.nextGaussian() * 2 + 14);
            recorders[random.nextInt(PARTS)].record(all[i]);
        }
        Arrays.sort(all);
        List<Times> parts = new ArrayList<>(
                Arrays.stream(recorders).map(TimeRecorder::times).toList());
        Times first = Times.sum(parts);
        int differing = 0;
        for (int i = 0; i < ORDERS; i++) {
            Collections.shuffle(parts, random);
            differing += Times.sum(parts).equals(first) ? 0 : 1;
        }
        double worst = 0;
        for (double percent : PERCENTS) {
            // A hair less, because 99.99 / 100 * samples may come out above a whole number.
            double exact = all[(int) Math.ceil(percent / 100 * samples - 1e-6) - 1];
            worst = Math.max(worst, Math.abs(first.percentileNs(percent) - exact) / exact * 100);
        }
        return List.of(
                Figure.atMost(ADDING, "orders of 20 that gave other bits", differing, 0),
                Figure.atMost(ADDING, "furthest percentile from sorting all samples, %", worst, 0.1));
    }

    /** Measures the cost of recording; the best of several rounds, for the machine may have something else to do. */
    static List<Figure> recording(int rounds, int perRound) {
        long[] times = new Random(1).longs(1 << 14, 20_000, 50_000_000).toArray();
        TimeRecorder recorder = new TimeRecorder(50_000_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double bestNs = Double.MAX_VALUE;
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            long startNs = System.nanoTime();
            for (int i = 0; i < perRound; i++) {
                recorder.record(times[i & (times.length - 1)]);
            }
            long tookNs = System.nanoTime() - startNs;
            allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
            bestNs = Math.min(bestNs, (double) tookNs / perRound);
        }
        return List.of(
                Figure.atMost(RECORDING, "ns", bestNs, 20),
                Figure.atMost(RECORDING, "bytes allocated in " + perRound, (double) allocated, 0));
    }
}
