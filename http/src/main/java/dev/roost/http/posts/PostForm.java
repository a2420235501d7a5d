package dev.roost.http.posts;

import dev.roost.http.json.OwnHost;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Params;
import dev.roost.model.Hashtag;
import dev.roost.model.Limits;
import dev.roost.model.PostBody;
import dev.roost.model.PostChange;
import dev.roost.model.PostDraft;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Visibility;
import dev.roost.runtime.text.Mention;
import dev.roost.runtime.text.PostEntities;
import dev.roost.runtime.text.PostText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a client wants to post out of its parameters, and checks it. */
final class PostForm {
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}");

    private final OwnHost here;

    PostForm(OwnHost here) {
        this.here = here;
    }

    /**
     * A new post.
     *
     * @throws ApiError 422 when it is not valid, or asks for something that this server does not have
     */
    PostDraft draft(Params params, PostingDefaults defaults) {
        refuseWhatIsNotOffered(params);
        String text = PostText.normalise(params.text("status", ""));
        String spoiler = PostText.normalise(params.text("spoiler_text", ""));
        boolean sensitive = params.bool("sensitive", defaults.sensitive()) || !spoiler.isEmpty();
        String language = language(params).orElse(defaults.language());
        PostBody body = text.isEmpty()
                ? new PostBody(spoiler, "", sensitive, language)
                : new PostBody(text, spoiler, sensitive, language);
        PostEntities entities = check(body);
        return new PostDraft(
                body, visibility(params).orElse(defaults.visibility()), mentionHandles(entities), tags(entities));
    }

    /**
     * What an edit changes; what is not sent stays as it is. A warning marks the post as sensitive, and takes the mark
     * away with itself, unless something else is sent.
     *
     * @param former what the limits are checked with
     * @throws ApiError as above
     */
    PostChange edited(Params params, PostBody former) {
        refuseWhatIsNotOffered(params);
        Optional<String> sentText = params.text("status").map(PostText::normalise);
        Optional<String> warning = params.text("spoiler_text").map(PostText::normalise);
        // A warning before nothing is the text, as with a new post.
        boolean warningOnly = sentText.isPresent()
                && sentText.get().isEmpty()
                && warning.filter(words -> !words.isEmpty()).isPresent();
        Optional<String> text = warningOnly ? warning : sentText;
        Optional<String> spoiler = warningOnly ? Optional.empty() : warning;
        Optional<Boolean> sensitive =
                params.bool("sensitive").map(sent -> sent || !spoiler.orElse("").isEmpty());
        PostChange plain = new PostChange(
                null,
                spoiler.orElse(null),
                sensitive.orElse(null),
                language(params).orElse(null));
        PostEntities entities =
                check(new PostBody(text.orElse(former.text()), plain.of(former).spoiler(), false, former.language()));
        PostChange.Words words = text.map(sent -> new PostChange.Words(sent, mentionHandles(entities), tags(entities)))
                .orElse(null);
        return new PostChange(words, plain.spoiler(), plain.sensitive(), plain.language());
    }

    /**
     * The visibility that is asked for.
     *
     * @throws ApiError 422 for a word that is none
     */
    static Optional<Visibility> visibility(Params params) {
        return params.text("visibility").filter(word -> !word.isBlank()).map(word -> switch (word) {
            case "public" -> Visibility.PUBLIC;
            case "unlisted" -> Visibility.UNLISTED;
            case "private" -> Visibility.PRIVATE;
            case "direct" -> Visibility.DIRECT;
            default -> throw ApiError.unprocessable("Visibility is not included in the list");
        });
    }

    private static void refuseWhatIsNotOffered(Params params) {
        if (!params.list("media_ids").stream().allMatch(String::isBlank)) {
            throw ApiError.notOffered("Media attachments are not supported on this server");
        }
        if (!params.nested("poll").names().isEmpty()) {
            throw ApiError.notOffered("Polls are not supported on this server");
        }
        if (isSent(params, "scheduled_at")) {
            throw ApiError.notOffered("Scheduled posts are not supported on this server");
        }
        if (isSent(params, "quoted_status_id") || isSent(params, "quote_id")) {
            throw ApiError.notOffered("Quotes are not supported on this server");
        }
    }

    private static boolean isSent(Params params, String name) {
        return params.text(name).filter(text -> !text.isBlank()).isPresent();
    }

    private static PostEntities check(PostBody body) {
        if (body.text().isEmpty()) {
            throw ApiError.unprocessable("Text can't be blank");
        }
        if (bytes(body.text()) + bytes(body.spoiler()) > Limits.POST_BYTES) {
            throw tooLong();
        }
        PostEntities entities = PostText.extract(body.text());
        if (PostText.length(body.text(), entities) + PostText.length(body.spoiler()) > Limits.POST_CHARS) {
            throw tooLong();
        }
        return entities;
    }

    private static ApiError tooLong() {
        return ApiError.unprocessable("Text character limit of " + Limits.POST_CHARS + " exceeded");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Optional<String> language(Params params) {
        return params.text("language").filter(code -> LANGUAGE.matcher(code).matches());
    }

    private List<String> mentionHandles(PostEntities entities) {
        return entities.mentions().stream()
                .filter(this::isLocal)
                .map(mention -> mention.username().toLowerCase(Locale.ROOT))
                .distinct()
                .limit(Limits.POST_MENTIONS)
                .toList();
    }

    private boolean isLocal(Mention mention) {
        String of = mention.domain();
        return of == null || here.is(of);
    }

    private static List<Hashtag> tags(PostEntities entities) {
        return entities.distinctHashtags().stream()
                .limit(Limits.POST_TAGS)
                .map(tag -> new Hashtag(tag.name(), tag.displayName()))
                .toList();
    }
}
