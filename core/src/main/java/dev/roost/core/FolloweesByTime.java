package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.ListedAccount;
import dev.roost.model.PageRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whom an account follows, by the sequence of the follow: the rows are in the order of the followees, as look-ups need
 * them. Immutable; 12 bytes for each.
 */
public final class FolloweesByTime {
    /** Upwards. */
    private final long[] sequences;

    private final int[] accounts;

    private FolloweesByTime(long[] sequences, int[] accounts) {
        this.sequences = sequences;
        this.accounts = accounts;
    }

    /** How many there are. */
    public int size() {
        return sequences.length;
    }

    /** The newest follow first, of those that the filter lets through; the cursor is the sequence. */
    public List<ListedAccount> page(PageRequest page, Predicate<ListedAccount> filter) {
        int first = firstFrom(page.lowest());
        int end = page.highest() == Long.MAX_VALUE ? sequences.length : firstFrom(page.highest() + 1);
        List<ListedAccount> found = new ArrayList<>(Math.min(page.limit(), Math.max(0, end - first)));
        if (page.upwards()) {
            for (int i = first; i < end && found.size() < page.limit(); i++) {
                addIfWanted(i, filter, found);
            }
            Collections.reverse(found);
        } else {
            for (int i = end - 1; i >= first && found.size() < page.limit(); i--) {
                addIfWanted(i, filter, found);
            }
        }
        return found;
    }

    private void addIfWanted(int index, Predicate<ListedAccount> filter, List<ListedAccount> found) {
        ListedAccount entry = new ListedAccount(new AccountId(accounts[index]), sequences[index]);
        if (filter.test(entry)) {
            found.add(entry);
        }
    }

    /** Index of the first one with this sequence or a newer one. */
    private int firstFrom(long sequence) {
        int at = Arrays.binarySearch(sequences, sequence);
        return at >= 0 ? at : -at - 1;
    }

    /** Collects them in any order. */
    static final class Builder {
        private long[] sequences = new long[16];
        private int[] accounts = new int[16];
        private int size;

        void add(long sequence, int account) {
            if (size == accounts.length) {
                sequences = Arrays.copyOf(sequences, size * 2);
                accounts = Arrays.copyOf(accounts, size * 2);
            }
            sequences[size] = sequence;
            accounts[size++] = account;
        }

        /** Sorts the sequences alone, and looks up where each one's account belongs: no two follows have the same. */
        FolloweesByTime build() {
            long[] sorted = Arrays.copyOf(sequences, size);
            Arrays.sort(sorted);
            int[] inOrder = new int[size];
            for (int i = 0; i < size; i++) {
                inOrder[Arrays.binarySearch(sorted, sequences[i])] = accounts[i];
            }
            return new FolloweesByTime(sorted, inOrder);
        }
    }
}
