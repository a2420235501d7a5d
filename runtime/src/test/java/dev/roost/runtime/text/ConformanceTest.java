package dev.roost.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Twitter's conformance vectors. Each section names the cases in which Roost answers differently on purpose, so that a
 * case that starts to fail and one that starts to pass are both noticed. What differs, and why, is in
 * docs/decisions/0003-text-library.md.
 */
class ConformanceTest {
    private static final Path VECTORS = data().resolve("twitter-text-conformance");
    private static final Pattern ANCHOR = Pattern.compile("<a [^>]*>(.*?)</a>");

    private static Path data() {
        String given = System.getProperty("roost.data");
        // Tests run in the folder of their module; the data lies next to the repository.
        return given != null ? Path.of(given) : Path.of("..", "..", "shared", "data");
    }

    @BeforeAll
    static void needsTheVectors() {
        assumeTrue(
                Files.isDirectory(VECTORS),
                () -> "no conformance vectors in " + VECTORS.toAbsolutePath().normalize()
                        + ": put the folder \"conformance\" of twitter-text, as published, there under that name, or say"
                        + " with -Droost.data=FOLDER which folder has it");
    }

    @Test
    void mentions() {
        Cases cases = cases("extract.yml", "mentions");
        assertThat(cases.failing(text -> usernames(PostText.extract(text))))
                .containsExactly(
                        "Extract lone metion but not @user@user (too close to an email)",
                        "Extract mentions after 'RT'",
                        "Extract mentions after 'rt'",
                        "Extract mentions after 'Rt'",
                        "Extract mentions after 'rT'");
    }

    @Test
    void mentionOffsets() {
        Cases cases = cases("extract.yml", "mentions_with_indices");
        assertThat(cases.failing(text -> PostText.extract(text).mentions().stream()
                        .map(mention -> Map.of(
                                "screen_name", mention.username(), "indices", List.of(mention.start(), mention.end())))
                        .toList()))
                .isEmpty();
    }

    @Test
    void hashtags() {
        Function<String, Object> names = text -> displayNames(PostText.extract(text));
        assertThat(cases("extract.yml", "hashtags").failing(names))
                .containsExactly("Extract hashtag after bracket", "DO NOT extract hashtags without a letter");
        assertThat(cases("extract.yml", "hashtags_from_astral").failing(names)).isEmpty();
    }

    @Test
    void hashtagOffsets() {
        Cases cases = cases("extract.yml", "hashtags_with_indices");
        assertThat(cases.failing(text -> PostText.extract(text).hashtags().stream()
                        .map(hashtag -> Map.of(
                                "hashtag", hashtag.displayName(), "indices", List.of(hashtag.start(), hashtag.end())))
                        .toList()))
                .isEmpty();
    }

    @Test
    void links() {
        Function<String, Object> urls = text -> urls(PostText.extract(text));
        assertThat(cases("extract.yml", "urls").expectingLinksWithScheme().failing(urls))
                .containsExactly(
                        "Extract valid URL: http://example.com/",
                        "Extract URLs with and without protocol surrounded by CJK characters",
                        "Extract valid URL http://www.foo.com/foo/path-with-period./",
                        "Extract a t.co URL with a trailing apostrophe",
                        "Extract a t.co URL with a trailing hyphen",
                        "DO NOT extract URLs with > 40 characters in a t.co slug");
        assertThat(cases("extract.yml", "tco_urls_with_params").failing(urls)).isEmpty();
    }

    @Test
    void linkOffsets() {
        Function<String, Object> urls = text -> PostText.extract(text).links().stream()
                .map(link -> Map.of("url", link.url(), "indices", List.of(link.start(), link.end())))
                .toList();
        assertThat(cases("extract.yml", "urls_with_indices")
                        .expectingLinksWithScheme()
                        .failing(urls))
                .containsExactly(
                        "Extract URLs with and without protocol surrounded by CJK characters",
                        "Extract t.co URLs skipping trailing characters and adjusting indices correctly");
        assertThat(cases("extract.yml", "urls_with_directional_markers")
                        .expectingLinksWithScheme()
                        .failing(urls))
                .isEmpty();
    }

    @Test
    void validity() {
        Function<String, Object> wholeLink =
                text -> urls(PostText.extract(text)).equals(List.of(text));
        Function<String, Object> wholeTag =
                text -> displayNames(PostText.extract(text)).equals(List.of(text.substring(1)));
        Function<String, Object> wholeName =
                text -> usernames(PostText.extract(text)).equals(List.of(text.substring(1)));
        assertThat(cases("validate.yml", "urls").failing(wholeLink))
                .containsExactly("Valid url: port and userinfo", "Valid url: ipv4", "Valid url: ipv6");
        assertThat(cases("validate.yml", "hashtags").failing(wholeTag)).isEmpty();
        assertThat(cases("validate.yml", "usernames").failing(wholeName))
                .containsExactly("Usernames SHOULD NOT allow the - character");
    }

    @Test
    void linkedMentions() {
        assertThat(cases("autolink.yml", "usernames")
                        .expectingAnchors()
                        .failing(text -> usernames(PostText.extract(text))))
                .containsExactly("Autolink username in compressed RT", "DO NOT Autolink username over 20 characters");
    }

    @Test
    void linkedHashtags() {
        assertThat(cases("autolink.yml", "hashtags")
                        .expectingAnchors()
                        .failing(text -> marked(text, PostText.extract(text).hashtags())))
                .containsExactly("Autolink two hashtags separated by a slash", "Autolink hashtag after a slash");
    }

    @Test
    void linkedLinks() {
        assertThat(cases("autolink.yml", "urls").expectingAnchors().failing(text -> urls(PostText.extract(text))))
                .containsExactly("Autolink t.co URL followed by punctuation");
    }

    @Test
    void linkedAll() {
        assertThat(cases("autolink.yml", "all").expectingAnchors().failing(ConformanceTest::markedWithoutAt))
                .containsExactly("Autolink @mention if followed by . and TLD", "Autolink a cashtag");
    }

    private static List<String> usernames(PostEntities entities) {
        return entities.mentions().stream().map(Mention::username).toList();
    }

    private static List<String> displayNames(PostEntities entities) {
        return entities.hashtags().stream().map(Hashtag::displayName).toList();
    }

    private static List<String> urls(PostEntities entities) {
        return entities.links().stream().map(Link::url).toList();
    }

    private static List<String> marked(String text, List<? extends TextEntity> entities) {
        return entities.stream()
                .sorted(Comparator.comparingInt(TextEntity::start))
                .map(entity -> text.substring(entity.start(), entity.end()))
                .toList();
    }

    /** The vectors leave the sign of a mention outside of its link. */
    private static List<String> markedWithoutAt(String text) {
        return marked(text, PostText.extract(text).inOrder()).stream()
                .map(mark -> mark.startsWith("@") ? mark.substring(1) : mark)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Cases cases(String file, String section) {
        Map<String, Map<String, List<Map<String, Object>>>> yaml;
        try {
            yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(VECTORS.resolve(file)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        List<Case> all = new ArrayList<>();
        for (Map<String, Object> one : yaml.get("tests").get(section)) {
            all.add(new Case((String) one.get("description"), (String) one.get("text"), one.get("expected")));
        }
        return new Cases(all);
    }

    private record Case(String description, String text, Object expected) {}

    private record Cases(List<Case> all) {

        /** Twitter also links hosts without a scheme; only what has one is compared. */
        Cases expectingLinksWithScheme() {
            return expecting(expected -> ((List<?>) expected)
                    .stream()
                            .filter(one -> (one instanceof Map<?, ?> map ? map.get("url") : one)
                                    .toString()
                                    .startsWith("http"))
                            .toList());
        }

        /** Compares what is inside the links of the expected HTML, whatever Twitter's links look like. */
        Cases expectingAnchors() {
            return expecting(expected -> ANCHOR.matcher((String) expected)
                    .results()
                    .map(anchor -> anchor.group(1).replace("&amp;", "&"))
                    .toList());
        }

        private Cases expecting(Function<Object, Object> change) {
            return new Cases(all.stream()
                    .map(one -> new Case(one.description, one.text, change.apply(one.expected)))
                    .toList());
        }

        List<String> failing(Function<String, ?> answer) {
            List<String> failing = new ArrayList<>();
            for (Case one : all) {
                Object got = answer.apply(one.text);
                if (!Objects.equals(got, one.expected)) {
                    failing.add(one.description);
                }
            }
            return failing;
        }
    }
}
