package dev.roost.app.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post or boost as a line of JSON.
 *
 * @param t when it was written, milliseconds since 1970
 * @param u username of the author
 * @param text absent in a boost
 * @param k key under which later lines refer to it
 * @param replyTo key of the post that it answers
 * @param boostOf key of the post that it boosts
 * @param mentions usernames; absent where they are to be found in the text
 * @param tags absent where they are to be found in the text
 * @param edits later words, oldest first
 */
record PostLine(
        @Nullable Long t,
        @Nullable String u,
        @Nullable String text,
        @Nullable String k,
        @Nullable String spoiler,
        @Nullable Boolean sensitive,
        @Nullable String language,
        @Nullable String visibility,
        @JsonProperty("reply_to") @Nullable String replyTo,
        @JsonProperty("boost_of") @Nullable String boostOf,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> mentions,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<TagLine> tags,
        @Nullable List<Edit> edits) {
    /** A tag: its normalised name, and as it is written where that differs. */
    record TagLine(@Nullable String name, @Nullable String written) {}

    /** Words that replaced the former ones at {@code t}. */
    record Edit(
            @Nullable Long t,
            @Nullable String text,
            @Nullable String spoiler,
            @Nullable Boolean sensitive,
            @Nullable String language,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> mentions,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<TagLine> tags) {}
}
