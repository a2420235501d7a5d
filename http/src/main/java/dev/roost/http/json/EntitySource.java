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
import dev.roost.runtime.Reads;
import dev.roost.runtime.Reads.PostMarks;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the entities need to know of the state. Any thread; always the newest commit. */
interface EntitySource {
    Optional<Account> account(AccountId id);

    /** Without regard to case. */
    Optional<Account> accountNamed(String username);

    AccountCounts counts(AccountId id);

    List<ListedAccount> followRequests(AccountId id, PageRequest page);

    Optional<Post> post(PostId id);

    PostCounts postCounts(PostId id);

    /** The viewer's marks on any original post, all of the same moment. */
    Function<PostId, PostMarks> marks(AccountId viewer);

    Optional<ClientApp> app(AppId id);

    /** The running node's state. */
    static EntitySource of(Reads reads) {
        return new EntitySource() {
            @Override
            public Optional<Account> account(AccountId id) {
                return reads.account(id);
            }

            @Override
            public Optional<Account> accountNamed(String username) {
                return reads.accountNamed(username);
            }

            @Override
            public AccountCounts counts(AccountId id) {
                return reads.counts(id);
            }

            @Override
            public List<ListedAccount> followRequests(AccountId id, PageRequest page) {
                return reads.followRequests(id, page);
            }

            @Override
            public Optional<Post> post(PostId id) {
                return reads.post(id);
            }

            @Override
            public PostCounts postCounts(PostId id) {
                return reads.postCounts(id);
            }

            @Override
            public Function<PostId, PostMarks> marks(AccountId viewer) {
                return reads.marks(viewer);
            }

            @Override
            public Optional<ClientApp> app(AppId id) {
                return reads.app(id);
            }
        };
    }
}
