package dev.roost.app.prose;

import dev.roost.model.Hashtag;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes up posts, replies, names and notes. Any thread; the same random numbers give the same words. */
public final class Prose {
    /** Characters of a phrase, at most. */
    public static final int PHRASE_CHARS = 300;

    private static final String[] EMOJI = {
        "🌱",
        "🍞",
        "☕",
        "📚",
        "🚲",
        "🌧️",
        "🐈",
        "🎶",
        "🚂",
        "🌷",
        "⛵",
        "🔭",
        "🐝",
        "🍲",
        "🌫️",
        "✨",
        "😂",
        "❤️",
        "🥁",
        "👩🏽‍🌾",
        "👨‍👩‍👧",
        "🏔️",
        "🌊",
        "🎉",
        "🙌🏿",
        "🤷🏻‍♀️",
        "🏳️‍🌈",
        "🇬🇷",
        "🧶",
        "🍏"
    };
    private static final String[] SITES = {"https://example.org", "https://example.com", "https://www.example.net"};
    private static final String[] PAGES = {"notes", "walks", "recipes", "maps", "photos", "songs", "calendar"};
    private static final List<Language> LANGUAGES = read();
    private static final int WEIGHTS =
            LANGUAGES.stream().mapToInt(Language::weight).sum();

    private Prose() {}

    /** A language, the more common ones more often. */
    public static Language language(SplittableRandom random) {
        int left = random.nextInt(WEIGHTS);
        for (Language language : LANGUAGES) {
            left -= language.weight();
            if (left < 0) {
                return language;
            }
        }
        throw new IllegalStateException("weights do not add up");
    }

    /** A post. */
    public static Phrase post(Language language, SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(3) == 0) {
            text.append(Language.any(language.topics(), random))
                    .append(language.stop())
                    .append(' ');
            text.append(Language.any(language.comments(), random));
        } else {
            text.append(Language.any(language.sentences(), random)).append(language.stop());
            if (random.nextBoolean()) {
                text.append(' ').append(Language.any(language.comments(), random));
            }
        }
        return decorate(language, text, random);
    }

    /** An answer to a post in the same language. */
    public static Phrase reply(Language language, SplittableRandom random) {
        StringBuilder text = new StringBuilder(Language.any(language.replies(), random));
        if (random.nextInt(3) == 0) {
            text.append(' ').append(EMOJI[random.nextInt(EMOJI.length)]);
        }
        return new Phrase(text.toString(), language.code(), List.of());
    }

    /** A post in any language with this tag, which is its own name: lower case, letters and digits of ASCII. */
    public static Phrase about(String tag, SplittableRandom random) {
        Language language = language(random);
        Phrase phrase = random.nextInt(3) == 0 ? reply(language, random) : post(language, random);
        if (phrase.tags().stream().anyMatch(each -> each.name().equals(tag)) || random.nextInt(4) == 0) {
            return phrase;
        }
        List<Hashtag> tags = new ArrayList<>(phrase.tags());
        tags.add(new Hashtag(tag, tag));
        return new Phrase(phrase.text() + " #" + tag, phrase.language(), tags);
    }

    /** A display name. */
    public static String name(Language language, SplittableRandom random) {
        String given = Language.any(language.givenNames(), random);
        String family = Language.any(language.familyNames(), random);
        String name = language.nameGap().isEmpty() ? family + given : given + language.nameGap() + family;
        return random.nextInt(6) == 0 ? name + " " + EMOJI[random.nextInt(EMOJI.length)] : name;
    }

    /** What somebody says of themselves. */
    public static String note(Language language, SplittableRandom random) {
        return Language.any(language.notes(), random);
    }

    private static Phrase decorate(Language language, StringBuilder text, SplittableRandom random) {
        List<Hashtag> tags = new ArrayList<>();
        if (random.nextInt(5) < 2) {
            text.append(' ').append(EMOJI[random.nextInt(EMOJI.length)]);
        }
        if (random.nextInt(10) == 0) {
            String site = SITES[random.nextInt(SITES.length)];
            text.append(' ').append(site).append('/').append(PAGES[random.nextInt(PAGES.length)]);
            text.append('/').append(random.nextInt(1, 5_000));
        }
        if (random.nextInt(4) == 0) {
            String tag = Language.any(language.tags(), random);
            text.append(" #").append(tag);
            tags.add(new Hashtag(dev.roost.runtime.text.Hashtag.nameOf(tag), tag));
        }
        return new Phrase(text.toString(), language.code(), tags);
    }

    private static List<Language> read() {
        List<Language> languages = new ArrayList<>();
        try (InputStream in = Prose.class.getResourceAsStream("prose.txt")) {
            if (in == null) {
                throw new IllegalStateException("prose.txt is not in the program");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            String header = "";
            Map<Character, List<String>> phrases = new HashMap<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("= ")) {
                    add(languages, header, phrases);
                    header = line;
                    phrases = new HashMap<>();
                } else if (!line.startsWith("//")) {
                    phrases.computeIfAbsent(line.charAt(0), kind -> new ArrayList<>())
                            .add(line.length() > 2 ? line.substring(2) : "");
                }
            }
            add(languages, header, phrases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(languages);
    }

    private static void add(List<Language> languages, String header, Map<Character, List<String>> phrases) {
        if (header.isEmpty()) {
            return;
        }
        String[] words = header.split(" ", -1);
        languages.add(new Language(
                words[1],
                Integer.parseInt(words[2]),
                of(phrases, 's'),
                of(phrases, 't'),
                of(phrases, 'c'),
                of(phrases, 'r'),
                of(phrases, 'n'),
                of(phrases, 'g'),
                of(phrases, 'f'),
                of(phrases, 'h'),
                phrases.containsKey('x') ? "" : " ",
                phrases.containsKey('p') ? of(phrases, 'p').getFirst() : "."));
    }

    private static List<String> of(Map<Character, List<String>> phrases, char kind) {
        List<String> found = phrases.get(kind);
        if (found == null) {
            throw new IllegalStateException("a language lacks phrases of kind " + kind);
        }
        return found;
    }
}
