package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.ListId;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * Pages of accounts out of the tables that are ordered by account, the highest id first; the cursor is the account id.
 * As fresh and as thread-safe as the reader below. A page costs a few times its length, at any depth.
 */
public final class AccountPages {
    /** Width of the first stretch of ids that is looked through; each further one is four times as wide. */
    private static final long FIRST_STRETCH = 1_024;

    private final StateReader rows;

    /** Over a store or a snapshot. */
    public AccountPages(StateReader rows) {
        this.rows = rows;
    }

    /** Who follows an account. */
    public List<AccountId> followers(AccountId id, PageRequest page) {
        return page(Table.FOLLOWERS, Keys.of(id), page, account -> true);
    }

    /** Whom an account follows. */
    public List<AccountId> followees(AccountId id, PageRequest page) {
        return page(Table.FOLLOWEES, Keys.of(id), page, account -> true);
    }

    /** Who asks to follow an account. */
    public List<AccountId> followRequests(AccountId id, PageRequest page) {
        return page(Table.FOLLOW_REQUESTS, Keys.of(id), page, account -> true);
    }

    /** Whom an account blocks. */
    public List<AccountId> blocked(AccountId id, PageRequest page) {
        return page(Table.BLOCKS, Keys.of(id), page, account -> true);
    }

    /** Whom an account mutes, of those that the filter lets through. */
    public List<AccountId> muted(AccountId id, PageRequest page, Predicate<AccountId> filter) {
        return page(Table.MUTES, Keys.of(id), page, filter);
    }

    /** Who is in a list. */
    public List<AccountId> listMembers(ListId id, PageRequest page) {
        return page(Table.LIST_MEMBERS, Keys.of(id), page, account -> true);
    }

    /** Who has favourited a post. */
    public List<AccountId> favouritedBy(PostId id, PageRequest page) {
        return page(Table.FAVOURITED_BY, Keys.of(id), page, account -> true);
    }

    private List<AccountId> page(Table table, byte[] prefix, PageRequest page, Predicate<AccountId> filter) {
        long lowest = Math.max(1, page.lowest());
        long highest = Math.min(Integer.MAX_VALUE - 1, page.highest());
        List<AccountId> found = new ArrayList<>();
        if (page.upwards()) {
            stretch(table, prefix, lowest, highest, account -> {
                if (filter.test(account)) {
                    found.add(account);
                }
                return found.size() < page.limit();
            });
            Collections.reverse(found);
            return found;
        }
        long width = FIRST_STRETCH;
        highest = Math.min(highest, Heads.read(rows.get(Table.META, Keys.HEADS)).lastAccount);
        while (highest >= lowest && found.size() < page.limit()) {
            long from = Math.max(lowest, highest - width + 1);
            takeDown(table, prefix, from, highest, page.limit(), filter, found);
            highest = from - 1;
            width *= 4;
        }
        return found;
    }

    private void takeDown(
            Table table,
            byte[] prefix,
            long from,
            long to,
            int limit,
            Predicate<AccountId> filter,
            List<AccountId> found) {
        List<AccountId> upwards = new ArrayList<>();
        stretch(table, prefix, from, to, upwards::add);
        for (int i = upwards.size() - 1; i >= 0 && found.size() < limit; i--) {
            if (filter.test(upwards.get(i))) {
                found.add(upwards.get(i));
            }
        }
    }

    private void stretch(Table table, byte[] prefix, long from, long to, Predicate<AccountId> visitor) {
        rows.scan(
                table,
                key(prefix, (int) from),
                key(prefix, (int) to + 1),
                (key, value) -> visitor.test(new AccountId(Keys.intAt(key, prefix.length))));
    }

    private static byte[] key(byte[] prefix, int account) {
        byte[] key = Arrays.copyOf(prefix, prefix.length + 4);
        System.arraycopy(Keys.int32(account), 0, key, prefix.length, 4);
        return key;
    }
}
