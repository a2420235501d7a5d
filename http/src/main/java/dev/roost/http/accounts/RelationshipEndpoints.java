package dev.roost.http.accounts;

import dev.roost.http.json.Entities;
import dev.roost.http.json.Json;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.Params;
import dev.roost.http.server.Refusals;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Mute;
import dev.roost.runtime.Reads;
import dev.roost.runtime.Roost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How accounts stand to one another: following, blocking, muting, follow requests. */
public final class RelationshipEndpoints {
    private static final String ACCOUNT = "/api/v1/accounts/:id";
    private static final String REQUEST = "/api/v1/follow_requests";
    /** Accounts that one call may ask for familiar followers of. */
    private static final int FAMILIAR_IDS_MAX = 10;
    /** Longest mute with an end, in seconds: ten years. */
    private static final int MUTE_SECONDS_MAX = 315_360_000;

    private final Roost roost;
    private final Reads reads;
    private final Entities entities;
    private final ShownAccounts accounts;
    private final FamiliarFollowers familiar;

    /** Over this node. */
    public RelationshipEndpoints(Roost roost, Entities entities) {
        this.roost = roost;
        this.reads = roost.reads();
        this.entities = entities;
        this.accounts = new ShownAccounts(reads, entities);
        this.familiar = new FamiliarFollowers(reads);
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        Access follows = Access.user("follow", "write:follows");
        Access blocks = Access.user("follow", "write:blocks");
        Access mutes = Access.user("follow", "write:mutes");
        routes.get("/api/v1/accounts/relationships", Access.user("read:follows"), this::several);
        routes.get("/api/v1/accounts/familiar_followers", Access.user("read:follows"), this::familiarFollowers);
        routes.post(ACCOUNT + "/follow", follows, this::follow);
        change(routes, "unfollow", follows, Command.UnfollowAccount::new);
        change(routes, "remove_from_followers", follows, (me, other) -> new Command.UnfollowAccount(other, me));
        change(routes, "block", blocks, Command.BlockAccount::new);
        change(routes, "unblock", blocks, Command.UnblockAccount::new);
        routes.post(ACCOUNT + "/mute", mutes, this::mute);
        change(routes, "unmute", mutes, Command.UnmuteAccount::new);
        routes.get("/api/v1/blocks", Access.user("follow", "read:blocks"), this::blocked);
        routes.get("/api/v1/mutes", Access.user("follow", "read:mutes"), this::muted);
        routes.get(REQUEST, Access.user("follow", "read:follows"), this::requests);
        routes.post(REQUEST + "/:id/authorize", follows, call -> answer(call, true));
        routes.post(REQUEST + "/:id/reject", follows, call -> answer(call, false));
        refuse(routes, "note", "Notes about accounts are not kept on this server");
        for (String word : List.of("pin", "unpin", "endorse", "unendorse")) {
            refuse(routes, word, "Accounts cannot be endorsed on this server");
        }
    }

    private interface Change {
        Command of(AccountId me, AccountId other);
    }

    private void change(Routes routes, String word, Access access, Change change) {
        routes.post(ACCOUNT + "/" + word, access, call -> {
            AccountId me = call.user().account();
            AccountId other = accounts.named(call, "id");
            return after(change.of(me, other), me, other);
        });
    }

    private void refuse(Routes routes, String word, String text) {
        routes.post(ACCOUNT + "/" + word, Access.user("write:accounts"), call -> {
            accounts.named(call, "id");
            throw ApiError.notOffered(text);
        });
    }

    /** Executes, and answers how the two stand now. */
    private Reply after(Command command, AccountId me, AccountId other) {
        Refusals.require(roost.execute(command));
        return relationship(me, other);
    }

    private Reply relationship(AccountId me, AccountId other) {
        return Reply.json(entities.relationship(reads.relationship(me, other)).pieces());
    }

    private Reply several(Call call) {
        AccountId me = call.user().account();
        return Reply.json(entities.relationships(accounts.existing(AccountEndpoints.ids(call)).stream()
                        .map(other -> reads.relationship(me, other))
                        .toList())
                .pieces());
    }

    private Reply familiarFollowers(Call call) {
        List<AccountId> asked = accounts.existing(call.params().ids("id"));
        if (asked.size() > FAMILIAR_IDS_MAX) {
            throw ApiError.notOffered("At most " + FAMILIAR_IDS_MAX + " accounts can be asked for at a time");
        }
        List<Json> all = new ArrayList<>();
        for (AccountId id : asked) {
            Map<String, Json> one = new LinkedHashMap<>();
            one.put("id", Json.text(id.toString()));
            one.put("accounts", entities.accounts(familiar.of(id, call.user().account())));
            all.add(Json.object(one));
        }
        return Reply.json(Json.array(all).pieces());
    }

    /** What is not said stays as it is with a follow that exists. */
    private Reply follow(Call call) {
        AccountId me = call.user().account();
        AccountId other = accounts.named(call, "id");
        Params params = call.params();
        if (!params.list("languages").stream().allMatch(String::isBlank)) {
            throw ApiError.notOffered("Follows cannot be limited to languages on this server");
        }
        Boolean boosts = params.bool("reblogs").orElse(null);
        Boolean notify = params.bool("notify").orElse(null);
        return after(new Command.FollowAccount(me, other, boosts, notify), me, other);
    }

    private Reply mute(Call call) {
        AccountId me = call.user().account();
        AccountId other = accounts.named(call, "id");
        Params params = call.params();
        int seconds = params.integer("duration").orElse(0);
        if (seconds < 0 || seconds > MUTE_SECONDS_MAX) {
            throw ApiError.unprocessable("Duration must be 0 to " + MUTE_SECONDS_MAX + " seconds");
        }
        long untilMs = seconds == 0 ? Mute.FOREVER : call.nowMs() + seconds * 1_000L;
        return after(
                new Command.MuteAccount(new Mute(me, other, params.bool("notifications", true), untilMs)), me, other);
    }

    private Reply blocked(Call call) {
        return accounts.reply(call, reads.blocked(call.user().account(), ShownAccounts.page(call)));
    }

    private Reply muted(Call call) {
        List<Reads.ListedMute> page = reads.mutes(call.user().account(), ShownAccounts.page(call));
        Reply reply = Reply.json(
                entities.mutedAccounts(page.stream().map(Reads.ListedMute::mute).toList())
                        .pieces());
        return page.isEmpty()
                ? reply
                : reply.linkPages(call, page.getLast().cursor(), page.getFirst().cursor());
    }

    private Reply requests(Call call) {
        return accounts.reply(call, reads.followRequests(call.user().account(), ShownAccounts.page(call)));
    }

    private Reply answer(Call call, boolean accept) {
        AccountId me = call.user().account();
        AccountId other = accounts.named(call, "id");
        return after(new Command.AnswerFollowRequest(me, other, accept), me, other);
    }
}
