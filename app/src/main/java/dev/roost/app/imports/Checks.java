package dev.roost.app.imports;

import dev.roost.model.Hashtag;
import dev.roost.model.Limits;
import dev.roost.model.PostBody;
import dev.roost.runtime.text.Mention;
import dev.roost.runtime.text.PostEntities;
import dev.roost.runtime.text.PostText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a line of JSON must hold, and what is taken where it leaves something out. */
final class Checks {
    private static final int KEY_CHARS = 64;
    private static final int LANGUAGE_CHARS = 35;

    private Checks() {}

    static String username(@Nullable String name, String role) throws BadLineException {
        if (name == null) {
            throw new BadLineException("no " + role);
        }
        if (!Usernames.isValid(name)) {
            throw new BadLineException(role + " is not a username: " + Show.quoted(name));
        }
        return name;
    }

    static String key(String key) throws BadLineException {
        if (key.isEmpty() || key.length() > KEY_CHARS) {
            throw new BadLineException("not a key: " + Show.quoted(key));
        }
        return key;
    }

    /** Text of at most so many characters, as it is. */
    static String text(@Nullable String text, int chars, String role) throws BadLineException {
        String given = text == null ? "" : text;
        if (given.codePointCount(0, given.length()) > chars && PostText.length(given) > chars) {
            throw new BadLineException(role + " has more than " + chars + " characters");
        }
        return given;
    }

    /** The words of a post, within the limits of one. */
    static PostBody body(
            @Nullable String text, @Nullable String spoiler, @Nullable Boolean sensitive, @Nullable String language)
            throws BadLineException {
        String words = PostText.normalise(text == null ? "" : text);
        String hidden = PostText.normalise(spoiler == null ? "" : spoiler);
        if (words.isEmpty()) {
            throw new BadLineException("no text");
        }
        if (PostText.length(words) + PostText.length(hidden) > Limits.POST_CHARS
                || words.getBytes(StandardCharsets.UTF_8).length > Limits.POST_BYTES) {
            throw new BadLineException("text has more than " + Limits.POST_CHARS + " characters");
        }
        if (language != null && language.length() > LANGUAGE_CHARS) {
            throw new BadLineException("not a language: " + Show.quoted(language));
        }
        return new PostBody(words, hidden, Boolean.TRUE.equals(sensitive), language == null ? "" : language);
    }

    /** The usernames that a post mentions: those listed, or else those in its text. */
    static List<String> mentions(@Nullable List<String> listed, PostEntities found) {
        List<String> all = listed != null
                ? listed.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList()
                : found.distinctMentions().stream()
                        .filter(mention -> mention.domain() == null)
                        .map(Mention::handle)
                        .toList();
        return all.stream().distinct().limit(Limits.POST_MENTIONS).toList();
    }

    /** The tags of a post: those listed, or else those in its text. */
    static List<Hashtag> tags(@Nullable List<PostLine.TagLine> listed, PostEntities found) throws BadLineException {
        if (listed == null) {
            return found.distinctHashtags().stream()
                    .map(tag -> new Hashtag(tag.name(), tag.displayName()))
                    .limit(Limits.POST_TAGS)
                    .toList();
        }
        if (listed.size() > Limits.POST_TAGS) {
            throw new BadLineException("more than " + Limits.POST_TAGS + " tags");
        }
        List<Hashtag> tags = new ArrayList<>();
        for (PostLine.TagLine line : listed) {
            tags.add(tag(line));
        }
        return tags;
    }

    /** By the name that everybody asks for it by, whatever the file says. */
    private static Hashtag tag(PostLine.TagLine line) throws BadLineException {
        String written = line.written() == null ? "" : line.written();
        String given = line.name() == null ? written : line.name();
        String name = dev.roost.runtime.text.Hashtag.nameOf(given);
        if (!dev.roost.runtime.text.Hashtag.isTag(name)) {
            throw new BadLineException("not a tag: " + Show.quoted(given));
        }
        return new Hashtag(name, written.isEmpty() ? name : written);
    }

    /** One of an enum's constants in lower case, or {@code otherwise} where there is none. */
    static <E extends Enum<E>> E oneOf(Class<E> type, @Nullable String word, E otherwise) throws BadLineException {
        if (word == null) {
            return otherwise;
        }
        for (E each : type.getEnumConstants()) {
            if (word(each).equals(word)) {
                return each;
            }
        }
        throw new BadLineException("not a known word: " + Show.quoted(word));
    }

    /** How a constant is written in files. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
