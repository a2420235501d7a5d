package dev.roost.core;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Double entry: each fact is booked once as it should be and once as it is found, in any order, and in the end nothing
 * may be left over. Memory does not grow with the facts, unless the entries left over are to be named.
 */
final class Ledger {
    private final String name;
    private final boolean naming;
    private final Map<String, Long> open = new HashMap<>();
    private long sum;

    /** @param naming whether {@link #report} can name what is left over; costs a map entry per open fact */
    Ledger(String name, boolean naming) {
        this.name = name;
        this.naming = naming;
    }

    /** A fact that should be there. */
    void expected(long... fact) {
        book(1, fact);
    }

    /** A fact that is there. */
    void found(long... fact) {
        book(-1, fact);
    }

    /** A fact that counts several times; negative for found. */
    void book(long times, long... fact) {
        sum += times * hash(fact);
        if (naming && times != 0) {
            open.merge(Arrays.toString(fact), times, (a, b) -> a + b == 0 ? null : a + b);
        }
    }

    boolean isBalanced() {
        return sum == 0;
    }

    /** Names what is left over, up to a number of entries. */
    void report(int entriesMax, Consumer<String> problem) {
        open.entrySet().stream()
                .limit(entriesMax)
                .forEach(entry -> problem.accept(name + ": " + entry.getKey()
                        + (entry.getValue() > 0 ? " is missing " : " is too much ") + Math.abs(entry.getValue())
                        + " times"));
    }

    /** Sums of these are compared, so each bit of a fact must spread over the whole. */
    private static long hash(long[] fact) {
        long hash = fact.length;
        for (long part : fact) {
            hash = mix(hash ^ mix(part + 0x9E37_79B9_7F4A_7C15L));
        }
        return hash;
    }

    /** The finalizer of MurmurHash3. */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CE_B9FE_1A85_EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
