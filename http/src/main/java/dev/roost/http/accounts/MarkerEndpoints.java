package dev.roost.http.accounts;

import dev.roost.http.json.Dates;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.Params;
import dev.roost.http.server.Refusals;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Marker;
import dev.roost.runtime.Roost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** How far a user has read the home timeline and the notifications. */
public final class MarkerEndpoints {
    private static final List<String> TIMELINES = List.of("home", "notifications");

    private final Roost roost;

    /** A marker as Mastodon shows it. */
    record MarkerJson(String lastReadId, int version, String updatedAt) {}

    /** Over this node. */
    public MarkerEndpoints(Roost roost) {
        this.roost = roost;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get("/api/v1/markers", Access.user("read:statuses"), this::read);
        routes.post("/api/v1/markers", Access.user("write:statuses"), this::set);
    }

    private Reply read(Call call) {
        List<String> asked = call.params().list("timeline");
        return json(call.user().account(), asked::contains);
    }

    private Reply set(Call call) {
        AccountId account = call.user().account();
        Map<String, String> wanted = wanted(call.params());
        wanted.forEach((timeline, lastReadId) ->
                Refusals.require(roost.execute(new Command.SetMarker(account, timeline, lastReadId))));
        return json(account, wanted::containsKey);
    }

    /** Checks all before the first is set. */
    private static Map<String, String> wanted(Params params) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String timeline : TIMELINES) {
            Params marker = params.nested(timeline);
            if (marker.has("last_read_id")) {
                long id =
                        marker.id("last_read_id").orElseThrow(() -> ApiError.unprocessable("Last read must be an id"));
                wanted.put(timeline, Long.toString(id));
            }
        }
        return wanted;
    }

    private Reply json(AccountId account, Predicate<String> timelines) {
        Map<String, MarkerJson> all = new LinkedHashMap<>();
        for (Marker marker : roost.reads().markers(account)) {
            if (timelines.test(marker.timeline())) {
                all.put(
                        marker.timeline(),
                        new MarkerJson(marker.lastReadId(), marker.version(), Dates.time(marker.updatedAtMs())));
            }
        }
        return Reply.json(all);
    }
}
