package dev.roost.app.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.core.StateView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that say something that is not taken are bad, each with a word why. */
class BadLinesTest {
    private static final long NOW_MS = 1_700_000_000_000L;

    @TempDir
    private Path directory;

    private final MemoryCommunity community = new MemoryCommunity();
    private final StateView state = community.open().state();
    private final Streams out = new Streams();
    private final Streams err = new Streams();

    @Test
    void whatAPostMayNotHave() throws IOException {
        assertThat(importText(ImportFormat.AUTO, """
                {"t":1503806734200,"u":"ann","text":"good","k":"a"}
                {"t":1503806734200,"u":"ann","text":"x","spolier":"y"}
                {"t":1503806734200,"u":"ann","text":"x","k":"b","edits":[{"t":1503806734300,"txt":"y"}]}
                {"t":1503806734200,"u":"ann","text":"x","reply_to":"nothing"}
                {"t":1503806734200,"u":"ann","boost_of":"nothing"}
                {"t":1503806734200,"u":"ann","boost_of":"a","text":"x"}
                {"t":99999999999000,"u":"ann","text":"x"}
                {"t":1503806734,"u":"ann","text":"x"}
                {"t":1503806734200,"u":"ann","text":"x","k":"c","edits":[{"t":99999999999000,"text":"y"}]}
                {"t":1503806734200,"u":"ann","boost_of":"a","k":"d"}
                {"t":1503806734200,"u":"ann","text":"x","reply_to":"d"}
                {"t":1503806734200,"u":"ann","text":"good too","reply_to":"a"}
                """)).isFalse();
        assertThat(err.text())
                .contains(":2: unknown field \"spolier\"")
                .contains(":3: unknown field \"edits.txt\"")
                .contains(":4: reply_to is the k of no post before it: \"nothing\"")
                .contains(":5: boost_of is the k of no post before it: \"nothing\"")
                .contains(":6: a boost has no \"text\"")
                .contains(":7: t is in the future: 5138-11-16")
                .contains(":8: t is 1970-01-18: it counts milliseconds")
                .contains(":9: t of an edit is in the future")
                .contains(":11: reply_to is the k of no post before it: \"d\"")
                .contains("9 bad lines");
        assertThat(state.originalPosts()).isEqualTo(2);
    }

    @Test
    void anotherFormatThanTheOneThatIsAskedFor() throws IOException {
        importText(ImportFormat.FOLLOWS, "1 2\n3 1\n");
        assertThat(importText(ImportFormat.NAMES, "1 2\nann\tbob\n{\"t\":1}\n")).isFalse();
        assertThat(err.text())
                .contains(":1: ")
                .contains(":2: ")
                .contains(":3: ")
                .contains("3 bad lines");
        assertThat(importText(ImportFormat.TEXTS, "1\t2\nenglish\thello\nde\thallo\n"))
                .isFalse();
        assertThat(err.text()).contains(":1: not a language: \"1\"");
        assertThat(state.originalPosts()).isEqualTo(2);
        assertThat(importText(ImportFormat.ACTIVITY, "a b 99999999999 RT\n")).isFalse();
        assertThat(err.text()).contains(":1: the time is in the future: 5138-11-16");
    }

    @Test
    void whatIsSkippedIsSaid() throws IOException {
        importText(ImportFormat.FOLLOWS, "1 2\n1 2\n");
        assertThat(out.text()).contains("1 entry skipped: 1 follow was there already");
        importText(ImportFormat.POSTS, """
                {"t":1503806734200,"u":"ann","text":"good","k":"a"}
                {"t":1503806734200,"u":"bob","boost_of":"a"}
                {"t":1503806734200,"u":"bob","boost_of":"a"}
                """);
        assertThat(out.text()).contains("1 entry skipped: 1 boost or edit changed nothing");
    }

    /** Keys are looked up in what is stored once they are too many to hold. */
    @Test
    void aKeyFromLongBeforeIsKnown() throws IOException {
        StringBuilder text = new StringBuilder();
        int posts = KeysMet.HELD * 2 + 10;
        for (int i = 0; i < posts; i++) {
            text.append("{\"t\":1503806734200,\"u\":\"ann\",\"text\":\"x\",\"k\":\"k")
                    .append(i)
                    .append("\"}\n");
        }
        text.append("{\"t\":1503806734200,\"u\":\"ann\",\"text\":\"x\",\"reply_to\":\"k0\"}\n");
        assertThat(importText(ImportFormat.AUTO, text.toString())).isTrue();
        assertThat(state.originalPosts()).isEqualTo(posts + 1);
    }

    private boolean importText(ImportFormat format, String text) throws IOException {
        Path file = Files.writeString(directory.resolve("input"), text);
        return new Imports(community.open(), NOW_MS, out.print(), err.print()).run(List.of(file), format, () -> false);
    }
}
