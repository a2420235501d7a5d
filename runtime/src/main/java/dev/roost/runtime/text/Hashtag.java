package dev.roost.runtime.text;

import dev.roost.model.Limits;
import java.util.List;

/**
 * A hashtag in a text.
 *
 * @param displayName as written, without the sign; at most {@link Limits#HASHTAG_CHARS} characters
 * @param name what tags are compared and indexed by, see {@link #nameOf}
 */
public record Hashtag(int start, int end, String displayName, String name) implements TextEntity {

    /**
     * The name that every spelling of a tag shares: width and compatibility forms unified (NFKC), lower case, and Latin
     * letters without their accents, so that {@code Café}, {@code cafe} and {@code ＣＡＦＥ} are one tag. What no tag
     * holds, such as a space, is left out. Applying it to a name gives the name; a tag's name with its sign is that
     * tag.
     *
     * <p>For a tag that came from somewhere else than a text, such as a request's path: empty where nothing is left.
     */
    public static String nameOf(String displayName) {
        return HashtagName.of(displayName);
    }

    /** Whether this, with a sign before it, is one hashtag and nothing else. */
    public static boolean isTag(String displayName) {
        List<Hashtag> tags = PostText.extract("#" + displayName).hashtags();
        return tags.size() == 1 && tags.getFirst().displayName().equals(displayName);
    }
}
