package dev.roost.core;

import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the follows of one import add to the figures of each account that they touch. Reads and writes an account's
 * figures once, however many follows it has.
 *
 * <p>One thread. Open addressing with linear probing over account ids; at most half full.
 */
final class FollowTally {
    private final Workspace work;
    private final int mask;
    private final int[] ids;
    private final int[] followers;
    private final int[] followees;
    private final Rows.@Nullable Figures[] before;
    private int accounts;

    /** Room for both ends of so many follows. */
    FollowTally(Workspace work, int follows) {
        this.work = work;
        int capacity = Integer.highestOneBit(4 * Math.max(1, follows) - 1) * 2;
        mask = capacity - 1;
        ids = new int[capacity];
        followers = new int[capacity];
        followees = new int[capacity];
        before = new Rows.Figures[capacity];
    }

    /** How many the account followed before the import, without those that it has added itself. */
    int followeesBefore(int account) {
        return figures(place(account)).counts().followees();
    }

    /** Counts a follow that was stored. */
    void add(int follower, int followee) {
        followees[place(follower)]++;
        followers[place(followee)]++;
    }

    /** Writes the figures of all accounts that have changed, by id upwards. */
    void store() {
        int[] changed = new int[accounts];
        int count = 0;
        for (int place = 0; place <= mask; place++) {
            if (ids[place] != 0 && (followers[place] | followees[place]) != 0) {
                changed[count++] = ids[place];
            }
        }
        Arrays.sort(changed, 0, count);
        for (int i = 0; i < count; i++) {
            store(changed[i], place(changed[i]));
        }
    }

    private void store(int account, int place) {
        AccountCounts counts = figures(place).counts();
        work.count(
                new AccountId(account),
                new AccountCounts(
                        counts.followers() + followers[place],
                        counts.followees() + followees[place],
                        counts.posts(),
                        counts.lastPostAtMs()));
    }

    private Rows.Figures figures(int place) {
        Rows.Figures known = before[place];
        if (known == null) {
            known = work.figures(new AccountId(ids[place]));
            before[place] = known;
        }
        return known;
    }

    private int place(int account) {
        int place = ((account * 0x9E3779B9) >>> 12) & mask;
        while (ids[place] != account) {
            if (ids[place] == 0) {
                ids[place] = account;
                accounts++;
                break;
            }
            place = (place + 1) & mask;
        }
        return place;
    }
}
