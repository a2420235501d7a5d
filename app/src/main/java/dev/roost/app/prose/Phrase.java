package dev.roost.app.prose;

import dev.roost.model.Hashtag;
import java.util.List;

/**
 * Made-up text of a post, at most {@link Prose#PHRASE_CHARS} characters.
 *
 * @param language ISO 639 code
 * @param tags those that stand in the text
 */
public record Phrase(String text, String language, List<Hashtag> tags) {
    public Phrase {
        tags = List.copyOf(tags);
    }
}
