package dev.roost.timeline;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import java.util.Arrays;

/**
 * Whom a reader follows and whom they do not want to see, as of one moment. Immutable; arrays sorted.
 *
 * <p>Memory: 4 bytes a followee, and as much for each hidden account and each followee without boosts; hidden accounts
 * count twice for a reader whom somebody blocks. Suspended accounts are kept once for all readers.
 */
final class Relations {
    private static final int[] NOBODY = {};

    private static final int INTS_A_LINE = 16;

    private final int reader;
    private final int[] followees;
    private final int[] withoutBoosts;
    /** Whom the reader blocks or mutes. */
    private final int[] shunned;
    /** Those, and who blocks the reader; the same array if nobody does. */
    private final int[] hidden;

    private final Suspended suspended;

    private final long validFromMs;
    private final long validUntilMs;

    private Relations(
            int reader,
            int[] followees,
            int[] withoutBoosts,
            int[] shunned,
            int[] hidden,
            Suspended suspended,
            long validFromMs,
            long validUntilMs) {
        this.reader = reader;
        this.followees = followees;
        this.withoutBoosts = withoutBoosts;
        this.shunned = shunned;
        this.hidden = hidden;
        this.suspended = suspended;
        this.validFromMs = validFromMs;
        this.validUntilMs = validUntilMs;
    }

    /** {@code suspended}: those of the same state. */
    static Relations load(StateView state, AccountId reader, Suspended suspended, long nowMs) {
        Ints followees = new Ints();
        Ints withoutBoosts = new Ints();
        Ints shunned = new Ints();
        Ints blockers = new Ints();
        long[] validFromMs = {0};
        long[] validUntilMs = {Long.MAX_VALUE};
        state.followees(reader, follow -> {
            followees.add(follow.followee().value());
            if (!follow.boosts()) {
                withoutBoosts.add(follow.followee().value());
            }
            return true;
        });
        state.blocked(reader, account -> shunned.add(account.value()));
        state.blockers(reader, account -> blockers.add(account.value()));
        state.mutes(reader, mute -> {
            if (mute.activeAt(nowMs)) {
                shunned.add(mute.muted().value());
                validUntilMs[0] = Math.min(validUntilMs[0], mute.untilMs());
            } else {
                validFromMs[0] = Math.max(validFromMs[0], mute.untilMs());
            }
            return true;
        });
        int[] ownOnes = shunned.sorted();
        return new Relations(
                reader.value(),
                followees.sorted(),
                withoutBoosts.sorted(),
                ownOnes,
                blockers.size == 0 ? ownOnes : shunned.addAll(blockers).sorted(),
                suspended,
                validFromMs[0],
                validUntilMs[0]);
    }

    int reader() {
        return reader;
    }

    /** Whether there are times at which these are not right. */
    boolean expires() {
        return validUntilMs != Long.MAX_VALUE || validFromMs != 0;
    }

    /**
     * Reads a bit of each line of the processor's cache that {@link #follows} may need, so that memory is waited for
     * once and not at each step of a search. The result means nothing and is to be kept somewhere.
     */
    int fetch() {
        int seen = hidden.length + withoutBoosts.length;
        for (int i = 0; i < followees.length; i += INTS_A_LINE) {
            seen ^= followees[i];
        }
        return seen;
    }

    /** Whether a mute ends between the time of loading and this time, which is earlier if the clock was put back. */
    boolean expiredAt(long nowMs) {
        return nowMs >= validUntilMs || nowMs < validFromMs;
    }

    boolean follows(int account) {
        return contains(followees, account);
    }

    /** Whether the reader sees nothing of an account: one of the two blocks, the reader mutes, or it is suspended. */
    boolean hides(int account) {
        return contains(hidden, account) || (account != reader && suspended.contains(account));
    }

    /** Whether the reader blocks or mutes anybody. */
    boolean shunsSomebody() {
        return shunned.length > 0;
    }

    /** Whether the reader blocks or mutes one of these accounts. */
    boolean shunsOneOf(int[] accounts) {
        for (int account : accounts) {
            if (contains(shunned, account)) {
                return true;
            }
        }
        return false;
    }

    boolean takesBoostsOf(int booster) {
        return !contains(withoutBoosts, booster);
    }

    /** Whether the account's posts can be on this reader's timeline: the reader's own, or a followee's not muted. */
    boolean isSource(int account) {
        return account == reader || (follows(account) && !hides(account));
    }

    /** The reader and the followees who are not hidden. */
    int[] sources() {
        int[] sources = Arrays.copyOf(followees, followees.length + 1);
        int size = followees.length;
        if (hidden.length > 0 || !suspended.isEmpty()) {
            size = 0;
            for (int followee : followees) {
                if (!hides(followee)) {
                    sources[size++] = followee;
                }
            }
        }
        sources[size++] = reader;
        return size == sources.length ? sources : Arrays.copyOf(sources, size);
    }

    private static boolean contains(int[] sorted, int value) {
        int length = sorted.length;
        if (length == 0) {
            return false;
        }
        // Halves without a branch that depends on what is found: those are guessed wrong every other time.
        int at = 0;
        while (length > 1) {
            int half = length >>> 1;
            at = sorted[at + half] <= value ? at + half : at;
            length -= half;
        }
        return sorted[at] == value;
    }

    /** A growing list of ints. */
    private static final class Ints {
        private int[] values = NOBODY;
        private int size;

        boolean add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, Math.max(16, size * 2));
            }
            values[size++] = value;
            return true;
        }

        Ints addAll(Ints others) {
            for (int i = 0; i < others.size; i++) {
                add(others.values[i]);
            }
            return this;
        }

        int[] sorted() {
            int[] sorted = size == 0 ? NOBODY : Arrays.copyOf(values, size);
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
