package dev.roost.app.imports;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.Hashtag;
import dev.roost.model.MentionedAccount;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.PostBody;
import dev.roost.model.PostVersion;
import dev.roost.model.Visibility;
import dev.roost.runtime.text.PostText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the posts and boosts of a commit, in the order of their ids. */
final class PostExport {
    private static final int PROGRESS_LINES = 1 << 10;

    private final StateView state;
    private final PostKeys keys;
    private final Function<AccountId, String> names;

    PostExport(StateView state, PostKeys keys, Function<AccountId, String> names) {
        this.state = state;
        this.keys = keys;
        this.names = names;
    }

    void write(ExportWriter out, Progress progress) {
        state.posts(post -> {
            out.json(line(post, keys.add(post.id())));
            if (out.lines() % PROGRESS_LINES == 0) {
                progress.at(state.accounts() + out.lines(), "posts: " + Show.count(out.lines(), "line", "lines"));
            }
            return true;
        });
    }

    private PostLine line(Post post, String key) {
        return switch (post) {
            case Boost boost ->
                new PostLine(
                        boost.createdAtMs(),
                        names.apply(boost.author()),
                        null,
                        key,
                        null,
                        null,
                        null,
                        word(boost.visibility()),
                        null,
                        keys.of(boost.of()),
                        null,
                        null,
                        null);
            case OriginalPost original -> line(original, key);
        };
    }

    private PostLine line(OriginalPost post, String key) {
        PostVersion present = new PostVersion(post.editedAtMs(), post.body(), post.mentions(), post.tags());
        List<PostVersion> versions = new ArrayList<>(post.editedAtMs() == 0 ? List.of() : state.versions(post.id()));
        versions.add(present);
        PostVersion first = versions.getFirst();
        PostBody body = first.body();
        return new PostLine(
                post.createdAtMs(),
                names.apply(post.author()),
                body.text(),
                key,
                body.spoiler(),
                body.sensitive(),
                body.language(),
                word(post.visibility()),
                post.replyTo() == null ? null : keys.of(post.replyTo().post()),
                null,
                mentions(body, first.mentions()),
                tags(body, first.tags()),
                versions.stream().skip(1).map(PostExport::edit).toList());
    }

    private static PostLine.Edit edit(PostVersion version) {
        PostBody body = version.body();
        return new PostLine.Edit(
                version.createdAtMs(),
                body.text(),
                body.spoiler(),
                body.sensitive(),
                body.language(),
                mentions(body, version.mentions()),
                tags(body, version.tags()));
    }

    /** Nothing where the text has no handles; else also an empty list says something. */
    private static @Nullable List<String> mentions(PostBody body, List<MentionedAccount> mentions) {
        if (mentions.isEmpty() && PostText.extract(body.text()).mentions().isEmpty()) {
            return null;
        }
        return mentions.stream().map(MentionedAccount::handle).toList();
    }

    private static @Nullable List<PostLine.TagLine> tags(PostBody body, List<Hashtag> tags) {
        if (tags.isEmpty() && PostText.extract(body.text()).hashtags().isEmpty()) {
            return null;
        }
        return tags.stream()
                .map(tag -> new PostLine.TagLine(tag.name(), tag.name().equals(tag.written()) ? null : tag.written()))
                .toList();
    }

    private static @Nullable String word(Visibility visibility) {
        return visibility == Visibility.PUBLIC ? null : Checks.word(visibility);
    }
}
