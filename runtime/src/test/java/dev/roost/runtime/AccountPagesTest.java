package dev.roost.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.core.AccountPages;
import dev.roost.core.Commit;
import dev.roost.core.StateReader;
import dev.roost.core.Table;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.ImportMark;
import dev.roost.model.Limits;
import dev.roost.model.ListedAccount;
import dev.roost.model.PageRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page of a long list costs a few times its length, whatever surrounds it. */
class AccountPagesTest {
    private static final AccountId CELEBRITY = new AccountId(1);
    private static final int ACCOUNTS = 20_000;
    private static final int ROWS_MAX = 5_000;

    private final MemoryStore store = new MemoryStore();
    private final Counted counted = new Counted(store);
    private final AccountPages pages = new AccountPages(counted);

    /** Some follow one by one, then thousands at once, then some again, the older accounts last. */
    @BeforeEach
    void follow() throws IOException {
        Commit commit = new Commit(store);
        for (int from = 0; from < ACCOUNTS; from += Limits.IMPORT_BATCH) {
            List<String> names = IntStream.range(from, Math.min(ACCOUNTS, from + Limits.IMPORT_BATCH))
                    .mapToObj(i -> "user" + i)
                    .toList();
            commit.add(1, new Command.ImportAccounts(new ImportMark("names", from + 1), names));
        }
        followOneByOne(commit, 19_000, 19_100);
        for (int from = 2_000; from < 18_000; from += 4_000) {
            int[] followers = IntStream.range(from, from + 4_000).toArray();
            int[] followees = new int[followers.length];
            java.util.Arrays.fill(followees, CELEBRITY.value());
            commit.add(1, new Command.ImportFollows(new ImportMark("follows", from), followers, followees));
        }
        for (int other = 0; other < 30_000; other++) {
            // Time passes: commands of others lie between.
            commit.add(1, new Command.SetMarker(CELEBRITY, "home", Integer.toString(other)));
        }
        followOneByOne(commit, 100, 200);
        store.commit(commit::writeTo);
    }

    private static void followOneByOne(Commit commit, int from, int to) {
        for (int follower = from; follower < to; follower++) {
            commit.add(1, new Command.FollowAccount(new AccountId(follower), CELEBRITY, true, false));
        }
    }

    @Test
    void theNewestComeFirstWhateverTheirIds() {
        List<ListedAccount> first = page(PageRequest.newest(80));
        assertThat(first).extracting(ListedAccount::account).first().isEqualTo(new AccountId(199));
        assertThat(first).extracting(ListedAccount::account).last().isEqualTo(new AccountId(120));
    }

    @Test
    void eachPageIsCheapInBothDirections() {
        List<ListedAccount> all = new ArrayList<>();
        List<ListedAccount> page = page(PageRequest.newest(80));
        while (!page.isEmpty()) {
            all.addAll(page);
            page = page(PageRequest.before(page.getLast().cursor(), 80));
        }
        assertThat(all).hasSize(16_200).doesNotHaveDuplicates();
        List<ListedAccount> up = new ArrayList<>();
        page = page(PageRequest.after(1, 80));
        while (!page.isEmpty()) {
            up.addAll(page.reversed());
            page = page(PageRequest.after(page.getFirst().cursor(), 80));
        }
        assertThat(up.reversed()).isEqualTo(all);
    }

    @Test
    void someoneNewerAppearsBehindPrev() throws IOException {
        long newest = page(PageRequest.newest(1)).getFirst().cursor();
        Commit commit = new Commit(store);
        commit.add(2, new Command.FollowAccount(new AccountId(2), CELEBRITY, true, false));
        store.commit(commit::writeTo);
        assertThat(page(PageRequest.after(newest, 80)))
                .extracting(ListedAccount::account)
                .containsExactly(new AccountId(2));
    }

    /** Cursors that no list has are bounds like any other. */
    @Test
    void anyNumberIsABound() {
        assertThat(page(PageRequest.after(Long.MAX_VALUE, 80))).isEmpty();
        assertThat(page(new PageRequest(1, 0, 1, 80))).isEmpty();
        assertThat(page(PageRequest.before(1, 80))).isEmpty();
        assertThat(page(new PageRequest(Long.MAX_VALUE, Long.MAX_VALUE - 1, 0, 80)))
                .isEmpty();
    }

    private List<ListedAccount> page(PageRequest request) {
        counted.rows = 0;
        List<ListedAccount> page = pages.followers(CELEBRITY, request, any -> true);
        assertThat(counted.rows).isLessThan(ROWS_MAX);
        return page;
    }

    private static final class Counted implements StateReader {
        private final StateReader below;
        private int rows;

        Counted(StateReader below) {
            this.below = below;
        }

        @Override
        public byte @Nullable [] get(Table table, byte[] key) {
            rows++;
            return below.get(table, key);
        }

        @Override
        public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
            below.scan(table, from, to, (key, value) -> {
                rows++;
                return visitor.row(key, value);
            });
        }
    }
}
