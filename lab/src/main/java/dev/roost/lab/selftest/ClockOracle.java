package dev.roost.lab.selftest;

import dev.roost.lab.drive.Processor;
import java.util.List;

/**
 * What the machine takes away from a thread that does nothing but look at the clock: timer interrupts, the kernel's
 * threads, and the host of a virtual machine. No generator can be more punctual than that.
 */
final class ClockOracle {
    private static final String NAME = "the machine alone";

    /** Somebody who wants the processor meanwhile notices. */
    private static final long NOTICED_NS = 2_000;

    private long gaps;
    private long longestNs;
    private double lateNs;

    private ClockOracle() {}

    /**
     * Looks at the clock for so long, on the processor that the generator has.
     *
     * @param lateNs from when on a moment that falls due counts as late
     */
    static List<Figure> run(long lengthNs, long lateNs) throws InterruptedException {
        ClockOracle oracle = new ClockOracle();
        Thread thread = Thread.ofPlatform().name("lab-clock").start(() -> {
            Processor.goFirst();
            Processor.keepTo(0);
            oracle.look(lengthNs, lateNs);
        });
        thread.join();
        return oracle.figures(lengthNs);
    }

    private void look(long lengthNs, long tooLateNs) {
        long startNs = System.nanoTime();
        long beforeNs = startNs;
        while (beforeNs - startNs < lengthNs) {
            long nowNs = System.nanoTime();
            add(nowNs - beforeNs, tooLateNs);
            beforeNs = nowNs;
        }
    }

    /** What is due in a gap is late by what is left of it. */
    void add(long gapNs, long tooLateNs) {
        if (gapNs > NOTICED_NS) {
            gaps++;
            longestNs = Math.max(longestNs, gapNs);
            lateNs += Math.max(0, gapNs - tooLateNs);
        }
    }

    List<Figure> figures(long lengthNs) {
        return List.of(
                told("times a second that it was away", gaps * 1e9 / lengthNs),
                told("longest, us", longestNs / 1e3),
                told("moments that are over 100 us late by it, %", lateNs / lengthNs * 100));
    }

    static ClockOracle empty() {
        return new ClockOracle();
    }

    private static Figure told(String figure, double measured) {
        return Figure.shown(NAME, figure, measured);
    }
}
