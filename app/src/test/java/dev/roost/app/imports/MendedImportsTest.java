package dev.roost.app.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.core.StateView;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when a file with bad lines is corrected and imported again. */
class MendedImportsTest {
    private static final long NOW_MS = 1_700_000_000_000L;
    private static final String ONE = line("one", ",\"k\":\"a\"");
    private static final String BAD = line("two", ",\"spolier\":\"x\"");
    private static final String TWO = line("two", ",\"spoiler\":\"x\",\"reply_to\":\"a\"");
    private static final String THREE = line("three", "");

    @TempDir
    private Path directory;

    private final MemoryCommunity community = new MemoryCommunity();
    private final StateView state = community.open().state();
    private final Streams out = new Streams();
    private final Streams err = new Streams();

    @Test
    void onlyTheCorrectedLineIsLoaded() throws IOException {
        assertThat(importText(ONE + BAD + THREE)).isFalse();
        assertThat(err.text()).contains("Correct them in the file and import it again");
        assertThat(importText(ONE + TWO + THREE)).isTrue();
        assertThat(texts()).containsExactly("one", "three", "two");
        OriginalPost corrected = (OriginalPost) posts().getLast();
        assertThat(corrected.replyTo()).as("a key of the first import").isNotNull();
        assertThat(out.text()).contains("2 lines are in already");
        assertThat(importText(ONE + TWO + THREE)).isTrue();
        assertThat(texts()).hasSize(3);
        assertThat(out.text()).contains("is imported already");
    }

    @Test
    void linesMayAlsoBeTakenOutPutInAndCorrectedOneAfterTheOther() throws IOException {
        assertThat(importText(ONE + BAD + "nonsense\n" + THREE + BAD)).isFalse();
        assertThat(importText(ONE + TWO + "nonsense\n" + THREE + BAD)).isFalse();
        assertThat(texts()).containsExactly("one", "three", "two");
        assertThat(importText(ONE + TWO + THREE + line("four", "") + line("five", "")))
                .isTrue();
        assertThat(texts()).containsExactly("one", "three", "two", "four", "five");
    }

    @Test
    void aFileThatHasNothingInCommonIsAnotherFile() throws IOException {
        importText(ONE + BAD + THREE);
        assertThat(importText(line("six", "") + THREE)).isTrue();
        assertThat(texts()).containsExactly("one", "three", "six", "three");
    }

    @Test
    void badLinesAreToldAgainWhereNothingWasCorrected() throws IOException {
        assertThat(importText(ONE + BAD)).isFalse();
        assertThat(importText(ONE + BAD)).isFalse();
        assertThat(out.text()).contains("is imported already (2 lines) but for 1 bad line");
    }

    @Test
    void badLinesBeforeAStopCountToo() throws IOException {
        StringBuilder text = new StringBuilder(ONE + BAD);
        for (int i = 0; i < 5_000; i++) {
            text.append(line("word " + i, ""));
        }
        Path file = Files.writeString(directory.resolve("input"), text);
        imports().run(List.of(file), ImportFormat.AUTO, () -> true);
        assertThat(imports().run(List.of(file), ImportFormat.AUTO, () -> false)).isFalse();
        assertThat(posts()).hasSize(5_001);
        assertThat(importText(text.toString().replace(BAD, TWO))).isTrue();
        assertThat(posts()).hasSize(5_002);
    }

    private static String line(String text, String more) {
        return "{\"t\":1503806734200,\"u\":\"ann\",\"text\":\"" + text + "\"" + more + "}\n";
    }

    private boolean importText(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("input"), text);
        return imports().run(List.of(file), ImportFormat.AUTO, () -> false);
    }

    private Imports imports() {
        return new Imports(community.open(), NOW_MS, out.print(), err.print());
    }

    private List<String> texts() {
        return posts().stream().map(post -> ((OriginalPost) post).body().text()).toList();
    }

    private List<Post> posts() {
        List<Post> posts = new ArrayList<>();
        state.posts(posts::add);
        return posts;
    }
}
