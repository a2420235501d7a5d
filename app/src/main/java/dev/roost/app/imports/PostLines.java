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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Posts as lines of JSON, see {@link PostLine}; the least is {@code t}, {@code u} and {@code text}. */
final class PostLines implements LineFormat {
    @Override
    public void line(long number, String line, ImportPipeline into) throws BadLineException {
        PostLine post = Json.parse(PostLine.class, line);
        String author = Checks.username(post.u(), "author");
        long createdAtMs = Checks.time(post.t(), "t");
        Visibility visibility = Checks.oneOf(Visibility.class, post.visibility(), Visibility.PUBLIC);
        String key = post.k() == null ? null : Checks.key(post.k());
        if (post.boostOf() != null) {
            Content boost = new ImportedPost.BoostOf(target(post.boostOf()), visibility, null);
            give(into, author, 0, boost, createdAtMs, key);
            return;
        }
        PostBody body = Checks.body(post.text(), post.spoiler(), post.sensitive(), post.language());
        PostEntities found = PostText.extract(body.text());
        PostDraft draft = new PostDraft(
                body, visibility, Checks.mentions(post.mentions(), found), Checks.tags(post.tags(), found));
        List<Later> edits = edits(post);
        give(into, author, size(body), new ImportedPost.Words(draft, target(post.replyTo())), createdAtMs, key);
        for (Later edit : edits) {
            give(into, author, size(edit.content().body()), edit.content(), edit.atMs(), null);
        }
    }

    private record Later(ImportedPost.Edit content, long atMs) {}

    private static List<Later> edits(PostLine post) throws BadLineException {
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
                    Checks.time(edit.t(), "t of an edit")));
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
