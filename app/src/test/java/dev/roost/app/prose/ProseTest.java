package dev.roost.app.prose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.Hashtag;
import dev.roost.model.Limits;
import dev.roost.runtime.text.PostEntities;
import dev.roost.runtime.text.PostText;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProseTest {
    private static final int SAMPLES = 5_000;

    @Test
    void theSameNumbersGiveTheSameWords() {
        SplittableRandom one = new SplittableRandom(7);
        SplittableRandom other = new SplittableRandom(7);
        for (int i = 0; i < 100; i++) {
            assertThat(Prose.about("higgs", one)).isEqualTo(Prose.about("higgs", other));
        }
    }

    @Test
    void phrasesAreAsPostsAreStored() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < SAMPLES; i++) {
            Phrase phrase = i % 2 == 0 ? Prose.about("higgs", random) : Prose.post(Prose.language(random), random);
            String text = phrase.text();
            assertThat(PostText.normalise(text)).as("seed %d", seed).isEqualTo(text);
            assertThat(text.length()).isLessThanOrEqualTo(Prose.PHRASE_CHARS);
            PostEntities found = PostText.extract(text);
            List<Hashtag> tags = found.distinctHashtags().stream()
                    .map(tag -> new Hashtag(tag.name(), tag.displayName()))
                    .toList();
            assertThat(phrase.tags()).as(text).isEqualTo(tags);
            assertThat(found.mentions()).as(text).isEmpty();
        }
    }

    @Test
    void namesAndNotesFit() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < SAMPLES; i++) {
            Language language = Prose.language(random);
            assertThat(Prose.name(language, random))
                    .hasSizeLessThanOrEqualTo(Limits.DISPLAY_NAME_CHARS)
                    .isNotBlank();
            assertThat(Prose.note(language, random))
                    .hasSizeLessThanOrEqualTo(Limits.NOTE_CHARS)
                    .isNotBlank();
        }
    }

    @Test
    void manyScriptsAreWritten() {
        Set<Character.UnicodeScript> scripts = EnumSet.noneOf(Character.UnicodeScript.class);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < SAMPLES; i++) {
            Prose.post(Prose.language(random), random)
                    .text()
                    .codePoints()
                    .forEach(c -> scripts.add(Character.UnicodeScript.of(c)));
        }
        assertThat(scripts)
                .contains(
                        Character.UnicodeScript.LATIN,
                        Character.UnicodeScript.CYRILLIC,
                        Character.UnicodeScript.GREEK,
                        Character.UnicodeScript.ARABIC,
                        Character.UnicodeScript.HEBREW,
                        Character.UnicodeScript.HAN,
                        Character.UnicodeScript.HIRAGANA,
                        Character.UnicodeScript.HANGUL,
                        Character.UnicodeScript.DEVANAGARI,
                        Character.UnicodeScript.THAI,
                        Character.UnicodeScript.GEORGIAN,
                        Character.UnicodeScript.TAMIL);
    }
}
