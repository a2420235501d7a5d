package dev.roost.app.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.Visibility;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportsTest {
    private static final long NOW_MS = 1_700_000_000_000L;

    @TempDir
    private Path directory;

    private final MemoryCommunity community = new MemoryCommunity();
    private final StateView state = community.open().state();
    private final Streams out = new Streams();
    private final Streams err = new Streams();

    @Test
    void followsKeepTheGraphAndTellBadLines() throws IOException {
        boolean good = importText("# comment\n1\t2\tF\nann bob 1700000000\n\nonly\n1 1\nANN\tbob\nan-n\tbob\n1\t2\n");
        assertThat(good).isFalse();
        assertThat(err.text()).contains(":5: no followee").contains(":8: follower is not a username: \"an-n\"");
        assertThat(err.text()).contains("2 bad lines were not loaded").contains("1 line says");
        assertThat(out.text()).contains("2 entries stored").contains("2 entries skipped: 2 follows were there already");
        assertThat(state.accounts()).isEqualTo(4);
        assertThat(state.follows(id("1"), id("2"))).isTrue();
        assertThat(state.follows(id("ann"), id("bob"))).isTrue();
    }

    @Test
    void onlyTheFirstBadLinesAreToldInFull() throws IOException {
        String bad = "x\n".repeat(ImportTally.TOLD + 5);
        importText("1 2\n" + bad);
        assertThat(err.text()).contains(":" + (ImportTally.TOLD + 1) + ": ");
        assertThat(err.text()).doesNotContain(":" + (ImportTally.TOLD + 2) + ": ");
        assertThat(err.text()).contains("and 5 more bad lines").contains("25 bad lines were not loaded");
    }

    @Test
    void aFinishedImportDoesNothingAgainWhateverTheFileIsCalled() throws IOException {
        importText("{\"t\":1503806734200,\"u\":1,\"text\":\"once\"}\n");
        Path copy = Files.copy(directory.resolve("input"), directory.resolve("copy"));
        assertThat(imports().run(List.of(copy), ImportFormat.AUTO, () -> false)).isTrue();
        assertThat(out.text()).contains("is imported already");
        assertThat(state.originalPosts()).isEqualTo(1);
    }

    @Test
    void postsKeepTheirTimeWordsAndEntities() throws IOException {
        boolean good = importText("""
                {"t":1503806734200,"u":7,"text":"Ringe çıkmadan 😃 #McGregor @Ann https://example.org"}
                {"t":1503806735000,"u":"Ann","text":"hidden","spoiler":"soup","visibility":"private","language":"en","k":"a"}
                {"t":1503806736000,"u":"7","text":"yes","reply_to":"a"}
                {"t":1503806737000,"u":"7","boost_of":"a"}
                """);
        assertThat(good).isTrue();
        List<Post> posts = posts();
        assertThat(posts).hasSize(3);
        OriginalPost first = (OriginalPost) posts.get(0);
        assertThat(first.createdAtMs()).isEqualTo(1503806734200L);
        assertThat(first.tags()).extracting("name").containsExactly("mcgregor");
        assertThat(first.mentions()).extracting("account").containsExactly(id("ann"));
        OriginalPost second = (OriginalPost) posts.get(1);
        assertThat(second.visibility()).isEqualTo(Visibility.PRIVATE);
        assertThat(second.body().spoiler()).isEqualTo("soup");
        OriginalPost third = (OriginalPost) posts.get(2);
        assertThat(third.replyTo()).isNotNull();
        assertThat(third.replyTo().post()).isEqualTo(second.id());
        // A private post of somebody else cannot be boosted.
        assertThat(out.text())
                .contains("3 entries stored")
                .contains("1 entry skipped: 1 boost or edit changed nothing");
    }

    @Test
    void whoAnEditMentionsNoMoreKeepsThePost() throws IOException {
        importText("""
                {"t":1503806734200,"u":"bob","text":"first"}
                {"t":1503806735000,"u":"ann","k":"a","text":"@bob for you","visibility":"direct","edits":[{"t":1503806736000,"text":"for you"}]}
                """);
        OriginalPost post = (OriginalPost) posts().get(1);
        assertThat(post.mentions()).isEmpty();
        assertThat(post.silentMentions()).containsExactly(id("bob"));
        assertThat(state.maySee(id("bob"), post)).isTrue();
    }

    @Test
    void badPostsAreTold() throws IOException {
        importText("""
                {"t":1503806734200,"u":"ann","text":"good"}
                {"t":1503806734200,"u":"ann"}
                {"t":-5,"u":"ann","text":"x"}
                {"t":1503806734200,"u":"a b","text":"x"}
                {"t":1503806734200,"text":"x"}
                {"t":1503806734200,"u":"ann","text":"%s"}
                {"t":1503806734200,"u":"ann","text":"x","visibility":"loud"}
                not json
                {"t":1503806734200,"u":"ann","text":"x","edits":[{"t":1503806734300,"text":"y"}]}
                ["t", 1]
                {"t":"soon","u":"ann","text":"x"}
                {"t":1503806734200,"u":"ann","text":"x","edits":[{"t":[]}]}
                """.formatted("x".repeat(501)));
        assertThat(state.originalPosts()).isEqualTo(1);
        assertThat(err.text())
                .contains(":2: no text")
                .contains(":3: t is not a time")
                .contains(":4: author is not a username")
                .contains(":5: no author")
                .contains(":6: text has more than 500 characters")
                .contains(":7: not a known word: \"loud\"")
                .contains(":8: not as expected")
                .contains(":9: edits, but no k")
                .contains(":10: not as expected: no JSON object")
                .contains(":11: not as expected: t has a value of another kind")
                .contains(":12: not as expected: edits.t has a value of another kind")
                .doesNotContain("dev.roost");
    }

    @Test
    void activityBoostsAnswersAndMentions() throws IOException {
        boolean good = importText("""
                b c 100 MT
                a b 101 RT
                a z 102 RT
                a b 103 RE
                a c 103 MT
                c b 104 MT
                c b 104 RE
                """);
        assertThat(good).isTrue();
        List<Post> posts = posts();
        assertThat(posts).hasSize(5);
        OriginalPost mention = (OriginalPost) posts.get(0);
        assertThat(mention.body().text()).startsWith("@c ");
        assertThat(mention.mentions()).extracting("account").containsExactly(id("c"));
        assertThat(mention.createdAtMs()).isEqualTo(100_000);
        assertThat(((Boost) posts.get(1)).of()).isEqualTo(mention.id());
        // Who has no post cannot be boosted: words instead.
        assertThat(((OriginalPost) posts.get(2)).body().text()).startsWith("RT @z ");
        OriginalPost answer = (OriginalPost) posts.get(3);
        assertThat(answer.replyTo().post()).isEqualTo(mention.id());
        assertThat(answer.mentions()).extracting("account").containsExactly(id("b"), id("c"));
        assertThat(((OriginalPost) posts.get(4)).replyTo().post()).isEqualTo(mention.id());
    }

    @Test
    void activityIsTheSameEachTime() throws IOException {
        String text = "b c 100 MT\na b 101 RT\na z 102 RT\n";
        importText(text);
        MemoryCommunity other = new MemoryCommunity();
        new Imports(other.open(), NOW_MS, Streams.NONE, Streams.NONE)
                .run(List.of(directory.resolve("input")), ImportFormat.AUTO, () -> false);
        Path one = community.export(directory.resolve("one"));
        Path two = other.export(directory.resolve("two"));
        assertThat(directory.resolve("one/posts.jsonl.gz"))
                .hasSameBinaryContentAs(directory.resolve("two/posts.jsonl.gz"));
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    void textsGoToTheAccountOfTheirLanguage() throws IOException {
        assertThat(importText("arabic\tRT @user: مرحبا #سلام\nhindi\tनमस्ते\n")).isTrue();
        OriginalPost first = (OriginalPost) posts().getFirst();
        assertThat(first.author()).isEqualTo(id("arabic"));
        assertThat(first.body().language()).isEqualTo("ar");
        assertThat(first.createdAtMs()).isEqualTo(NOW_MS);
    }

    @Test
    void namesGoToAccountsWithoutOne() throws IOException {
        importText("1 2\n3 1\n");
        Path names = Files.writeString(directory.resolve("names"), "Ada 🌱\n\nδέλτα\nToo many\n");
        assertThatThrownBy(() -> imports().run(List.of(names), ImportFormat.AUTO, () -> false))
                .isInstanceOf(ImportFailedException.class)
                .hasMessageContaining("--format");
        imports().run(List.of(names), ImportFormat.NAMES, () -> false);
        assertThat(name(1)).isEqualTo("Ada 🌱");
        assertThat(name(2)).isEqualTo("2");
        assertThat(name(3)).isEqualTo("δέλτα");
    }

    /** As editors and spreadsheets on Windows write files. */
    @Test
    void theFirstLineCountsWhateverMarkAndLineEndsAFileHas() throws IOException {
        String mark = "\uFEFF";
        assertThat(importText(mark + "1\t2\r\n3\t1\r\n")).isTrue();
        assertThat(importText(mark + "# comment\r\n1 4")).isTrue();
        assertThat(state.follows(id("1"), id("2"))).isTrue();
        assertThat(state.follows(id("1"), id("4"))).isTrue();
        assertThat(importText(mark + "{\"t\":1503806734200,\"u\":\"1\",\"text\":\"once\"}\r\n"))
                .isTrue();
        assertThat(importText(mark + "\r\n2 1 101 RT\r\n2 3 102 MT")).isTrue();
        assertThat(importText(mark + "arabic\tmarhaba\r\n")).isTrue();
        assertThat(posts()).hasSize(4);
        assertThat(posts().get(1)).isInstanceOf(Boost.class);
        Path names = Files.writeString(directory.resolve("names"), mark + "Ada\r\nBo");
        assertThat(imports().run(List.of(names), ImportFormat.NAMES, () -> false))
                .isTrue();
        assertThat(name(1)).isEqualTo("Ada");
        assertThat(name(2)).isEqualTo("Bo");
        assertThat(err.text()).doesNotContain("bad line");
    }

    /** Nothing that was meant as a line end or as half of a character may part two fields. */
    @Test
    void whatPartsNoFieldsMakesABadLine() throws IOException {
        assertThat(importText("1 2\n3 4\r5 6\n7\f8\n9 1\u000B0\n")).isFalse();
        assertThat(state.accounts()).isEqualTo(2);
        assertThat(err.text()).contains(":2: ").contains(":3: ").contains(":4: ");
    }

    @Test
    void anotherEncodingIsToldBeforeAnythingIsImported() throws IOException {
        Path good = Files.writeString(directory.resolve("good"), "1 2\n");
        Path wide = Files.write(directory.resolve("wide"), "\uFEFF1\t2\n".getBytes(StandardCharsets.UTF_16LE));
        for (ImportFormat format : List.of(ImportFormat.AUTO, ImportFormat.FOLLOWS)) {
            assertThatThrownBy(() -> imports().run(List.of(good, wide), format, () -> false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("UTF-16LE")
                    .hasMessageContaining(wide.toString());
        }
        assertThat(state.accounts()).isZero();
    }

    @Test
    void whatCannotBeImportedIsToldBeforeAnythingIs() throws IOException {
        Path good = Files.writeString(directory.resolve("good"), "1 2\n");
        assertThatThrownBy(
                        () -> imports().run(List.of(good, directory.resolve("absent")), ImportFormat.AUTO, () -> false))
                .isInstanceOf(ImportFailedException.class)
                .hasMessageContaining("there is no");
        assertThatThrownBy(() -> imports().run(List.of(good, directory), ImportFormat.AUTO, () -> false))
                .isInstanceOf(ImportFailedException.class)
                .hasMessageContaining("not a finished export");
        assertThat(state.accounts()).isZero();
    }

    private boolean importText(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("input"), text);
        return imports().run(List.of(file), ImportFormat.AUTO, () -> false);
    }

    private Imports imports() {
        return new Imports(community.open(), NOW_MS, out.print(), err.print());
    }

    private AccountId id(String username) {
        AccountId id = state.accountNamed(username);
        assertThat(id).as(username).isNotNull();
        return id;
    }

    private String name(int id) {
        return state.account(new AccountId(id)).profile().displayName();
    }

    private List<Post> posts() {
        List<Post> posts = new ArrayList<>();
        state.posts(posts::add);
        return posts;
    }
}
