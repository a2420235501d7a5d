package dev.roost.lab.scenario;

import dev.roost.lab.scenario.Trace.Act;
import dev.roost.lab.scenario.Trace.Deed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects acts and follows by name, in any order, and keeps those of the most active people. One thread. */
final class TraceBuilder {
    private final List<Named> acts = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** Who is kept, by name; numbered once all acts are there. */
    private final Map<String, Integer> numbers = new HashMap<>();

    private final List<SortedSet<Integer>> followees = new ArrayList<>();

    private record Named(
            long atNs, Deed deed, String actor, @Nullable String other) {}

    /** Adds one; {@code atNs} from any moment on. */
    void act(long atNs, Deed deed, String actor, @Nullable String other) {
        acts.add(new Named(atNs, deed, actor, other));
        counts.merge(actor, 1, Integer::sum);
    }

    /** How many people act. */
    int actors() {
        return counts.size();
    }

    /** Keeps the {@code most} most active people, those equally active by name. After the last act. */
    void choose(int most) {
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .forEach(each -> {
                    numbers.put(each.getKey(), numbers.size());
                    followees.add(new TreeSet<>());
                });
    }

    /** Adds a follow, if both are kept. After {@link #choose}. */
    void follow(String reader, String author) {
        Integer from = numbers.get(reader);
        Integer to = numbers.get(author);
        if (from != null && to != null && !from.equals(to)) {
            followees.get(from).add(to);
        }
    }

    /** With the follows that were added. */
    Trace build() {
        return build(new Follows(followees.stream()
                .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new)));
    }

    /**
     * With other follows. What is about somebody who is not kept becomes a plain post; a follow of such a person is
     * left out.
     */
    Trace build(Follows follows) {
        List<Named> sorted = new ArrayList<>(acts);
        sorted.sort(Comparator.comparingLong(Named::atNs));
        long firstNs = sorted.isEmpty() ? 0 : sorted.getFirst().atNs;
        List<Act> kept = new ArrayList<>();
        for (Named each : sorted) {
            Integer actor = numbers.get(each.actor);
            Integer other = each.other == null ? null : numbers.get(each.other);
            boolean lonely = each.deed.isAboutSomebody() && (other == null || other.equals(actor));
            if (actor != null && !(lonely && each.deed == Deed.FOLLOW)) {
                kept.add(new Act(
                        each.atNs - firstNs,
                        lonely ? Deed.POST : each.deed,
                        actor,
                        lonely || other == null ? Trace.NOBODY : other));
            }
        }
        return new Trace(List.copyOf(kept), follows);
    }
}
