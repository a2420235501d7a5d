package dev.roost.lab.run;

import dev.roost.lab.drive.Plan;
import dev.roost.lab.drive.Requests;
import dev.roost.lab.scenario.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Readers who ask for home for the first time, one after another: nobody has asked for theirs before, so that the
 * server has nothing of it in memory.
 *
 * @param members the accounts of a run, and after them the readers
 * @param readers how many
 * @param followees of each
 */
public record FirstPages(Members members, int readers, int followees) {
    /** From one reader to the next. */
    private static final long EVERY_NS = 20_000_000;

    private static final int POSTS_EACH = 2;

    /**
     * Makes the readers, who all follow the same authors, and as many authors as there are too few. Each author writes
     * two posts.
     *
     * @param progress is told how many steps are done, of {@link #steps}; any thread
     */
    public static FirstPages prepare(Target target, Members members, int readers, int followees, IntConsumer progress)
            throws LabException, InterruptedException {
        int there = members.ids().size();
        int authors = Math.max(0, followees - there);
        int[] all = IntStream.range(0, followees).toArray();
        List<int[]> added = new ArrayList<>();
        for (int i = 0; i < authors + readers; i++) {
            added.add(i < authors ? new int[0] : all);
        }
        SetUp setUp = new SetUp(target, progress);
        String prefix = "cold" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        Members more = setUp.more(members, prefix, added);
        setUp.posts(more, followees, followees * POSTS_EACH);
        return new FirstPages(more, readers, followees);
    }

    /** How many steps {@link #prepare} tells of. */
    public static int steps(Members members, int readers, int followees) {
        return 2 * (Math.max(0, followees - members.ids().size()) + readers) + followees * POSTS_EACH;
    }

    /** One home page for each reader. */
    public Requests requests() {
        Plan plan = new Plan();
        for (int i = 0; i < readers; i++) {
            plan.add(i * EVERY_NS, Kind.HOME.number(), members.ids().size() - readers + i, 0);
        }
        return plan.requests();
    }

    /** From the first to the last of them, and a moment more. */
    public long lengthNs() {
        return (readers + 1) * EVERY_NS;
    }

    /** Lets the members write posts in turn, as a community has some before it is measured. */
    public static void write(Target target, Members members, int count, IntConsumer progress)
            throws LabException, InterruptedException {
        new SetUp(target, progress).posts(members, members.ids().size(), count);
    }
}
