package dev.roost.http.accounts;

import dev.roost.http.json.Entities;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.Params;
import dev.roost.http.server.Refusals;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.ListId;
import dev.roost.model.Outcome;
import dev.roost.model.RepliesPolicy;
import dev.roost.runtime.Reads;
import dev.roost.runtime.Roost;
import java.util.List;
import java.util.Optional;

/** A user's lists and who is in them. */
public final class ListEndpoints {
    private static final String LISTS = "/api/v1/lists";
    private static final String LIST = "/api/v1/lists/:id";

    private final Roost roost;
    private final Reads reads;
    private final ShownAccounts accounts;

    /** A list as Mastodon shows it. */
    record ListJson(String id, String title, String repliesPolicy, boolean exclusive) {
        static ListJson of(AccountList list) {
            return new ListJson(list.id().toString(), list.title(), wireName(list.replies()), false);
        }
    }

    /** Over this node. */
    public ListEndpoints(Roost roost, Entities entities) {
        this.roost = roost;
        this.reads = roost.reads();
        this.accounts = new ShownAccounts(reads, entities);
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        Access read = Access.user("read:lists");
        Access write = Access.user("write:lists");
        routes.get(LISTS, read, call -> json(reads.lists(call.user().account())));
        routes.post(LISTS, write, this::create);
        routes.get(LIST, read, call -> Reply.json(ListJson.of(own(call))));
        routes.put(LIST, write, this::update);
        routes.delete(LIST, write, this::delete);
        routes.get(LIST + "/accounts", read, this::members);
        routes.post(LIST + "/accounts", write, this::add);
        routes.delete(LIST + "/accounts", write, this::remove);
        routes.get("/api/v1/accounts/:id/lists", read, this::with);
    }

    private static Reply json(List<AccountList> lists) {
        return Reply.json((Object) lists.stream().map(ListJson::of).toList());
    }

    /** The caller's list that the path names; 404 when there is none. */
    private AccountList own(Call call) {
        long id = call.pathId("id");
        if (id > Integer.MAX_VALUE) {
            throw ApiError.notFound();
        }
        return reads.list(call.user().account(), new ListId((int) id)).orElseThrow(ApiError::notFound);
    }

    private Reply create(Call call) {
        AccountId owner = call.user().account();
        Params params = call.params();
        String title = title(params.required("title"));
        RepliesPolicy replies = replies(params).orElse(RepliesPolicy.LIST);
        refuseExclusive(params);
        ListId id = Refusals.expect(
                        roost.execute(new Command.CreateList(owner, title, replies)), Outcome.ListCreated.class)
                .id();
        return Reply.json(ListJson.of(new AccountList(id, owner, title, replies)));
    }

    private Reply update(Call call) {
        AccountList list = own(call);
        Params params = call.params();
        String title = params.has("title") ? title(params.required("title")) : null;
        RepliesPolicy replies = replies(params).orElse(null);
        refuseExclusive(params);
        Refusals.require(roost.execute(new Command.UpdateList(list.owner(), list.id(), title, replies)));
        return Reply.json(ListJson.of(own(call)));
    }

    private Reply delete(Call call) {
        AccountList list = own(call);
        Refusals.require(roost.execute(new Command.DeleteList(list.owner(), list.id())));
        return Reply.empty();
    }

    private static String title(String asked) {
        String title = asked.strip();
        if (title.length() > Limits.LIST_TITLE_CHARS) {
            throw ApiError.unprocessable("Title is too long (maximum is " + Limits.LIST_TITLE_CHARS + " characters)");
        }
        return title;
    }

    private static Optional<RepliesPolicy> replies(Params params) {
        return params.text("replies_policy").filter(name -> !name.isEmpty()).map(name -> switch (name) {
            case "list" -> RepliesPolicy.LIST;
            case "followed" -> RepliesPolicy.FOLLOWED;
            case "none" -> RepliesPolicy.NONE;
            default -> throw ApiError.unprocessable("Replies policy is not included in the list");
        });
    }

    private static String wireName(RepliesPolicy policy) {
        return switch (policy) {
            case LIST -> "list";
            case FOLLOWED -> "followed";
            case NONE -> "none";
        };
    }

    private static void refuseExclusive(Params params) {
        if (params.bool("exclusive", false)) {
            throw ApiError.notOffered("Lists cannot be exclusive on this server");
        }
    }

    /** A limit of 0 asks for all at once. */
    private Reply members(Call call) {
        AccountList list = own(call);
        if (call.params().integer("limit").orElse(-1) == 0) {
            return accounts.all(reads.listMembers(list.id()));
        }
        return accounts.reply(call, reads.listMembers(list.id(), ShownAccounts.page(call)));
    }

    private Reply add(Call call) {
        AccountList list = own(call);
        List<AccountId> members = named(call);
        Refusals.require(roost.execute(new Command.AddToList(list.owner(), list.id(), members)));
        return Reply.empty();
    }

    private Reply remove(Call call) {
        AccountList list = own(call);
        List<AccountId> members = accounts.existing(call.params().ids("account_ids"));
        Refusals.require(roost.execute(new Command.RemoveFromList(list.owner(), list.id(), members)));
        return Reply.empty();
    }

    private List<AccountId> named(Call call) {
        List<Long> ids = call.params().ids("account_ids").stream().distinct().toList();
        if (ids.size() > Limits.LIST_MEMBERS) {
            throw ApiError.unprocessable("A list has at most " + Limits.LIST_MEMBERS + " members");
        }
        List<AccountId> members = accounts.existing(ids);
        if (members.size() < ids.size()) {
            throw ApiError.notFound();
        }
        return members;
    }

    private Reply with(Call call) {
        return json(reads.listsWith(call.user().account(), accounts.named(call, "id")));
    }
}
