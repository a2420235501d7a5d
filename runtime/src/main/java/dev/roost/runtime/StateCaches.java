package dev.roost.runtime;

import dev.roost.core.AccountPages;
import dev.roost.core.FolloweesByTime;
import dev.roost.core.StateView;
import dev.roost.model.AccessToken;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.Change;
import dev.roost.timeline.LiveCache;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Accounts, tokens and the like in memory, never older than a change that was answered. Any thread reads. */
final class StateCaches {
    private static final int ACCOUNTS_MAX = 200_000;
    private static final int TOKENS_MAX = 200_000;
    private static final int MARKS_LONGS_MAX = 8_000_000;
    /** Follows that are held in the order of time, 12 bytes each. */
    private static final int FOLLOWS_MAX = 2_000_000;
    /** What an empty list of followees counts for. */
    private static final int LIST_WEIGHT = 16;

    private final StateView latest;
    private final AccountPages pages;
    private final LiveCache<Optional<Account>> accounts = new LiveCache<>(ACCOUNTS_MAX, (id, account) -> 1, () -> 0);
    private final LiveCache<Optional<AccessToken>> tokens = new LiveCache<>(TOKENS_MAX, (key, token) -> 1, () -> 0);
    private final LiveCache<ViewerMarks> marks =
            new LiveCache<>(MARKS_LONGS_MAX, (viewer, known) -> known.weight(), () -> 0);
    private final LiveCache<FolloweesByTime> followees =
            new LiveCache<>(FOLLOWS_MAX, (follower, known) -> LIST_WEIGHT + known.size(), () -> 0);

    StateCaches(StateView latest, AccountPages pages, Changes changes) {
        this.latest = latest;
        this.pages = pages;
        changes.beforeAnswer(new Changes.Listener() {
            @Override
            public void changed(List<Change> made) {
                forget(made);
            }

            @Override
            public void lost() {
                accounts.forgetAll();
                tokens.forgetAll();
                marks.forgetAll();
                followees.forgetAll();
            }
        });
    }

    private void forget(List<Change> changes) {
        AccountId follower = null;
        for (Change change : changes) {
            if (change instanceof Change.AccountChanged(AccountId account)) {
                accounts.forget(account.value());
            } else if (change instanceof Change.TokenRevoked(byte[] tokenHash)) {
                tokens.forget(key(tokenHash));
            } else if (change instanceof Change.MarkChanged changed) {
                marks.forget(changed.account().value());
            } else if (change instanceof Change.FollowChanged changed
                    && !changed.follower().equals(follower)) {
                // Imports have thousands of follows of one follower in a row.
                follower = changed.follower();
                followees.forget(follower.value());
            }
        }
    }

    Optional<Account> account(AccountId id) {
        LiveCache.Entry<Optional<Account>> known = accounts.ifPresent(id.value());
        if (known != null) {
            return known.value();
        }
        return accounts.load(id.value(), key -> Optional.ofNullable(latest.account(id)));
    }

    /** Unknown tokens are not kept: anybody can send any number of them. */
    Optional<AccessToken> token(byte[] tokenHash) {
        long key = key(tokenHash);
        LiveCache.Entry<Optional<AccessToken>> known = tokens.ifPresent(key);
        if (known != null) {
            return known.value().filter(token -> Arrays.equals(token.tokenHash(), tokenHash));
        }
        AccessToken stored = latest.signIn().token(tokenHash);
        return stored == null
                ? Optional.empty()
                : tokens.load(key, k -> Optional.ofNullable(latest.signIn().token(tokenHash)));
    }

    ViewerMarks marks(AccountId viewer) {
        LiveCache.Entry<ViewerMarks> known = marks.ifPresent(viewer.value());
        return known != null ? known.value() : marks.load(viewer.value(), key -> ViewerMarks.load(latest, viewer));
    }

    /** Whom an account follows, in the order of time. */
    FolloweesByTime followees(AccountId follower) {
        LiveCache.Entry<FolloweesByTime> known = followees.ifPresent(follower.value());
        return known != null ? known.value() : followees.load(follower.value(), key -> pages.followees(follower));
    }

    /** The hash's first bytes; it is random, and the whole of it is compared on a hit. */
    private static long key(byte[] tokenHash) {
        long key = 0;
        for (int i = 0; i < Math.min(8, tokenHash.length); i++) {
            key = (key << 8) | (tokenHash[i] & 0xFF);
        }
        return key;
    }
}
