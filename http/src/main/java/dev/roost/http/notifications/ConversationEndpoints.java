package dev.roost.http.notifications;

import dev.roost.http.json.Entities;
import dev.roost.http.json.Json;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.Refusals;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Conversation;
import dev.roost.model.ConversationId;
import dev.roost.model.Limits;
import dev.roost.model.PageRequest;
import dev.roost.runtime.Roost;
import java.util.List;

/** Direct posts by who takes part: listing them, and putting them away. */
public final class ConversationEndpoints {
    private static final String CONVERSATIONS = "/api/v1/conversations";

    private final Roost roost;
    private final Entities entities;

    /** Over this node. */
    public ConversationEndpoints(Roost roost, Entities entities) {
        this.roost = roost;
        this.entities = entities;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        Access writing = Access.user("write:conversations");
        routes.get(CONVERSATIONS, Access.user("read:statuses"), this::page);
        routes.post(CONVERSATIONS + "/:id/read", writing, call -> mark(call, false));
        routes.post(CONVERSATIONS + "/:id/unread", writing, call -> mark(call, true));
        routes.delete(CONVERSATIONS + "/:id", writing, this::remove);
    }

    /** The cursors are the last posts' ids, as Mastodon has them. */
    private Reply page(Call call) {
        PageRequest page = call.params().page(Limits.PAGE_DEFAULT, Limits.PAGE);
        List<Conversation> found = roost.reads().conversations(call.user().account(), page);
        Reply reply = Reply.json(
                Json.array(found.stream().map(entities::conversation).toList()).pieces());
        return found.isEmpty()
                ? reply
                : reply.linkPages(
                        call,
                        found.getLast().lastPost().value(),
                        found.getFirst().lastPost().value());
    }

    private Reply mark(Call call, boolean unread) {
        AccountId owner = call.user().account();
        ConversationId id = id(call);
        Refusals.require(roost.execute(new Command.MarkConversation(owner, id, unread)));
        Conversation marked = roost.reads().conversation(owner, id).orElseThrow(ApiError::notFound);
        return Reply.json(entities.conversation(marked).pieces());
    }

    private Reply remove(Call call) {
        Refusals.require(
                roost.execute(new Command.RemoveConversation(call.user().account(), id(call))));
        return Reply.empty();
    }

    private static ConversationId id(Call call) {
        return new ConversationId(call.pathId("id"));
    }
}
