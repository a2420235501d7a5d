package dev.roost.runtime;

import dev.roost.core.StateView;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.Follow;
import dev.roost.model.Mute;
import dev.roost.model.Relationship;
import dev.roost.model.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Searches for accounts, and what two are to each other. Any thread. */
final class AccountReads {
    /** Accounts considered for one search. */
    private static final int CANDIDATES_MAX = 400;

    private final StateView latest;
    private final StateCaches caches;

    AccountReads(StateView latest, StateCaches caches) {
        this.latest = latest;
        this.caches = caches;
    }

    Relationship relationship(AccountId of, AccountId to, long nowMs) {
        Follow follow = latest.follow(of, to);
        Mute known = latest.mute(of, to);
        Mute mute = known != null && known.activeAt(nowMs) ? known : null;
        return new Relationship(
                of,
                to,
                follow != null,
                follow != null && follow.boosts(),
                follow != null && follow.notifyPosts(),
                latest.follows(to, of),
                latest.followRequest(of, to) != null,
                latest.followRequest(to, of) != null,
                latest.blocks(of, to),
                latest.blocks(to, of),
                mute != null && mute.hideNotifications(),
                mute != null ? mute.untilMs() : 0);
    }

    List<AccountId> search(String query, @Nullable AccountId onlyFolloweesOf, int limit, int offset) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        String name = wanted.startsWith("@") ? wanted.substring(1) : wanted;
        if (name.isEmpty()) {
            return List.of();
        }
        Map<AccountId, Found> found = new LinkedHashMap<>();
        AccountId exact = latest.accountNamed(name);
        if (exact != null) {
            consider(exact, 0, onlyFolloweesOf, found);
        }
        latest.names().usernames(name, id -> consider(id, 1, onlyFolloweesOf, found));
        int[] words = new int[1];
        latest.names().nameWords(name, id -> consider(id, 2, onlyFolloweesOf, found) && ++words[0] < CANDIDATES_MAX);
        List<Found> ranked = new ArrayList<>(found.values());
        ranked.sort(Comparator.comparingInt(Found::rank)
                .thenComparing(Comparator.comparingInt(Found::followers).reversed())
                .thenComparing(Found::id));
        return ranked.stream().skip(offset).limit(limit).map(Found::id).toList();
    }

    private record Found(AccountId id, int rank, int followers) {}

    private boolean consider(AccountId id, int rank, @Nullable AccountId onlyFolloweesOf, Map<AccountId, Found> found) {
        boolean wanted = onlyFolloweesOf == null || latest.follows(onlyFolloweesOf, id);
        if (wanted && !found.containsKey(id) && isActive(id)) {
            found.put(id, new Found(id, rank, latest.counts(id).followers()));
        }
        return found.size() < CANDIDATES_MAX;
    }

    private boolean isActive(AccountId id) {
        return caches.account(id).map(Account::standing).orElse(Standing.DISABLED) == Standing.ACTIVE;
    }
}
