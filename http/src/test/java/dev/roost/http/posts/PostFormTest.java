package dev.roost.http.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.http.json.OwnHost;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.SentParams;
import dev.roost.model.Hashtag;
import dev.roost.model.Limits;
import dev.roost.model.PostBody;
import dev.roost.model.PostChange;
import dev.roost.model.PostDraft;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Visibility;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostFormTest {
    private final PostForm form = new PostForm(OwnHost.of("Roost.example:8420", "https://roost.example:8420"));

    @Test
    void aPostHasItsEntitiesFound() {
        PostDraft draft =
                draft(Map.of("status", "Hi @Bob, @bob@roost.example:8420 and @eve@other.example #Café #cafe"));
        assertThat(draft.mentionHandles()).containsExactly("bob");
        assertThat(draft.tags()).containsExactly(new Hashtag("cafe", "Café"));
        assertThat(draft.visibility()).isEqualTo(Visibility.PUBLIC);
    }

    @Test
    void whatIsNotSentComesFromTheDefaults() {
        PostingDefaults defaults = new PostingDefaults(Visibility.PRIVATE, true, "de");
        PostDraft draft = form.draft(SentParams.of(Map.of("status", "words", "visibility", "")), defaults);
        assertThat(draft.visibility()).isEqualTo(Visibility.PRIVATE);
        assertThat(draft.body()).isEqualTo(new PostBody("words", "", true, "de"));
    }

    @Test
    void aSpoilerMakesAPostSensitive() {
        assertThat(draft(Map.of("status", "words", "spoiler_text", "careful", "sensitive", "false"))
                        .body())
                .isEqualTo(new PostBody("words", "careful", true, ""));
    }

    @Test
    void aSpoilerAloneIsTheText() {
        assertThat(draft(Map.of("status", "", "spoiler_text", "careful")).body().text())
                .isEqualTo("careful");
    }

    @Test
    void blankTextIsRefused() {
        refused(Map.of("status", " \n\u00a0"), "Validation failed: Text can't be blank");
        refused(Map.of(), "Validation failed: Text can't be blank");
    }

    @Test
    void theLengthIsTakenUpToItsLimit() {
        String longest = "ü".repeat(Limits.POST_CHARS);
        assertThat(draft(Map.of("status", longest)).body().text()).isEqualTo(longest);
        refused(Map.of("status", longest + "x"), "Validation failed: Text character limit of 500 exceeded");
        refused(
                Map.of("status", longest, "spoiler_text", "x"),
                "Validation failed: Text character limit of 500 exceeded");
    }

    @Test
    void charactersMadeOfManyBytesAreBoundedToo() {
        String marks = "e" + "\u0301\u0302".repeat(Limits.POST_BYTES / 4 + 1);
        refused(Map.of("status", marks), "Validation failed: Text character limit of 500 exceeded");
    }

    @Test
    void mentionsAndTagsAreBounded() {
        String mentions = IntStream.range(0, 60).mapToObj(i -> "@u" + i).collect(Collectors.joining(" "));
        assertThat(draft(Map.of("status", mentions)).mentionHandles()).hasSize(Limits.POST_MENTIONS);
        String tags = IntStream.range(0, 70).mapToObj(i -> "#t" + i).collect(Collectors.joining(" "));
        assertThat(draft(Map.of("status", tags)).tags()).hasSize(Limits.POST_TAGS);
    }

    @Test
    void whatIsNotOfferedIsRefused() {
        refused(Map.of("status", "x", "media_ids", List.of("1")), "Media attachments are not supported on this server");
        refused(
                Map.of("status", "x", "poll", Map.of("options", List.of("a", "b"))),
                "Polls are not supported on this server");
        refused(
                Map.of("status", "x", "scheduled_at", "2030-01-01T00:00:00Z"),
                "Scheduled posts are not supported on this server");
        refused(Map.of("status", "x", "quoted_status_id", "1"), "Quotes are not supported on this server");
    }

    @Test
    void emptyOffersOfThemAreNotRefused() {
        assertThat(draft(Map.of("status", "x", "media_ids", List.of(), "scheduled_at", ""))
                        .body()
                        .text())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({"en,en", "pt-BR,pt-BR", "zh_Hant_TW,zh_Hant_TW", "ENGLISH,fr", "<b>,fr"})
    void aLanguageIsACode(String sent, String kept) {
        PostingDefaults defaults = new PostingDefaults(Visibility.PUBLIC, false, "fr");
        assertThat(form.draft(SentParams.of(Map.of("status", "x", "language", sent)), defaults)
                        .body()
                        .language())
                .isEqualTo(kept);
    }

    @Test
    void anUnknownVisibilityIsRefused() {
        refused(
                Map.of("status", "x", "visibility", "secret"),
                "Validation failed: Visibility is not included in the list");
    }

    @Test
    void anEditKeepsWhatIsNotSent() {
        PostBody former = new PostBody("old #one", "careful", true, "de");
        PostChange nothing = form.edited(SentParams.of(Map.of()), former);
        assertThat(nothing).isEqualTo(new PostChange(null, null, null, null));
        assertThat(nothing.of(former)).isEqualTo(former);
        PostChange edited =
                form.edited(SentParams.of(Map.of("status", "new #two", "spoiler_text", "", "sensitive", "0")), former);
        assertThat(edited.of(former)).isEqualTo(new PostBody("new #two", "", false, "de"));
        assertThat(edited.words()).isNotNull();
        assertThat(edited.words().tags()).containsExactly(new Hashtag("two", "two"));
    }

    private PostDraft draft(Map<String, Object> sent) {
        return form.draft(SentParams.of(sent), PostingDefaults.NONE);
    }

    private void refused(Map<String, Object> sent, String message) {
        assertThatThrownBy(() -> draft(sent))
                .isInstanceOf(ApiError.class)
                .hasMessage(message)
                .extracting(thrown -> ((ApiError) thrown).status())
                .isEqualTo(422);
    }
}
