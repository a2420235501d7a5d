package dev.roost.timeline;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import java.util.Arrays;

/**
 * The accounts whose posts nobody sees, as of one moment: {@link Relations} share it. Immutable.
 *
 * <p>Memory: 4 bytes an account.
 */
final class Suspended {
    private final long asOf;
    private final int[] accounts;

    private Suspended(long asOf, int[] accounts) {
        this.asOf = asOf;
        this.accounts = accounts;
    }

    /** All of a state's; walks them. */
    static Suspended load(StateView state) {
        int[][] found = {new int[16]};
        int[] size = new int[1];
        state.suspensions().all((AccountId account) -> {
            if (size[0] == found[0].length) {
                found[0] = Arrays.copyOf(found[0], 2 * size[0]);
            }
            found[0][size[0]++] = account.value();
            return true;
        });
        return new Suspended(state.suspensions().asOf(), Arrays.copyOf(found[0], size[0]));
    }

    /** Those of a state: these if none has come or gone, which costs one look-up. */
    Suspended in(StateView state) {
        return state.suspensions().asOf() == asOf ? this : load(state);
    }

    boolean isEmpty() {
        return accounts.length == 0;
    }

    boolean contains(int account) {
        return accounts.length > 0 && Arrays.binarySearch(accounts, account) >= 0;
    }
}
