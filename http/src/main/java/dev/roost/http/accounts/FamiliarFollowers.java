package dev.roost.http.accounts;

import dev.roost.model.AccountId;
import dev.roost.model.Limits;
import dev.roost.model.ListedAccount;
import dev.roost.model.PageRequest;
import dev.roost.runtime.Reads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which of a viewer's followees follow an account: the shorter one of the two lists is read, the newest first, and each
 * account in it is looked up in the other.
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
        boolean fewFollowees =
                reads.counts(viewer).followees() < reads.counts(account).followers();
        return fewFollowees
                ? among(page -> reads.followees(viewer, page, null), followee -> reads.follows(followee, account))
                : among(page -> reads.followers(account, page, null), follower -> reads.follows(viewer, follower));
    }

    private static List<AccountId> among(
            Function<PageRequest, List<ListedAccount>> list, Predicate<AccountId> isInTheOther) {
        List<AccountId> found = new ArrayList<>();
        PageRequest request = PageRequest.newest(Limits.PAGE);
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            List<ListedAccount> page = list.apply(request);
            for (ListedAccount entry : page) {
                if (isInTheOther.test(entry.account())) {
                    found.add(entry.account());
                    if (found.size() == FOUND_MAX) {
                        return found;
                    }
                }
            }
            if (page.size() < Limits.PAGE) {
                break;
            }
            request = PageRequest.before(page.getLast().cursor(), Limits.PAGE);
        }
        return found;
    }
}
