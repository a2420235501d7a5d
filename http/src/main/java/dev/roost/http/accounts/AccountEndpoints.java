package dev.roost.http.accounts;

import dev.roost.http.json.Entities;
import dev.roost.http.json.OwnHost;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.Params;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.Limits;
import dev.roost.model.ListedAccount;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import dev.roost.runtime.Reads;
import dev.roost.runtime.Reads.AuthorFilter;
import dev.roost.runtime.Roost;
import dev.roost.runtime.text.Hashtag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accounts as others see them: one, several, by handle, by search; their posts, followers and followees. */
public final class AccountEndpoints {
    private static final String ACCOUNT = "/api/v1/accounts/:id";
    /** Accounts that one call may name. */
    static final int IDS_MAX = 200;
    /** How far down the results of a search a client may page. */
    private static final int OFFSET_MAX = 1_000;
    /** Characters of a search term. */
    private static final int TERM_CHARS_MAX = 256;

    private final Reads reads;
    private final Entities entities;
    private final ShownAccounts accounts;

    /** Over this node. */
    public AccountEndpoints(Roost roost, Entities entities) {
        this.reads = roost.reads();
        this.entities = entities;
        this.accounts = new ShownAccounts(reads, entities);
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        Access open = Access.open("read:accounts");
        routes.get("/api/v1/accounts", open, this::several);
        routes.get("/api/v1/accounts/lookup", open, this::lookUp);
        routes.get("/api/v1/accounts/search", Access.user("read:accounts"), this::search);
        routes.get(ACCOUNT, open, this::one);
        routes.get(ACCOUNT + "/statuses", Access.open("read:statuses"), this::posts);
        routes.get(ACCOUNT + "/followers", open, call -> connected(call, reads::followers));
        routes.get(ACCOUNT + "/following", open, call -> connected(call, reads::followees));
        routes.get(ACCOUNT + "/featured_tags", Access.anybody(), this::nothing);
        routes.get(ACCOUNT + "/endorsements", open, this::nothing);
        routes.get(ACCOUNT + "/identity_proofs", Access.user(), this::nothing);
    }

    private Reply one(Call call) {
        return Reply.json(entities.account(accounts.named(call, "id"))
                .orElseThrow(ApiError::notFound)
                .pieces());
    }

    private Reply several(Call call) {
        return Reply.json(entities.accounts(accounts.existing(ids(call))).pieces());
    }

    /** The accounts that a call names by {@code id[]=} or {@code id=}. */
    static List<Long> ids(Call call) {
        List<Long> ids = call.params().ids("id");
        if (ids.size() > IDS_MAX) {
            throw ApiError.notOffered("At most " + IDS_MAX + " accounts can be asked for at a time");
        }
        return ids;
    }

    private Reply lookUp(Call call) {
        return entities.here()
                .username(call.params().text("acct", ""))
                .flatMap(accounts::withUsername)
                .flatMap(entities::account)
                .map(json -> Reply.json(json.pieces()))
                .orElseThrow(ApiError::notFound);
    }

    private Reply search(Call call) {
        Params params = call.params();
        String term = params.text("q", "").strip();
        if (term.length() > TERM_CHARS_MAX) {
            throw ApiError.notOffered("A search term must have at most " + TERM_CHARS_MAX + " characters");
        }
        int limit = Math.clamp(params.integer("limit").orElse(ShownAccounts.PAGE_DEFAULT), 1, Limits.PAGE);
        int offset = Math.clamp(params.integer("offset").orElse(0), 0, OFFSET_MAX);
        @Nullable AccountId onlyFolloweesOf = params.bool("following", false) ? call.viewer() : null;
        String name = named(term);
        List<AccountId> found = name.isEmpty() ? List.of() : search(name, onlyFolloweesOf, limit, offset);
        return Reply.json(entities.accounts(found).pieces());
    }

    /** The username that a handle or an address means, else what was typed; empty for an account of another server. */
    private String named(String term) {
        OwnHost here = entities.here();
        return here.username(term)
                .or(() -> here.usernameAt(term))
                .orElseGet(() -> OwnHost.isFullHandle(term) ? "" : term.startsWith("@") ? term.substring(1) : term);
    }

    /** The account with just this name first, then those whose names begin so. */
    private List<AccountId> search(String name, @Nullable AccountId onlyFolloweesOf, int limit, int offset) {
        List<AccountId> found = reads.searchAccounts(name, onlyFolloweesOf, limit, offset);
        if (offset > 0 || onlyFolloweesOf != null) {
            return found;
        }
        Set<AccountId> all = new LinkedHashSet<>();
        accounts.withUsername(name).filter(id -> !reads.hides(null, id)).ifPresent(all::add);
        all.addAll(found);
        return new ArrayList<>(all).subList(0, Math.min(all.size(), limit));
    }

    private Reply posts(Call call) {
        AccountId author = accounts.named(call, "id");
        Params params = call.params();
        PageRequest page = params.page(Limits.PAGE_DEFAULT, Limits.PAGE);
        if (params.bool("only_media", false)) {
            return Reply.json(entities.statuses(call.viewer(), List.of()).pieces());
        }
        if (params.bool("pinned", false)) {
            return Reply.json(entities.statuses(call.viewer(), pinned(author, call.viewer(), page))
                    .pieces());
        }
        AuthorFilter filter = new AuthorFilter(
                !params.bool("exclude_replies", false),
                !params.bool("exclude_reblogs", false),
                params.text("tagged").map(Hashtag::nameOf).orElse(""));
        List<PostId> posts = reads.accountPosts(author, call.viewer(), filter, page);
        Reply reply = Reply.json(entities.statuses(call.viewer(), posts).pieces());
        return posts.isEmpty()
                ? reply
                : reply.linkPages(
                        call,
                        posts.getLast().value(),
                        posts.getFirst().value(),
                        "exclude_replies",
                        "exclude_reblogs",
                        "tagged");
    }

    /** There are few: they are one page without Link header. */
    private List<PostId> pinned(AccountId author, @Nullable AccountId viewer, PageRequest page) {
        return reads.pinned(author, viewer).stream()
                .filter(post -> post.value() >= page.lowest() && post.value() <= page.highest())
                .limit(page.limit())
                .toList();
    }

    private interface Edges {
        List<ListedAccount> of(AccountId account, PageRequest page, @Nullable AccountId viewer);
    }

    private Reply connected(Call call, Edges edges) {
        AccountId id = accounts.named(call, "id");
        return accounts.reply(
                call, mayList(call.viewer(), id) ? edges.of(id, ShownAccounts.page(call), call.viewer()) : List.of());
    }

    /** Whether the viewer may see whom the account follows and who follows it. */
    private boolean mayList(@Nullable AccountId viewer, AccountId id) {
        if (id.equals(viewer)) {
            return true;
        }
        Optional<Account> account = reads.account(id);
        boolean hidden = account.isEmpty()
                || account.get().profile().hideCollections()
                || account.get().standing().isSuspended();
        return !hidden && (viewer == null || !reads.relationship(viewer, id).blockedBy());
    }

    private Reply nothing(Call call) {
        accounts.named(call, "id");
        return Reply.json(List.<byte[]>of(new byte[] {'[', ']'}));
    }
}
