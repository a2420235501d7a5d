package dev.roost.http.accounts;

import dev.roost.model.AccountId;
import dev.roost.model.Limits;
import dev.roost.model.PageRequest;
import dev.roost.runtime.Reads;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of a viewer's followees follow an account.
 *
 * <p>Both lists are sorted by account id, descending: each is moved on to where the other one stands, page by page.
 */
final class FamiliarFollowers {
    /** Accounts that are named. */
    static final int FOUND_MAX = 10;
    /** Pages that are read for one account; what lies further is not found. */
    private static final int PAGES_MAX = 64;

    private final Reads reads;

    FamiliarFollowers(Reads reads) {
        this.reads = reads;
    }

    List<AccountId> of(AccountId account, AccountId viewer) {
        Cursor followees = new Cursor(page -> reads.followees(viewer, page));
        Cursor followers = new Cursor(page -> reads.followers(account, page));
        List<AccountId> found = new ArrayList<>();
        int below = Integer.MAX_VALUE;
        while (found.size() < FOUND_MAX && followees.pages + followers.pages < PAGES_MAX) {
            int followee = followees.firstUpTo(below);
            int follower = followee == 0 ? 0 : followers.firstUpTo(followee);
            if (follower == 0) {
                break;
            }
            if (follower == followee) {
                found.add(new AccountId(follower));
                below = follower - 1;
            } else {
                below = follower;
            }
            if (below == 0) {
                break;
            }
        }
        return found;
    }

    private interface Pages {
        List<AccountId> page(PageRequest request);
    }

    /** Reads a descending list forwards, leaving out what is not asked for. */
    private static final class Cursor {
        private final Pages source;
        private List<AccountId> page = List.of();
        private int at;
        private int pages;

        Cursor(Pages source) {
            this.source = source;
        }

        /** The highest id that is not above {@code bound}, or 0. Bounds must not grow. */
        int firstUpTo(int bound) {
            while (at < page.size()) {
                int id = page.get(at).value();
                if (id <= bound) {
                    return id;
                }
                at++;
            }
            pages++;
            page = source.page(PageRequest.before(bound + 1L, Limits.PAGE));
            at = 0;
            return page.isEmpty() ? 0 : page.getFirst().value();
        }
    }
}
