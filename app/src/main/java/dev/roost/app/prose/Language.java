package dev.roost.app.prose;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The phrases of one language.
 *
 * @param code ISO 639 code
 * @param weight how often it is chosen, relative to the others
 * @param nameGap what parts given from family name; where it is empty, the family name comes first
 * @param stop ends a sentence
 */
public record Language(
        String code,
        int weight,
        List<String> sentences,
        List<String> topics,
        List<String> comments,
        List<String> replies,
        List<String> notes,
        List<String> givenNames,
        List<String> familyNames,
        List<String> tags,
        String nameGap,
        String stop) {
    public Language {
        sentences = List.copyOf(sentences);
        topics = List.copyOf(topics);
        comments = List.copyOf(comments);
        replies = List.copyOf(replies);
        notes = List.copyOf(notes);
        givenNames = List.copyOf(givenNames);
        familyNames = List.copyOf(familyNames);
        tags = List.copyOf(tags);
    }

    static String any(List<String> phrases, SplittableRandom random) {
        return phrases.get(random.nextInt(phrases.size()));
    }
}
