package dev.roost.app.imports;

import dev.roost.core.StateView;
import java.util.HashSet;
import java.util.Set;

/**
 * The keys that an import has given to posts so far: those of late in memory, the others in the state.
 *
 * <p>One thread. Holds twice {@link #HELD} keys: more than the entries on their way, so that what is no longer held is
 * in the state.
 */
final class KeysMet {
    /** Keys of one generation. */
    static final int HELD = 1 << 17;

    private final StateView state;
    private final String keySpace;
    private Set<String> newest = new HashSet<>();
    private Set<String> before = Set.of();

    KeysMet(StateView state, String keySpace) {
        this.state = state;
        this.keySpace = keySpace;
    }

    void add(String key) {
        newest.add(key);
        if (newest.size() == HELD) {
            before = newest;
            newest = new HashSet<>();
        }
    }

    boolean contains(String key) {
        return newest.contains(key) || before.contains(key) || state.isImported(keySpace, key);
    }
}
