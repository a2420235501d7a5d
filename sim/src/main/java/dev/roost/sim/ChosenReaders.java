package dev.roost.sim;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Whose timelines to verify. */
public final class ChosenReaders {
    private static final int BUSIEST = 10;

    private ChosenReaders() {}

    /**
     * The ten who follow the most, the ten who are followed the most, and random ones: every other of those who have a
     * timeline in memory, as far as there are such, most of the rest of those who follow somebody.
     */
    public static List<AccountId> of(StateView state, Predicate<AccountId> inMemory, int randomOnes, long seed) {
        record Size(AccountId id, int followers, int followees) {}
        List<Size> all = IntStream.rangeClosed(1, state.accounts())
                .mapToObj(AccountId::new)
                .map(id -> new Size(
                        id, state.counts(id).followers(), state.counts(id).followees()))
                .toList();
        Set<AccountId> chosen = new LinkedHashSet<>();
        for (Comparator<Size> by :
                List.of(Comparator.comparingInt(Size::followees), Comparator.comparingInt(Size::followers))) {
            all.stream().sorted(by.reversed()).limit(BUSIEST).forEach(size -> chosen.add(size.id()));
        }
        List<AccountId> active = all.stream().map(Size::id).filter(inMemory).toList();
        List<AccountId> following =
                all.stream().filter(size -> size.followees() > 0).map(Size::id).toList();
        Random random = new Random(seed);
        int wanted = (int) Math.min(all.size(), chosen.size() + (long) randomOnes);
        for (int tries = 0; chosen.size() < wanted && tries < 20 * wanted; tries++) {
            boolean any = following.isEmpty() || random.nextInt(10) == 0;
            if (tries % 2 == 0 && !active.isEmpty()) {
                chosen.add(active.get(random.nextInt(active.size())));
            } else {
                chosen.add(
                        any
                                ? all.get(random.nextInt(all.size())).id()
                                : following.get(random.nextInt(following.size())));
            }
        }
        return List.copyOf(chosen);
    }
}
