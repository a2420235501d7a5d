package dev.roost.runtime.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * The mentions, hashtags and links of one text, each list in the order of the text, no two overlapping. Immutable.
 *
 * @param mentions every occurrence; see {@link #distinctMentions} for each handle once
 * @param hashtags every occurrence; see {@link #distinctHashtags} for each tag once
 * @param links every occurrence
 */
public record PostEntities(List<Mention> mentions, List<Hashtag> hashtags, List<Link> links) {

    /** A text that holds nothing but text. */
    public static final PostEntities NONE = new PostEntities(List.of(), List.of(), List.of());

    public PostEntities {
        mentions = List.copyOf(mentions);
        hashtags = List.copyOf(hashtags);
        links = List.copyOf(links);
    }

    public boolean isEmpty() {
        return mentions.isEmpty() && hashtags.isEmpty() && links.isEmpty();
    }

    /** All of them, in the order of the text. */
    public List<TextEntity> inOrder() {
        if (isEmpty()) {
            return List.of();
        }
        List<TextEntity> all = new ArrayList<>(mentions.size() + hashtags.size() + links.size());
        all.addAll(mentions);
        all.addAll(hashtags);
        all.addAll(links);
        all.sort(Comparator.comparingInt(TextEntity::start));
        return all;
    }

    /** The first mention of each {@link Mention#handle}. {@code @user} and {@code @user@domain} are two handles. */
    public List<Mention> distinctMentions() {
        return firstOfEach(mentions, Mention::handle);
    }

    /** The first hashtag of each {@link Hashtag#name}: the spelling that the author chose first. */
    public List<Hashtag> distinctHashtags() {
        return firstOfEach(hashtags, Hashtag::name);
    }

    private static <T> List<T> firstOfEach(List<T> all, Function<T, String> key) {
        if (all.size() < 2) {
            return all;
        }
        LinkedHashMap<String, T> first = new LinkedHashMap<>();
        for (T one : all) {
            first.putIfAbsent(key.apply(one), one);
        }
        return List.copyOf(first.values());
    }
}
