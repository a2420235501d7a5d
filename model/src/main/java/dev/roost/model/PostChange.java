package dev.roost.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an edit changes of a post; null for what stays as it is. */
public record PostChange(
        @Nullable Words words,
        @Nullable String spoiler,
        @Nullable Boolean sensitive,
        @Nullable String language) {
    /** A text with what was found in it. */
    public record Words(String text, List<String> mentionHandles, List<Hashtag> tags) {
        public Words {
            mentionHandles = List.copyOf(mentionHandles);
            tags = List.copyOf(tags);
        }
    }

    /** A change that leaves nothing as it is. */
    public static PostChange to(PostBody body, List<String> mentionHandles, List<Hashtag> tags) {
        return new PostChange(
                new Words(body.text(), mentionHandles, tags), body.spoiler(), body.sensitive(), body.language());
    }

    /**
     * The body after the change. A warning that comes or goes takes the mark "sensitive" along, unless that is said.
     */
    public PostBody of(PostBody former) {
        boolean marked = spoiler == null ? former.sensitive() : !spoiler.isEmpty();
        return new PostBody(
                words == null ? former.text() : words.text(),
                spoiler == null ? former.spoiler() : spoiler,
                sensitive == null ? marked : sensitive,
                language == null ? former.language() : language);
    }

    /**
     * What it leaves of the text and the warning, which count together against {@link Limits#POST_CHARS}, where it
     * changes the other of the two; else null.
     */
    public @Nullable String keptOf(PostBody former) {
        if (words == null) {
            return spoiler == null ? null : former.text();
        }
        return spoiler == null ? former.spoiler() : null;
    }

    /** Whether it leaves nothing as it is: the only form that the oldest logs know. */
    public boolean isWhole() {
        return words != null && spoiler != null && sensitive != null && language != null;
    }
}
