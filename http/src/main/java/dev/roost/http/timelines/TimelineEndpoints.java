package dev.roost.http.timelines;

import dev.roost.http.json.Entities;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.Params;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.Limits;
import dev.roost.model.ListId;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import dev.roost.runtime.HomeTimelines.HomePage;
import dev.roost.runtime.Reads.MarkedPost;
import dev.roost.runtime.Reads.TagQuery;
import dev.roost.runtime.Roost;
import dev.roost.runtime.text.Hashtag;
import java.util.List;

/** The home, public, hashtag and list timelines; favourites and bookmarks. */
public final class TimelineEndpoints {
    /** Names that one question about hashtags may hold in each of its three lists. */
    static final int TAGS_MAX = 20;
    /** Carries the log offset at which a home page is exact. */
    private static final String OFFSET = "X-Roost-Offset";

    private final Roost roost;
    private final Entities entities;

    /** Over this node. */
    public TimelineEndpoints(Roost roost, Entities entities) {
        this.roost = roost;
        this.entities = entities;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        Access open = Access.open("read:statuses");
        routes.get("/api/v1/timelines/home", Access.user("read:statuses"), this::home);
        routes.get("/api/v1/timelines/public", open, this::everybodys);
        routes.get("/api/v1/timelines/tag/:tag", open, this::tagged);
        routes.get("/api/v1/timelines/list/:id", Access.user("read:lists"), this::ofList);
        routes.get("/api/v1/favourites", Access.user("read:favourites"), this::favourites);
        routes.get("/api/v1/bookmarks", Access.user("read:bookmarks"), this::bookmarks);
    }

    private Reply home(Call call) {
        HomePage page = roost.home().page(call.user().account(), page(call));
        return posts(call, page.posts()).header(OFFSET, Long.toString(page.offset()));
    }

    private Reply everybodys(Call call) {
        PageRequest page = page(call);
        return asksForNothingHere(call.params())
                ? posts(call, List.of())
                : posts(call, roost.reads().publicTimeline(call.viewer(), page), "local", "remote", "only_media");
    }

    private Reply tagged(Call call) {
        PageRequest page = page(call);
        TagQuery query = new TagQuery(
                Hashtag.nameOf(call.path("tag")),
                tags(call.params(), "any"),
                tags(call.params(), "all"),
                tags(call.params(), "none"));
        return asksForNothingHere(call.params())
                ? posts(call, List.of())
                : posts(
                        call,
                        roost.reads().tagTimeline(query, call.viewer(), page),
                        "any[]",
                        "all[]",
                        "none[]",
                        "local",
                        "remote",
                        "only_media");
    }

    private static List<String> tags(Params params, String name) {
        List<String> tags = params.list(name);
        if (tags.size() > TAGS_MAX) {
            throw ApiError.notOffered("At most " + TAGS_MAX + " hashtags can be given as " + name);
        }
        return tags.stream().filter(tag -> !tag.isBlank()).map(Hashtag::nameOf).toList();
    }

    /** Posts from other servers, or with media: there are none. */
    private static boolean asksForNothingHere(Params params) {
        boolean remoteOnly = params.bool("remote", false) && !params.bool("local", false);
        return remoteOnly || params.bool("only_media", false);
    }

    private Reply ofList(Call call) {
        AccountId owner = call.user().account();
        long id = call.pathId("id");
        if (id > Integer.MAX_VALUE) {
            throw ApiError.notFound();
        }
        AccountList list = roost.reads().list(owner, new ListId((int) id)).orElseThrow(ApiError::notFound);
        return posts(call, roost.reads().listTimeline(list, page(call)));
    }

    private Reply favourites(Call call) {
        return marked(call, roost.reads().favourites(call.user().account(), page(call)));
    }

    private Reply bookmarks(Call call) {
        return marked(call, roost.reads().bookmarks(call.user().account(), page(call)));
    }

    private static PageRequest page(Call call) {
        return call.params().page(Limits.PAGE_DEFAULT, Limits.PAGE);
    }

    private Reply posts(Call call, List<PostId> page, String... kept) {
        Reply reply = Reply.json(entities.statuses(call.viewer(), page).pieces());
        return page.isEmpty()
                ? reply
                : reply.linkPages(call, page.getLast().value(), page.getFirst().value(), kept);
    }

    private Reply marked(Call call, List<MarkedPost> page) {
        List<PostId> posts = page.stream().map(MarkedPost::post).toList();
        Reply reply = Reply.json(entities.statuses(call.viewer(), posts).pieces());
        return page.isEmpty()
                ? reply
                : reply.linkPages(call, page.getLast().cursor(), page.getFirst().cursor());
    }
}
