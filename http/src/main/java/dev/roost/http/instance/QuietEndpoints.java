package dev.roost.http.instance;

import dev.roost.http.json.Json;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Endpoint;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import java.util.List;

/**
 * What clients ask for and this server has nothing of: empty lists where that is the truth, and clear refusals where
 * somebody wants to have something done.
 */
public final class QuietEndpoints {
    private static final Endpoint NOTHING = call -> Reply.json(Json.EMPTY_ARRAY);
    private static final Endpoint UNKNOWN = call -> {
        throw ApiError.notFound();
    };

    /** Adds the routes. */
    public void register(Routes routes) {
        forAnybody(routes);
        forUsers(routes);
        filters(routes);
        media(routes);
        others(routes);
        confirmations(routes);
    }

    private static void forAnybody(Routes routes) {
        Access open = Access.anybody();
        for (String path : List.of(
                "/api/v1/custom_emojis",
                "/api/v1/trends",
                "/api/v1/trends/tags",
                "/api/v1/trends/statuses",
                "/api/v1/trends/links")) {
            routes.get(path, open, NOTHING);
        }
    }

    private static void forUsers(Routes routes) {
        routes.get("/api/v1/announcements", Access.user(), NOTHING);
        routes.get("/api/v1/followed_tags", Access.user("follow", "read:follows"), NOTHING);
        nothing(routes, "read:accounts", "/api/v1/endorsements", "/api/v1/featured_tags");
        nothing(routes, "read:accounts", "/api/v1/featured_tags/suggestions");
        nothing(routes, "read:accounts", "/api/v1/suggestions", "/api/v2/suggestions", "/api/v1/follow_suggestions");
        nothing(routes, "read:statuses", "/api/v1/scheduled_statuses");
        routes.get("/api/v1/domain_blocks", Access.user("follow", "read:blocks"), NOTHING);
        nothing(routes, "read:notifications", "/api/v1/notifications/requests");
        routes.delete("/api/v1/suggestions/:id", Access.user("write:accounts"), call -> Reply.empty());
        routes.get("/api/v1/scheduled_statuses/:id", Access.user("read:statuses"), UNKNOWN);
        routes.post("/api/v1/announcements/:id/dismiss", Access.user("write:accounts"), UNKNOWN);
    }

    private static void filters(Routes routes) {
        for (String path : List.of("/api/v1/filters", "/api/v2/filters")) {
            nothing(routes, "read:filters", path);
            routes.get(path + "/:id", Access.user("read:filters"), UNKNOWN);
            refuse(routes, "write:filters", path, "Filters are kept by clients: this server does not have any");
        }
    }

    private static void media(Routes routes) {
        String media = "This server does not take files: posts are text";
        refuse(routes, "write:media", "/api/v1/media", media);
        refuse(routes, "write:media", "/api/v2/media", media);
        routes.get("/api/v1/media/:id", Access.user("write:media"), UNKNOWN);
        routes.put("/api/v1/media/:id", Access.user("write:media"), UNKNOWN);
        routes.get("/api/v1/polls/:id", Access.open("read:statuses"), UNKNOWN);
        routes.post("/api/v1/polls/:id/votes", Access.user("write:statuses"), UNKNOWN);
    }

    private static void others(Routes routes) {
        String push = "/api/v1/push/subscription";
        String noPush = "This server does not send push messages: use streaming";
        routes.get(push, Access.user("push"), UNKNOWN);
        routes.put(push, Access.user("push"), UNKNOWN);
        routes.delete(push, Access.user("push"), call -> Reply.empty());
        refuse(routes, "push", push, noPush);
        Access blocking = Access.user("follow", "write:blocks");
        routes.post("/api/v1/domain_blocks", blocking, call -> {
            throw ApiError.notOffered("This server talks to no others: there are no domains to block");
        });
        routes.delete("/api/v1/domain_blocks", blocking, call -> Reply.empty());
        refuse(routes, "write:accounts", "/api/v1/featured_tags", "Tags cannot be featured on this server");
        routes.delete("/api/v1/featured_tags/:id", Access.user("write:accounts"), UNKNOWN);
        refuse(
                routes,
                "write:reports",
                "/api/v1/reports",
                "Reports are not taken through the API: write to the contact address of this server");
    }

    /** Nobody's address waits to be confirmed here. */
    private static void confirmations(Routes routes) {
        routes.post("/api/v1/emails/confirmations", Access.app("write:accounts"), call -> {
            throw ApiError.forbidden("This method is only available while the e-mail is awaiting confirmation");
        });
    }

    private static void nothing(Routes routes, String scope, String... paths) {
        for (String path : paths) {
            routes.get(path, Access.user(scope), NOTHING);
        }
    }

    private static void refuse(Routes routes, String scope, String path, String why) {
        routes.post(path, Access.user(scope), call -> {
            throw ApiError.notOffered(why);
        });
    }
}
