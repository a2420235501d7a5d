package dev.roost.http.posts;

import dev.roost.http.json.Entities;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.Endpoint;
import dev.roost.http.server.Refusals;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.ListedAccount;
import dev.roost.model.MarkKind;
import dev.roost.model.OriginalPost;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import dev.roost.model.Visibility;
import dev.roost.runtime.Reads;
import dev.roost.runtime.Roost;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Boosting, favouriting, bookmarking and pinning posts, undoing it, and who did. */
public final class PostMarkEndpoints {
    private static final String POST = "/api/v1/statuses/:id";
    private static final int WHO_DEFAULT = 40;

    private final Roost roost;
    private final Entities entities;
    private final VisiblePosts posts;

    /** Over this node. */
    public PostMarkEndpoints(Roost roost, Entities entities) {
        this.roost = roost;
        this.entities = entities;
        this.posts = new VisiblePosts(roost.reads());
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        Access statuses = Access.user("write:statuses");
        routes.post(POST + "/reblog", statuses, this::boost);
        routes.post(POST + "/unreblog", statuses, this::unboost);
        mark(routes, "favourite", MarkKind.FAVOURITE, Access.user("write:favourites"));
        mark(routes, "bookmark", MarkKind.BOOKMARK, Access.user("write:bookmarks"));
        mark(routes, "pin", MarkKind.PIN, Access.user("write:accounts"));
        routes.post(POST + "/mute", Access.user("write:mutes"), PostMarkEndpoints::refuseMute);
        routes.post(POST + "/unmute", Access.user("write:mutes"), PostMarkEndpoints::refuseMute);
        Access who = Access.open("read:accounts");
        routes.get(POST + "/reblogged_by", who, call -> who(call, roost.reads()::boostedBy));
        routes.get(POST + "/favourited_by", who, call -> who(call, roost.reads()::favouritedBy));
    }

    private void mark(Routes routes, String word, MarkKind kind, Access access) {
        Endpoint put =
                call -> change(call, post -> new Command.MarkPost(call.user().account(), post.id(), kind));
        Endpoint takeAway = call -> takeBack(
                call,
                marks -> marks.has(kind),
                post -> new Command.UnmarkPost(call.user().account(), post.id(), kind));
        routes.post(POST + "/" + word, access, put);
        routes.post(POST + "/un" + word, access, takeAway);
    }

    private Reply boost(Call call) {
        AccountId author = call.user().account();
        OriginalPost post = posts.original(call);
        Outcome.PostStored stored = Refusals.expect(
                roost.execute(new Command.BoostPost(author, post.id(), boostVisibility(call, post))),
                Outcome.PostStored.class);
        return status(author, stored.id());
    }

    /** A post for followers stays one in its boost; else what is asked for, else what the account is used to. */
    private Visibility boostVisibility(Call call, OriginalPost post) {
        if (post.visibility() == Visibility.PRIVATE) {
            return Visibility.PRIVATE;
        }
        Visibility visibility = PostForm.visibility(call.params()).orElseGet(() -> usualVisibility(call));
        if (visibility == Visibility.DIRECT) {
            throw ApiError.unprocessable("Visibility is reserved");
        }
        return visibility;
    }

    private Visibility usualVisibility(Call call) {
        return roost.reads()
                .account(call.user().account())
                .map(Account::defaults)
                .map(defaults ->
                        defaults.visibility() == Visibility.DIRECT ? Visibility.PRIVATE : defaults.visibility())
                .orElse(Visibility.PUBLIC);
    }

    private Reply unboost(Call call) {
        return takeBack(
                call,
                marks -> marks.boost() != null,
                post -> new Command.UnboostPost(call.user().account(), post.id()));
    }

    private static Reply refuseMute(Call call) {
        throw ApiError.notOffered("Muting conversations is not supported on this server");
    }

    /** Executes a command about the original post and answers with the post. */
    private Reply change(Call call, CommandAbout command) {
        OriginalPost post = posts.original(call);
        Refusals.require(roost.execute(command.about(post)));
        return status(call.user().account(), post.id());
    }

    /** As {@link #change}; what somebody has put on a post they can take back, also when they may see it no longer. */
    private Reply takeBack(Call call, Predicate<Reads.PostMarks> isThere, CommandAbout command) {
        AccountId account = call.user().account();
        OriginalPost post = posts.unseen(call)
                .filter(found -> isThere.test(roost.reads().marks(account, found.id())))
                .orElseGet(() -> posts.original(call));
        Refusals.require(roost.execute(command.about(post)));
        return status(account, post.id());
    }

    private interface CommandAbout {
        Command about(OriginalPost post);
    }

    private Reply who(Call call, WhoDid whoDid) {
        OriginalPost post = posts.original(call);
        List<ListedAccount> page = whoDid.page(post.id(), call.params().page(WHO_DEFAULT, Limits.PAGE), call.viewer());
        Reply reply = Reply.json(
                entities.accounts(page.stream().map(ListedAccount::account).toList())
                        .pieces());
        return page.isEmpty()
                ? reply
                : reply.linkPages(call, page.getLast().cursor(), page.getFirst().cursor());
    }

    private interface WhoDid {
        List<ListedAccount> page(PostId post, PageRequest page, @Nullable AccountId viewer);
    }

    private Reply status(AccountId viewer, PostId id) {
        return Reply.json(
                entities.status(viewer, id).orElseThrow(ApiError::notFound).pieces());
    }
}
