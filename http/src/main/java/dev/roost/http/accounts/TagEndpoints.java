package dev.roost.http.accounts;

import dev.roost.http.json.Entities;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.Hashtag;

/** A single hashtag. */
public final class TagEndpoints {
    private final Entities entities;

    /** With this way to show tags. */
    public TagEndpoints(Entities entities) {
        this.entities = entities;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get("/api/v1/tags/:name", Access.anybody(), this::one);
        Access follows = Access.user("follow", "write:follows");
        refuse(routes, "follow", follows);
        refuse(routes, "unfollow", follows);
        refuse(routes, "feature", Access.user("write:accounts"));
        refuse(routes, "unfeature", Access.user("write:accounts"));
    }

    private static void refuse(Routes routes, String word, Access access) {
        routes.post("/api/v1/tags/:name/" + word, access, call -> {
            throw ApiError.notOffered("Hashtags cannot be followed or featured on this server");
        });
    }

    /** Any hashtag exists, used or not, as long as it can be written in a post. */
    private Reply one(Call call) {
        String written = call.path("name");
        if (!dev.roost.runtime.text.Hashtag.isTag(written)) {
            throw ApiError.notFound();
        }
        String name = dev.roost.runtime.text.Hashtag.nameOf(written);
        return Reply.json(
                entities.tag(new Hashtag(name, written), call.viewer()).pieces());
    }
}
