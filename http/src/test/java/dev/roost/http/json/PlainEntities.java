package dev.roost.http.json;

import dev.roost.model.Account;
import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.ClientApp;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.PostCounts;
import dev.roost.model.PostId;
import dev.roost.model.Visibility;
import dev.roost.runtime.Reads.PostMarks;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The entities as one would write them down without caring for speed: a tree, built anew each time. */
final class PlainEntities {
    static final JsonMapper MAPPER = new JsonMapper();
    private static final String BASE = EntitiesFixture.BASE;

    private final FakeState state;
    private final LocalHtml html;

    PlainEntities(FakeState state) {
        this.state = state;
        this.html = new LocalHtml(state, new Addresses(BASE), OwnHost.of(EntitiesFixture.DOMAIN, BASE));
    }

    ArrayNode statuses(@Nullable AccountId viewer, List<PostId> ids) {
        ArrayNode page = MAPPER.createArrayNode();
        for (PostId id : ids) {
            Post post = state.posts.get(id);
            boolean gone = post == null || (post instanceof Boost boost && !state.posts.containsKey(boost.of()));
            if (!gone) {
                page.add(status(viewer, post));
            }
        }
        return page;
    }

    private ObjectNode status(@Nullable AccountId viewer, Post post) {
        return switch (post) {
            case OriginalPost original -> original(viewer, original);
            case Boost boost -> boost(viewer, boost);
        };
    }

    private ObjectNode original(@Nullable AccountId viewer, OriginalPost post) {
        ObjectNode json = head(post);
        json.put(
                "in_reply_to_id",
                post.replyTo() == null
                                || !state.posts.containsKey(post.replyTo().post())
                        ? null
                        : post.replyTo().post().toString());
        json.put(
                "in_reply_to_account_id",
                post.replyTo() == null ? null : post.replyTo().author().toString());
        json.put("sensitive", post.body().sensitive());
        json.put("spoiler_text", post.body().spoiler());
        json.put(
                "language",
                post.body().language().isEmpty() ? null : post.body().language());
        String username = state.accounts.get(post.author()).username();
        json.put("uri", BASE + "/users/" + username + "/statuses/" + post.id());
        json.put("url", BASE + "/@" + username + "/" + post.id());
        json.put("edited_at", post.editedAtMs() == 0 ? null : time(post.editedAtMs()));
        json.put("content", html.post(post.body().text(), post.mentions()));
        json.putNull("reblog");
        ClientApp app = post.app() == null ? null : state.apps.get(post.app());
        if (app == null) {
            json.putNull("application");
        } else {
            json.putObject("application")
                    .put("name", app.name())
                    .put("website", app.website().isEmpty() ? null : app.website());
        }
        ArrayNode mentions = json.putArray("mentions");
        post.mentions().forEach(mention -> {
            String name = state.accounts.get(mention.account()).username();
            mentions.addObject()
                    .put("id", mention.account().toString())
                    .put("username", name)
                    .put("url", BASE + "/@" + name)
                    .put("acct", name);
        });
        ArrayNode tags = json.putArray("tags");
        post.tags().forEach(tag -> tags.addObject().put("name", tag.name()).put("url", BASE + "/tags/" + tag.name()));
        PostCounts counts = state.postCounts.getOrDefault(post.id(), PostCounts.ZERO);
        json.put("replies_count", counts.replies());
        json.put("reblogs_count", counts.boosts());
        json.put("favourites_count", counts.favourites());
        marks(json, viewer, post.id(), post.visibility() != Visibility.DIRECT);
        return json;
    }

    private ObjectNode boost(@Nullable AccountId viewer, Boost boost) {
        ObjectNode json = head(boost);
        Arrays.asList("in_reply_to_id", "in_reply_to_account_id", "language", "edited_at", "application")
                .forEach(json::putNull);
        Arrays.asList("replies_count", "reblogs_count", "favourites_count").forEach(name -> json.put(name, 0));
        json.put("sensitive", false).put("spoiler_text", "").put("content", "");
        String uri = BASE + "/users/" + state.accounts.get(boost.author()).username() + "/statuses/" + boost.id()
                + "/activity";
        json.put("uri", uri).put("url", uri);
        json.putArray("mentions");
        json.putArray("tags");
        marks(json, viewer, boost.of(), false);
        json.set("reblog", original(viewer, (OriginalPost) state.posts.get(boost.of())));
        return json;
    }

    private ObjectNode head(Post post) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", post.id().toString());
        json.put("created_at", time(post.createdAtMs()));
        json.put("visibility", post.visibility().name().toLowerCase(Locale.ROOT));
        json.putArray("media_attachments");
        json.putArray("emojis");
        json.putNull("card");
        json.putNull("poll");
        json.set("account", account(post.author()));
        return json;
    }

    private void marks(ObjectNode json, @Nullable AccountId viewer, PostId original, boolean pinnable) {
        if (viewer == null) {
            return;
        }
        PostMarks marks = state.marks(viewer).apply(original);
        json.put("favourited", marks.favourited());
        json.put("reblogged", marks.boost() != null);
        json.put("bookmarked", marks.bookmarked());
        json.put("muted", false);
        if (pinnable) {
            json.put("pinned", marks.pinned());
        }
        json.putArray("filtered");
    }

    ObjectNode account(AccountId id) {
        Account account = state.accounts.get(id);
        AccountCounts counts = state.counts.getOrDefault(id, AccountCounts.ZERO);
        String name = account.username();
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", id.toString()).put("username", name).put("acct", name);
        json.put("display_name", account.profile().displayName());
        json.put("locked", account.profile().locked());
        json.put("bot", account.profile().bot());
        json.put("discoverable", account.profile().discoverable());
        json.put("indexable", account.profile().indexable());
        json.put("noindex", !account.profile().indexable());
        json.put("hide_collections", account.profile().hideCollections());
        json.put("group", false);
        json.put("created_at", time(account.createdAtMs()).substring(0, 10) + "T00:00:00.000Z");
        json.put("note", html.note(account.profile().note()));
        json.put("url", BASE + "/@" + name).put("uri", BASE + "/users/" + name);
        Arrays.asList("avatar", "avatar_static").forEach(key -> json.put(key, BASE + "/avatars/" + name + ".png"));
        Arrays.asList("header", "header_static").forEach(key -> json.put(key, BASE + "/headers/header.png"));
        ArrayNode fields = json.putArray("fields");
        account.profile()
                .fields()
                .forEach(field -> fields.addObject()
                        .put("name", field.name())
                        .put("value", html.field(field.value()))
                        .putNull("verified_at"));
        json.putArray("emojis");
        json.putArray("roles");
        json.put("followers_count", counts.followers());
        json.put("following_count", counts.followees());
        json.put("statuses_count", counts.posts());
        json.put(
                "last_status_at",
                counts.lastPostAtMs() == 0 ? null : time(counts.lastPostAtMs()).substring(0, 10));
        return json;
    }

    /** From the calendar's fields, so that it shares nothing with what is tested. */
    private static String time(long ms) {
        var at = Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC);
        return String.format(
                Locale.ROOT,
                "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
                at.getYear(),
                at.getMonthValue(),
                at.getDayOfMonth(),
                at.getHour(),
                at.getMinute(),
                at.getSecond(),
                at.getNano() / 1_000_000);
    }
}
