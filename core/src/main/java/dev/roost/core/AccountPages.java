package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.Limits;
import dev.roost.model.ListId;
import dev.roost.model.ListedAccount;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * Pages of accounts out of the tables that are ordered by time: what came about last is first, and the cursor is its
 * {@link Heads#sequence}, or the id of the boost. As fresh and as thread-safe as the reader below. A page costs a few
 * times its length, at any depth and in both directions.
 */
public final class AccountPages {
    /** Width of the first stretch of sequences that is looked through upwards: some thousand commands. */
    private static final long FIRST_STRETCH = 1L << 24;

    private static final long WIDEST_STRETCH = 1L << 60;

    /** How much wider each further one is. */
    private static final int WIDER = 4;

    /** How much narrower one that was crowded is looked through again. */
    private static final int NARROWER = 32;

    /** Rows that a stretch may have beside those that are still wanted. */
    private static final int ROWS_BESIDE = 512;

    private final StateReader rows;

    /** Over a store or a snapshot. */
    public AccountPages(StateReader rows) {
        this.rows = rows;
    }

    /** Who follows an account, of those that the filter lets through. */
    public List<ListedAccount> followers(AccountId id, PageRequest page, Predicate<ListedAccount> filter) {
        return byTime(Table.FOLLOWERS, Keys.of(id), page, filter);
    }

    /** Whom an account follows; costs a scan of all of them, and serves every page then. */
    public FolloweesByTime followees(AccountId id) {
        FolloweesByTime.Builder followees = new FolloweesByTime.Builder();
        byte[] from = Keys.of(id);
        rows.scan(Table.FOLLOWEES, from, Keys.after(from), (key, value) -> {
            followees.add(Rows.follow(value).sequence(), Keys.intAt(key, 4));
            return true;
        });
        return followees.build();
    }

    /** Who asks to follow an account, of those that the filter lets through. */
    public List<ListedAccount> followRequests(AccountId id, PageRequest page, Predicate<ListedAccount> filter) {
        return byTime(Table.FOLLOW_REQUESTS, Keys.of(id), page, filter);
    }

    /** Whom an account blocks, of those that the filter lets through. */
    public List<ListedAccount> blocked(AccountId id, PageRequest page, Predicate<ListedAccount> filter) {
        return byTime(Table.BLOCKS, Keys.of(id), page, filter);
    }

    /** Whom an account mutes, of those that the filter lets through. */
    public List<ListedAccount> muted(AccountId id, PageRequest page, Predicate<ListedAccount> filter) {
        return byTime(Table.MUTES_BY_TIME, Keys.of(id), page, filter);
    }

    /** Who has favourited a post, of those that the filter lets through. */
    public List<ListedAccount> favouritedBy(PostId id, PageRequest page, Predicate<ListedAccount> filter) {
        return byTime(Table.FAVOURITED_BY, Keys.of(id), page, filter);
    }

    /**
     * Who is in a list, of those that the filter lets through: the highest account id first, which is the cursor too.
     * Costs a scan of all members.
     */
    public List<ListedAccount> listMembers(ListId id, PageRequest page, Predicate<AccountId> filter) {
        List<ListedAccount> inside = new ArrayList<>();
        byte[] from = Keys.of(id);
        rows.scan(Table.LIST_MEMBERS, from, Keys.after(from), (key, value) -> {
            int member = Keys.intAt(key, 4);
            if (member >= page.lowest() && member <= page.highest() && filter.test(new AccountId(member))) {
                inside.add(new ListedAccount(new AccountId(member), member));
            }
            return !page.upwards() || inside.size() < page.limit();
        });
        Collections.reverse(inside);
        return inside.subList(0, Math.min(page.limit(), inside.size()));
    }

    /** Who has boosted a post, of the boosts that the filter lets through; the cursor is the boost's id. */
    public List<ListedAccount> boostedBy(PostId id, PageRequest page, Predicate<ListedAccount> filter) {
        return page(
                (highest, lowest, visitor) -> rows.scan(
                        Table.BOOSTS_BY_POST,
                        Keys.boostOf(id, highest),
                        Keys.boostOf(id, lowest - 1),
                        (key, value) -> visitor.test(
                                new ListedAccount(Rows.boost(value).booster(), ~Keys.longAt(key, Long.BYTES)))),
                heads().lastPost,
                page,
                filter);
    }

    private List<ListedAccount> byTime(Table table, byte[] list, PageRequest page, Predicate<ListedAccount> filter) {
        return page(
                (highest, lowest, visitor) -> rows.scan(
                        table,
                        Keys.from(list, highest),
                        Keys.from(list, lowest - 1),
                        (key, value) -> visitor.test(new ListedAccount(
                                new AccountId(Keys.intAt(key, list.length + Long.BYTES)),
                                ~Keys.longAt(key, list.length)))),
                heads().sequence(Limits.IMPORT_BATCH - 1),
                page,
                filter);
    }

    private Heads heads() {
        return Heads.read(rows.get(Table.META, Keys.HEADS));
    }

    /** A list of accounts, from the highest cursor (inclusive) down to the lowest (inclusive). */
    private interface Scan {
        void of(long highest, long lowest, Predicate<ListedAccount> visitor);
    }

    /** @param newest no entry has a higher cursor */
    private static List<ListedAccount> page(Scan scan, long newest, PageRequest page, Predicate<ListedAccount> filter) {
        long highest = Math.min(page.highest(), newest);
        List<ListedAccount> found = new ArrayList<>();
        if (page.upwards()) {
            upwards(scan, page, highest, filter, found);
        } else if (page.lowest() <= highest) {
            scan.of(highest, page.lowest(), entry -> {
                if (filter.test(entry)) {
                    found.add(entry);
                }
                return found.size() < page.limit();
            });
        }
        return found;
    }

    /**
     * The lowest entries of a range, though a scan meets the highest first: stretch by stretch from its lower end. One
     * that turns out to be crowded is made narrower; no two entries have the same cursor, so that comes to an end.
     */
    private static void upwards(
            Scan scan, PageRequest page, long highest, Predicate<ListedAccount> filter, List<ListedAccount> found) {
        long width = FIRST_STRETCH;
        for (long from = page.lowest(); from <= highest && found.size() < page.limit(); ) {
            long to = Math.min(highest, from + width - 1);
            int rowsMax = page.limit() - found.size() + ROWS_BESIDE;
            List<ListedAccount> stretch = new ArrayList<>();
            scan.of(to, from, entry -> stretch.add(entry) && stretch.size() <= rowsMax);
            if (stretch.size() > rowsMax) {
                width = Math.max(1, width / NARROWER);
                continue;
            }
            for (int i = stretch.size() - 1; i >= 0 && found.size() < page.limit(); i--) {
                if (filter.test(stretch.get(i))) {
                    found.add(stretch.get(i));
                }
            }
            from = to + 1;
            width = Math.min(WIDEST_STRETCH, width * WIDER);
        }
        Collections.reverse(found);
    }
}
