package dev.roost.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.Limits;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the name of every tag: written again as a tag it is the same single tag. */
class HashtagNameTest {
    /** Where a character may stand among others. */
    private static final String[] PLACES = {
        "#?", "#a?", "#?a", "#a?b", "#1?", "#?1", "#1?2", "#??", "#?_?", "#か?", "#ا?ب", "#Σ?Σ"
    };

    private static final String[] ALONE = {"#?", "#a?b"};

    @Test
    void everyCharacterGivesATagThatItsNameGivesToo() {
        List<String> wrong = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String written = Character.toString(c);
            for (String place :
                    Character.isDefined(c) && Character.getType(c) != Character.PRIVATE_USE ? PLACES : ALONE) {
                String text = place.replace("?", written);
                checkTags(text, wrong);
                checkName(text.substring(1), wrong);
            }
        }
        assertThat(wrong).as("%d wrong", wrong.size()).isEmpty();
    }

    @Test
    void randomTextsGiveTagsThatTheirNamesGiveToo() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            String text = "#" + NastyTexts.next(random);
            checkTags(text, wrong);
            checkName(text.substring(1), wrong);
        }
        assertThat(wrong).as("seed %d", seed).isEmpty();
    }

    private static void checkTags(String text, List<String> wrong) {
        for (Hashtag tag : PostText.extract(text).hashtags()) {
            List<Hashtag> again = PostText.extract("#" + tag.name()).hashtags();
            if (again.size() != 1
                    || !again.getFirst().displayName().equals(tag.name())
                    || !again.getFirst().name().equals(tag.name())) {
                wrong.add(shown(text) + ": the tag " + shown(tag.displayName()) + " has the name " + shown(tag.name())
                        + ", which gives " + again);
            }
            if (tag.name().length() > Limits.HASHTAG_CHARS || !tag.name().equals(Hashtag.nameOf(tag.displayName()))) {
                wrong.add(shown(text) + ": another name for a lookup, or too long a one: " + shown(tag.name()));
            }
        }
    }

    /** Also of what no text holds as a tag, such as what somebody asks for by an address. */
    private static void checkName(String written, List<String> wrong) {
        String name = Hashtag.nameOf(written);
        if (!Hashtag.nameOf(name).equals(name)
                || !Normalizer.isNormalized(name, Normalizer.Form.NFC)
                || !Hashtag.nameOf(Normalizer.normalize(written, Normalizer.Form.NFC))
                        .equals(name)) {
            wrong.add(shown(written) + ": no settled name: " + shown(name));
        }
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c > ' ' && c < 127) {
                shown.appendCodePoint(c);
            } else {
                shown.append(String.format("\\u{%X}", c));
            }
        });
        return shown.append('"').toString();
    }

    /** As Mastodon names them. */
    @ParameterizedTest
    @CsvSource({
        "#ﷺ, صلىاللهعليهوسلم",
        "#ﬁrst, first",
        "#İstanbul, istanbul",
        "#ǅ, dz",
        "#ﾊﾟﾝ, パン",
        "#か゛, が",
        "#ⅷ, viii",
        "#ΟΔΟΣ, οδος",
        "#Straße, straße",
        "#1_2, 1_2",
        "#24_7, 24_7",
        "#12·34, 12·34",
        "#12・34, 12・34",
        "#___, ___",
        "#1\u200C2, 1\u200C2",
        "#日本_1, 日本_1"
    })
    void namesAre(String text, String name) {
        assertThat(PostText.extract(text).hashtags()).singleElement().satisfies(tag -> {
            assertThat(tag.name()).isEqualTo(name);
            assertThat(tag.displayName()).isEqualTo(text.substring(1));
        });
    }

    /** A sign between digits makes a tag only between characters of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"#12", "#1_", "#_1", "#_", "#__", "#_1_", "#1·", "#·12", "#12·", "#1-2", "#1.2", "#1~2", "#1〜2"})
    void digitsAloneAreNoTag(String text) {
        assertThat(PostText.extract(text).hashtags()).isEmpty();
    }

    @Test
    void aNameThatWouldBeTooLongIsNoTag() {
        assertThat(PostText.extract("#" + "ﷺ".repeat(6)).hashtags()).hasSize(1);
        assertThat(PostText.extract("#" + "ﷺ".repeat(7)).hashtags()).isEmpty();
    }
}
