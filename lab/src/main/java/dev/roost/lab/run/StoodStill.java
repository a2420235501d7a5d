package dev.roost.lab.run;

import dev.roost.lab.drive.Pauses.Pause;
import java.util.Comparator;
import java.util.List;

/**
 * How long the generator itself kept an answer waiting because its Java machine stood still: what comes in a pause is
 * read after it. An upper bound, for when the answer came is not known.
 */
final class StoodStill {
    /** Whatever waits is read so soon after a pause. */
    private static final long READ_NS = 5_000_000;

    private final long[] endsNs;
    private final long[] lengthsNs;

    /** Over pauses with times from the start of a run. */
    StoodStill(List<Pause> pauses) {
        List<Pause> byEnd =
                pauses.stream().sorted(Comparator.comparingLong(Pause::atNs)).toList();
        endsNs = byEnd.stream().mapToLong(Pause::atNs).toArray();
        lengthsNs = byEnd.stream().mapToLong(Pause::lengthNs).toArray();
    }

    /** At most how long of the time from {@code sentNs} to {@code doneNs} an answer waited for it. */
    long ns(long sentNs, long doneNs) {
        long most = 0;
        for (int i = firstFrom(doneNs - READ_NS); i < endsNs.length && endsNs[i] <= doneNs; i++) {
            most = Math.max(most, Math.min(lengthsNs[i], endsNs[i] - sentNs));
        }
        return most;
    }

    private int firstFrom(long ns) {
        int low = 0;
        int high = endsNs.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (endsNs[middle] < ns) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
