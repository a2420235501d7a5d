package dev.roost.http.notifications;

import dev.roost.http.json.Entities;
import dev.roost.http.json.PostTexts;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.Params;
import dev.roost.http.server.Refusals;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.Marker;
import dev.roost.model.Notification;
import dev.roost.model.NotificationId;
import dev.roost.model.NotificationType;
import dev.roost.model.PageRequest;
import dev.roost.runtime.Reads.NotificationFilter;
import dev.roost.runtime.Roost;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an account is told of: listing it, counting it, and putting it away. */
public final class NotificationEndpoints {
    private static final String NOTIFICATIONS = "/api/v1/notifications";
    private static final int PAGE_DEFAULT = 40;
    private static final int UNREAD_DEFAULT = 100;
    private static final int UNREAD_MAX = 1_000;

    private final Roost roost;
    private final Entities entities;

    /** Over this node. */
    public NotificationEndpoints(Roost roost, Entities entities) {
        this.roost = roost;
        this.entities = entities;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        Access reading = Access.user("read:notifications");
        Access writing = Access.user("write:notifications");
        routes.get(NOTIFICATIONS, reading, this::page);
        routes.get(NOTIFICATIONS + "/unread_count", reading, this::unreadCount);
        routes.get(NOTIFICATIONS + "/policy", reading, NotificationEndpoints::policy);
        routes.get("/api/v2/notifications/policy", reading, NotificationEndpoints::policyInWords);
        for (String policy : List.of(NOTIFICATIONS + "/policy", "/api/v2/notifications/policy")) {
            routes.patch(policy, writing, NotificationEndpoints::refusePolicy);
            routes.put(policy, writing, NotificationEndpoints::refusePolicy);
        }
        routes.get(NOTIFICATIONS + "/:id", reading, this::one);
        routes.post(NOTIFICATIONS + "/clear", writing, this::clear);
        routes.post(NOTIFICATIONS + "/dismiss", writing, this::dismissOld);
        routes.post(NOTIFICATIONS + "/:id/dismiss", writing, call -> dismiss(call, call.pathId("id")));
    }

    private Reply page(Call call) {
        Params params = call.params();
        PageRequest page = params.page(PAGE_DEFAULT, Limits.PAGE);
        if (asksForUnknownOnly(params)) {
            return Reply.json(entities.notifications(List.of()).pieces());
        }
        List<Notification> found = roost.reads().notifications(call.user().account(), filter(params), page);
        Reply reply = Reply.json(entities.notifications(found).pieces());
        return found.isEmpty()
                ? reply
                : reply.linkPages(
                        call,
                        found.getLast().id().value(),
                        found.getFirst().id().value(),
                        "types[]",
                        "exclude_types[]",
                        "account_id");
    }

    /** Types that Roost does not have, as polls, have no notifications: not the same as no restriction. */
    private static boolean asksForUnknownOnly(Params params) {
        return !params.list("types").isEmpty() && types(params, "types").isEmpty();
    }

    private static NotificationFilter filter(Params params) {
        return new NotificationFilter(types(params, "types"), types(params, "exclude_types"), sender(params));
    }

    private static Set<NotificationType> types(Params params, String name) {
        Set<NotificationType> types = EnumSet.noneOf(NotificationType.class);
        for (String word : params.list(name)) {
            PostTexts.typeNamed(word).ifPresent(types::add);
        }
        return types;
    }

    private static @Nullable AccountId sender(Params params) {
        if (params.text("account_id").filter(text -> !text.isBlank()).isEmpty()) {
            return null;
        }
        long id = params.id("account_id").orElseThrow(ApiError::notFound);
        if (id > Integer.MAX_VALUE) {
            throw ApiError.notFound();
        }
        return new AccountId((int) id);
    }

    private Reply one(Call call) {
        return Reply.json(roost.reads()
                .notification(call.user().account(), new NotificationId(call.pathId("id")))
                .flatMap(entities::notification)
                .orElseThrow(ApiError::notFound)
                .pieces());
    }

    private Reply clear(Call call) {
        Refusals.require(
                roost.execute(new Command.ClearNotifications(call.user().account())));
        return Reply.empty();
    }

    private Reply dismissOld(Call call) {
        return dismiss(call, call.params().id("id").orElseThrow(ApiError::notFound));
    }

    private Reply dismiss(Call call, long id) {
        Refusals.require(
                roost.execute(new Command.DismissNotification(call.user().account(), new NotificationId(id))));
        return Reply.empty();
    }

    private Reply unreadCount(Call call) {
        Params params = call.params();
        int limit = Math.clamp(params.integer("limit").orElse(UNREAD_DEFAULT), 1, UNREAD_MAX);
        int count = asksForUnknownOnly(params) ? 0 : unread(call.user().account(), filter(params), limit);
        return Reply.json(new Count(count));
    }

    private int unread(AccountId account, NotificationFilter filter, int limit) {
        long lastRead = lastRead(account);
        long below = 0;
        int count = 0;
        while (count < limit) {
            int wanted = Math.min(Limits.PAGE, limit - count);
            List<Notification> page =
                    roost.reads().notifications(account, filter, new PageRequest(below, lastRead, 0, wanted));
            count += page.size();
            if (page.size() < wanted) {
                return count;
            }
            below = page.getLast().id().value();
        }
        return count;
    }

    private long lastRead(AccountId account) {
        for (Marker marker : roost.reads().markers(account)) {
            if (marker.timeline().equals("notifications")) {
                return lastRead(marker);
            }
        }
        return 0;
    }

    /** A marker holds what a client has sent: no number means nothing is read. */
    private static long lastRead(Marker marker) {
        try {
            return Math.max(0, Long.parseLong(marker.lastReadId()));
        } catch (NumberFormatException notAnId) {
            return 0;
        }
    }

    private static Reply policy(Call call) {
        return Reply.json(new Policy(false, false, false, false, Summary.NOTHING));
    }

    private static Reply refusePolicy(Call call) {
        throw ApiError.notOffered("The notification policy cannot be changed: this server filters no notifications");
    }

    private static Reply policyInWords(Call call) {
        return Reply.json(new PolicyInWords("accept", "accept", "accept", "accept", "accept", Summary.NOTHING));
    }

    /** What is held back until the account has looked at it: nothing ever is. */
    private record Policy(
            boolean filterNotFollowing,
            boolean filterNotFollowers,
            boolean filterNewAccounts,
            boolean filterPrivateMentions,
            Summary summary) {}

    /** The same as the second version of the API has it. */
    private record PolicyInWords(
            String forNotFollowing,
            String forNotFollowers,
            String forNewAccounts,
            String forPrivateMentions,
            String forLimitedAccounts,
            Summary summary) {}

    private record Summary(int pendingRequestsCount, int pendingNotificationsCount) {
        static final Summary NOTHING = new Summary(0, 0);
    }

    private record Count(int count) {}
}
