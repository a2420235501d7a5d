package dev.roost.app.imports;

import dev.roost.model.ImportedPost;
import dev.roost.model.ImportedPost.Content;
import dev.roost.model.ImportedPost.Keyed;
import dev.roost.model.ImportedPost.Target;
import dev.roost.model.Limits;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.Visibility;
import dev.roost.runtime.text.PostEntities;
import dev.roost.runtime.text.PostText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Posts as lines of JSON, see {@link PostLine}; the least is {@code t}, {@code u} and {@code text}. */
final class PostLines implements LineFormat {
    private final TimeRange times;

    /** @param times when posts can have been written */
    PostLines(TimeRange times) {
        this.times = times;
    }

    @Override
    public void line(long number, String line, ImportPipeline into) throws BadLineException {
        PostLine post = Json.parse(PostLine.class, line);
        String author = Checks.username(post.u(), "author");
        long createdAtMs = times.check(post.t(), "t");
        Visibility visibility = Checks.oneOf(Visibility.class, post.visibility(), Visibility.PUBLIC);
        String key = post.k() == null ? null : Checks.key(post.k());
        if (post.boostOf() != null) {
            requireBare(post);
            into.requireKey(post.boostOf(), "boost_of");
            Content boost = new ImportedPost.BoostOf(target(post.boostOf()), visibility, null);
            give(into, author, 0, boost, createdAtMs, key);
            return;
        }
        PostBody body = Checks.body(post.text(), post.spoiler(), post.sensitive(), post.language());
        PostEntities found = PostText.extract(body.text());
        PostDraft draft = new PostDraft(
                body, visibility, Checks.mentions(post.mentions(), found), Checks.tags(post.tags(), found));
        List<Later> edits = edits(post);
        if (post.replyTo() != null) {
            into.requireKey(post.replyTo(), "reply_to");
        }
        if (key != null) {
            into.keyGiven(key);
        }
        give(into, author, size(body), new ImportedPost.Words(draft, target(post.replyTo())), createdAtMs, key);
        for (Later edit : edits) {
            give(into, author, size(edit.content().body()), edit.content(), edit.atMs(), null);
        }
    }

    /** A boost has no words of its own, nor what goes with them. */
    private static void requireBare(PostLine boost) throws BadLineException {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("text", boost.text() != null);
        given.put("spoiler", boost.spoiler() != null);
        given.put("sensitive", boost.sensitive() != null);
        given.put("language", boost.language() != null);
        given.put("reply_to", boost.replyTo() != null);
        given.put("mentions", boost.mentions() != null);
        given.put("tags", boost.tags() != null);
        given.put("edits", boost.edits() != null);
        for (Map.Entry<String, Boolean> field : given.entrySet()) {
            if (field.getValue()) {
                throw new BadLineException("a boost has no " + Show.quoted(field.getKey()));
            }
        }
    }

    private record Later(ImportedPost.Edit content, long atMs) {}

    private List<Later> edits(PostLine post) throws BadLineException {
        if (post.edits() == null || post.edits().isEmpty()) {
            return List.of();
        }
        if (post.k() == null || post.edits().size() >= Limits.POST_VERSIONS) {
            throw new BadLineException(post.k() == null ? "edits, but no k" : "too many edits");
        }
        List<Later> edits = new ArrayList<>();
        for (PostLine.Edit edit : post.edits()) {
            PostBody body = Checks.body(edit.text(), edit.spoiler(), edit.sensitive(), edit.language());
            PostEntities found = PostText.extract(body.text());
            edits.add(new Later(
                    new ImportedPost.Edit(
                            new Keyed(post.k()),
                            body,
                            Checks.mentions(edit.mentions(), found),
                            Checks.tags(edit.tags(), found)),
                    times.check(edit.t(), "t of an edit")));
        }
        return edits;
    }

    private static Target target(@Nullable String key) throws BadLineException {
        return key == null ? new ImportedPost.Nothing() : new Keyed(Checks.key(key));
    }

    private static int size(PostBody body) {
        return body.text().length() + body.spoiler().length();
    }

    private static void give(
            ImportPipeline into, String author, int characters, Content content, long atMs, @Nullable String key) {
        int slot = into.account(author);
        into.post(characters, names -> new ImportedPost(names.id(slot), content, atMs, key));
    }
}
