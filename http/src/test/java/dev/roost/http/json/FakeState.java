package dev.roost.http.json;

import dev.roost.model.Account;
import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.ClientApp;
import dev.roost.model.ListedAccount;
import dev.roost.model.PageRequest;
import dev.roost.model.Post;
import dev.roost.model.PostCounts;
import dev.roost.model.PostId;
import dev.roost.runtime.Reads.PostMarks;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** State in maps, which counts how often posts and accounts are read. */
class FakeState implements EntitySource {
    static final PostMarks NO_MARKS = new PostMarks(false, false, false, null);

    final Map<AccountId, Account> accounts = new HashMap<>();
    final Map<AccountId, AccountCounts> counts = new HashMap<>();
    final Map<PostId, Post> posts = new HashMap<>();
    final Map<PostId, PostCounts> postCounts = new HashMap<>();
    final Map<PostId, Map<AccountId, PostMarks>> marks = new HashMap<>();
    final Map<AppId, ClientApp> apps = new HashMap<>();
    /** Runs when a test lets a commit come between a read and its use. */
    Runnable committed = () -> {};

    int accountReads;
    int postReads;

    @Override
    public Optional<Account> account(AccountId id) {
        accountReads++;
        return Optional.ofNullable(accounts.get(id));
    }

    @Override
    public Optional<Account> accountNamed(String username) {
        return accounts.values().stream()
                .filter(account -> account.username().toLowerCase(Locale.ROOT).equals(username))
                .findAny();
    }

    @Override
    public AccountCounts counts(AccountId id) {
        return counts.getOrDefault(id, AccountCounts.ZERO);
    }

    @Override
    public List<ListedAccount> followRequests(AccountId id, PageRequest page) {
        return List.of();
    }

    @Override
    public Optional<Post> post(PostId id) {
        postReads++;
        return Optional.ofNullable(posts.get(id));
    }

    @Override
    public PostCounts postCounts(PostId id) {
        return postCounts.getOrDefault(id, PostCounts.ZERO);
    }

    @Override
    public Function<PostId, PostMarks> marks(AccountId viewer) {
        return original -> marks.getOrDefault(original, Map.of()).getOrDefault(viewer, NO_MARKS);
    }

    @Override
    public Optional<ClientApp> app(AppId id) {
        return Optional.ofNullable(apps.get(id));
    }
}
