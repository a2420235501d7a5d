package dev.roost.http.instance;

import dev.roost.http.json.Entities;
import dev.roost.http.server.Access;
import dev.roost.http.server.Call;
import dev.roost.http.server.Params;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.Limits;
import dev.roost.model.Standing;
import dev.roost.runtime.Reads;
import dev.roost.runtime.Roost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directory of accounts that want to be found. */
public final class DirectoryEndpoints {
    private static final int PAGE_DEFAULT = 40;
    /** Newest accounts that a request looks through; the directory ends there. */
    private static final int SCANNED_MAX = 1_000;

    private final Reads reads;
    private final Entities entities;

    /** For this node's accounts. */
    public DirectoryEndpoints(Roost roost, Entities entities) {
        this.reads = roost.reads();
        this.entities = entities;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get("/api/v1/directory", Access.anybody(), this::page);
    }

    private Reply page(Call call) {
        Params params = call.params();
        int limit = Math.clamp(params.integer("limit").orElse(PAGE_DEFAULT), 1, Limits.PAGE);
        int offset = Math.max(0, params.integer("offset").orElse(0));
        boolean newestFirst = params.text("order", "active").equals("new");
        List<AccountId> discoverable = discoverable(call.viewer());
        List<AccountId> found = newestFirst ? discoverable : lastActiveFirst(discoverable);
        return Reply.json(
                entities.accounts(found.stream().skip(offset).limit(limit).toList()));
    }

    private List<AccountId> lastActiveFirst(List<AccountId> accounts) {
        record Active(AccountId id, long atMs) {}
        return accounts.stream()
                .map(id -> new Active(id, reads.counts(id).lastPostAtMs()))
                .sorted(Comparator.comparingLong(Active::atMs).reversed())
                .map(Active::id)
                .toList();
    }

    /** Newest first. */
    private List<AccountId> discoverable(@Nullable AccountId viewer) {
        List<AccountId> found = new ArrayList<>();
        int newest = newest();
        for (int id = newest; id > Math.max(0, newest - SCANNED_MAX); id--) {
            AccountId account = new AccountId(id);
            if (reads.account(account)
                            .filter(DirectoryEndpoints::wantsToBeFound)
                            .isPresent()
                    && !reads.hides(viewer, account)) {
                found.add(account);
            }
        }
        return found;
    }

    private static boolean wantsToBeFound(Account account) {
        return account.standing() == Standing.ACTIVE && account.profile().discoverable();
    }

    /** The newest account's number, found by halving: accounts are numbered densely from 1. */
    private int newest() {
        int exists = 0;
        int absent = 1;
        while (absent < Integer.MAX_VALUE / 2
                && reads.account(new AccountId(absent)).isPresent()) {
            exists = absent;
            absent *= 2;
        }
        while (absent - exists > 1) {
            int middle = (exists + absent) >>> 1;
            if (reads.account(new AccountId(middle)).isPresent()) {
                exists = middle;
            } else {
                absent = middle;
            }
        }
        return exists;
    }
}
