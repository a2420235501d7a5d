package dev.roost.http.accounts;

import dev.roost.http.json.Entities;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.Reply;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.Limits;
import dev.roost.model.ListedAccount;
import dev.roost.model.PageRequest;
import dev.roost.model.Standing;
import dev.roost.runtime.Reads;
import java.util.List;
import java.util.Optional;

/** Finds the accounts that calls name, and answers with pages of accounts. */
final class ShownAccounts {
    /** Entries of a page of accounts when the client does not say. */
    static final int PAGE_DEFAULT = 40;

    private final Reads reads;
    private final Entities entities;

    ShownAccounts(Reads reads, Entities entities) {
        this.reads = reads;
        this.entities = entities;
    }

    /**
     * The account that the path names.
     *
     * @throws ApiError 404 when there is none, or it waits for approval
     */
    AccountId named(Call call, String parameter) {
        return find(call.pathAccount(parameter)).orElseThrow(ApiError::notFound).id();
    }

    /** The account, unless it waits for approval. */
    Optional<Account> find(AccountId id) {
        return reads.account(id).filter(account -> account.standing() != Standing.PENDING);
    }

    /** The account with this username. */
    Optional<AccountId> withUsername(String username) {
        return reads.accountNamed(username)
                .filter(account -> account.standing() != Standing.PENDING)
                .map(Account::id);
    }

    /** Those of the raw ids that are ids of accounts. */
    List<AccountId> existing(List<Long> ids) {
        return ids.stream()
                .filter(id -> id > 0 && id <= Integer.MAX_VALUE)
                .map(id -> new AccountId(id.intValue()))
                .distinct()
                .filter(id -> find(id).isPresent())
                .toList();
    }

    /** Which page of accounts is asked for. */
    static PageRequest page(Call call) {
        return call.params().page(PAGE_DEFAULT, Limits.PAGE);
    }

    /** A page of a list of accounts. */
    Reply reply(Call call, List<ListedAccount> page) {
        Reply reply = Reply.json(
                entities.accounts(page.stream().map(ListedAccount::account).toList())
                        .pieces());
        return page.isEmpty()
                ? reply
                : reply.linkPages(call, page.getLast().cursor(), page.getFirst().cursor());
    }

    /** All of them, without Link header. */
    Reply all(List<AccountId> ids) {
        return Reply.json(entities.accounts(ids).pieces());
    }
}
