package dev.roost.http.posts;

import dev.roost.http.json.Entities;
import dev.roost.http.json.Json;
import dev.roost.http.json.OwnHost;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.Params;
import dev.roost.http.server.Refusals;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.OriginalPost;
import dev.roost.model.Outcome;
import dev.roost.model.Post;
import dev.roost.model.PostChange;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.Refusal;
import dev.roost.runtime.Roost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writing, reading, editing and deleting posts. */
public final class PostEndpoints {
    private static final String POSTS = "/api/v1/statuses";
    private static final String POST = POSTS + "/:id";

    private final Roost roost;
    private final Entities entities;
    private final VisiblePosts posts;
    private final PostForm form;

    /** Over this node. */
    public PostEndpoints(Roost roost, Entities entities, HttpSettings settings) {
        this.roost = roost;
        this.entities = entities;
        this.posts = new VisiblePosts(roost.reads());
        this.form = new PostForm(OwnHost.of(settings.domain(), settings.baseUrl()));
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        Access reading = Access.open("read:statuses");
        Access writing = Access.user("write:statuses");
        routes.post(POSTS, writing, this::create);
        routes.get(POSTS, reading, this::some);
        routes.get(POST, reading, this::one);
        routes.put(POST, writing, this::edit);
        routes.delete(POST, writing, this::delete);
        routes.get(POST + "/context", reading, this::context);
        routes.get(POST + "/source", Access.app("read:statuses"), this::source);
        routes.get(POST + "/history", reading, this::history);
        routes.get(POST + "/card", reading, this::card);
    }

    private Reply create(Call call) {
        AccountId author = call.user().account();
        Params params = call.params();
        Account account = roost.reads().account(author).orElseThrow(ApiError::unauthorized);
        PostDraft draft = form.draft(params, account.defaults());
        PostId replyTo = replyTarget(params, author);
        Outcome outcome = roost.execute(new Command.CreatePost(
                author, draft, replyTo, call.user().app(), idempotencyKey(call), allowedMentions(params)));
        if (outcome instanceof Outcome.MentionsUnexpected unexpected) {
            return refuseMentions(unexpected.accounts());
        }
        return status(author, Refusals.expect(outcome, Outcome.PostStored.class).id());
    }

    /** Whom alone a post may mention; null where its author does not say. */
    private static @Nullable List<AccountId> allowedMentions(Params params) {
        if (!params.has("allowed_mentions")) {
            return null;
        }
        List<AccountId> allowed = params.ids("allowed_mentions").stream()
                .filter(id -> id <= Integer.MAX_VALUE)
                .map(id -> new AccountId(id.intValue()))
                .distinct()
                .toList();
        if (allowed.size() > Limits.ALLOWED_MENTIONS) {
            throw ApiError.notOffered(
                    "At most " + Limits.ALLOWED_MENTIONS + " accounts can be allowed to be mentioned");
        }
        return allowed;
    }

    private Reply refuseMentions(List<AccountId> unexpected) {
        Map<String, Json> answer = new LinkedHashMap<>();
        answer.put("error", Json.text("Post would be sent to unexpected accounts"));
        answer.put("unexpected_accounts", entities.accounts(unexpected));
        return Reply.bytes(422, Reply.JSON, Json.object(answer).pieces());
    }

    private @Nullable PostId replyTarget(Params params, AccountId author) {
        Optional<String> sent = params.text("in_reply_to_id").filter(text -> !text.isBlank());
        if (sent.isEmpty()) {
            return null;
        }
        return params.id("in_reply_to_id").stream()
                .boxed()
                .flatMap(id -> posts.original(author, id).stream())
                .map(OriginalPost::id)
                .findAny()
                .orElseThrow(() -> new ApiError(404, "The post you are trying to reply to does not appear to exist."));
    }

    private static @Nullable String idempotencyKey(Call call) {
        String key = call.header("Idempotency-Key").orElse("");
        if (key.length() > Limits.IDEMPOTENCY_KEY_CHARS) {
            throw ApiError.notOffered(
                    "The Idempotency-Key must have at most " + Limits.IDEMPOTENCY_KEY_CHARS + " characters");
        }
        return key.isBlank() ? null : key;
    }

    private Reply some(Call call) {
        Params params = call.params();
        List<Long> asked = params.ids("id");
        if (asked.size() > Limits.PAGE) {
            throw ApiError.notOffered("At most " + Limits.PAGE + " posts can be asked for at once");
        }
        List<PostId> visible = asked.stream()
                .distinct()
                .flatMap(id -> posts.find(call.viewer(), id).stream())
                .filter(post -> roost.reads().shows(call.viewer(), post))
                .map(Post::id)
                .toList();
        return Reply.json(entities.statuses(call.viewer(), visible).pieces());
    }

    private Reply one(Call call) {
        return status(call.viewer(), posts.named(call).id());
    }

    private Reply edit(Call call) {
        AccountId author = call.user().account();
        // Another edit may come in between, so that this one has to be measured anew. It has an end: there are only so
        // many edits of a post.
        while (true) {
            OriginalPost post = ownPost(call) instanceof OriginalPost original ? original : notFound();
            PostChange change = form.edited(call.params(), post.body());
            Outcome outcome =
                    roost.execute(new Command.EditPost(author, post.id(), change, change.keptOf(post.body())));
            if (!outcome.equals(new Outcome.Refused(Refusal.CHANGED_MEANWHILE))) {
                Refusals.require(outcome);
                return status(author, post.id());
            }
        }
    }

    private Reply delete(Call call) {
        AccountId author = call.user().account();
        Post post = ownPost(call);
        Optional<Json> last = post instanceof OriginalPost original
                ? entities.statusWithText(author, original)
                : entities.status(author, post.id());
        Refusals.require(roost.execute(new Command.DeletePost(author, post.id())));
        return Reply.json(last.orElseThrow(ApiError::notFound).pieces());
    }

    private Reply context(Call call) {
        OriginalPost post = posts.original(call);
        return Reply.json(entities.context(call.viewer(), roost.reads().thread(call.viewer(), post.id()))
                .pieces());
    }

    private Reply source(Call call) {
        return Reply.json(entities.statusSource(posts.original(call)).pieces());
    }

    private Reply history(Call call) {
        OriginalPost post = posts.original(call);
        return Reply.json(entities.statusEdits(post.author(), roost.reads().history(post.id()))
                .pieces());
    }

    /** There are no previews of links; the old way to ask for one answers as for a post without. */
    private Reply card(Call call) {
        posts.named(call);
        return Reply.empty();
    }

    private Post ownPost(Call call) {
        return roost.reads()
                .post(new PostId(call.pathId("id")))
                .filter(post -> post.author().equals(call.user().account()))
                .orElseThrow(ApiError::notFound);
    }

    private static OriginalPost notFound() {
        throw ApiError.notFound();
    }

    private Reply status(@Nullable AccountId viewer, PostId id) {
        return Reply.json(
                entities.status(viewer, id).orElseThrow(ApiError::notFound).pieces());
    }
}
