package dev.roost.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.roost.model.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@alice",
                "hi @alice!",
                "(@alice)",
                "@alice: hi",
                "@alice.",
                "の@aliceに",
                "👍🏽@alice",
                "✌️@alice",
                "＠alice",
                "@alice's"
            })
    void findsAMention(String text) {
        assertThat(PostText.extract(text).mentions())
                .extracting(Mention::username, Mention::domain)
                .containsExactly(tuple("alice", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail alice@example.com",
                "josé@alice",
                "example.com/@alice",
                "@@alice",
                "@_@",
                "@",
                "@-alice",
                "@aliceì",
                "@http://example.com",
                "@alice@",
                "@a234567890123456789012345678901",
                "https://example.com/@alice"
            })
    void leavesWhatIsNoMention(String text) {
        assertThat(PostText.extract(text).mentions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "@alice@example.com, alice, example.com",
        "@Al.ice-1_@Example.COM., Al.ice-1_, Example.COM",
        "@alice@localhost:8420: hi, alice, localhost:8420",
        "@alice@example.com: hi, alice, example.com",
        "@alice@example.comさん, alice, example.com",
        "@alice@example.みんな, alice, example.みんな",
        "@a23456789012345678901234567890@example.com, a23456789012345678901234567890, example.com"
    })
    void findsAMentionWithItsDomain(String text, String username, String domain) {
        assertThat(PostText.extract(text).mentions()).singleElement().satisfies(mention -> {
            assertThat(mention.username()).isEqualTo(username);
            assertThat(mention.domain()).isEqualTo(domain);
            assertThat(text.substring(mention.start(), mention.end())).isEqualTo("@" + username + "@" + domain);
        });
    }

    @Test
    void countsEachHandleOnce() {
        PostEntities entities = PostText.extract("@Alice @alice @bob@Example.org @BOB@example.org @bob");
        assertThat(entities.mentions()).hasSize(5);
        assertThat(entities.distinctMentions())
                .extracting(Mention::handle)
                .containsExactly("alice", "bob@example.org", "bob");
    }

    @ParameterizedTest
    @CsvSource({
        "#Java, Java",
        "#l33t5p34k., l33t5p34k",
        "#3d, 3d",
        "＃_tag_, _tag_",
        "(#ハッシュタグ), ハッシュタグ",
        "タグ。#ぼっち・ざ・ろっく！, ぼっち・ざ・ろっく",
        "#one·two·three·, one·two·three",
        "#کوه\u200cها, کوه\u200cها",
        "✌️#hi, hi",
        "#महात्मा_१२३४, महात्मा_१२३४",
        "\uD83D\uDC4D#\uD840\uDC21, \uD840\uDC21"
    })
    void findsAHashtag(String text, String displayName) {
        assertThat(PostText.extract(text).hashtags()).singleElement().satisfies(hashtag -> {
            assertThat(hashtag.displayName()).isEqualTo(displayName);
            assertThat(text.substring(hashtag.start() + 1, hashtag.end())).isEqualTo(displayName);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#",
                "# tag",
                "#123",
                "#۱۲۳",
                "#_",
                "#·one",
                "a#b",
                "語#語",
                "/#b",
                "=#b",
                ")#b",
                "&#nbsp;",
                "#\uFE0Fkey",
                "#https://example.com",
                "https://example.com/#b",
                "#!"
            })
    void leavesWhatIsNoHashtag(String text) {
        assertThat(PostText.extract(text).hashtags()).isEmpty();
    }

    @Test
    void limitsTheLengthOfAHashtag() {
        String longest = "a".repeat(Limits.HASHTAG_CHARS);
        assertThat(PostText.extract("#" + longest).hashtags())
                .extracting(Hashtag::displayName)
                .containsExactly(longest);
        assertThat(PostText.extract("#" + longest + "a").hashtags()).isEmpty();
    }

    @Test
    void bringsSpellingsOfATagToOneName() {
        PostEntities entities = PostText.extract("#Café #cafe #ＣＡＦＥ #CAFE\u0301 #Ｔａｇ #ﾀｸﾞ #タグ");
        assertThat(entities.distinctHashtags())
                .extracting(Hashtag::name, Hashtag::displayName)
                .containsExactly(tuple("cafe", "Café"), tuple("tag", "Ｔａｇ"), tuple("タグ", "ﾀｸﾞ"));
        assertThat(Hashtag.nameOf("İstanbul")).isEqualTo("istanbul");
        assertThat(Hashtag.nameOf("Øresund")).isEqualTo("oresund");
        assertThat(Hashtag.nameOf("Ёлка")).as("only Latin loses its accents").isEqualTo("ёлка");
        assertThat(Hashtag.nameOf("한국말")).isEqualTo("한국말");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see https://example.com/a_(b)?c=d&e#f.|https://example.com/a_(b)?c=d&e#f",
                "(https://example.com/a)|https://example.com/a",
                "HTTPS://Example.COM/|HTTPS://Example.COM/",
                "http://example.gay|http://example.gay",
                "https://nic.みんな/|https://nic.みんな/",
                "http://example.comです|http://example.com",
                "「https://example.org/」と|https://example.org/",
                "https://ja.wikipedia.org/wiki/日本。|https://ja.wikipedia.org/wiki/日本",
                "https://example.com/　abc|https://example.com/",
                "https://example.com:8080/a|https://example.com:8080/a",
                "https://example.com: a|https://example.com",
                "http://www.example.com'|http://www.example.com",
                "http://www.example.com>|http://www.example.com",
                "“https://example.com/it’s”|https://example.com/it",
                "https://example.com/@alice#tag|https://example.com/@alice#tag",
                "https://example.com/\u202Egpj.exe|https://example.com/",
                "http://example.com/a\"onclick=\"x|http://example.com/a",
                "http://example.com/b<del>b|http://example.com/b",
                "gemini://example.com/a_(b).|gemini://example.com/a_(b)",
                "(Gopher://example.com/1/x)|Gopher://example.com/1/x",
                "ipfs://example.com/a?b|ipfs://example.com/a?b",
                "ipns://example.com|ipns://example.com",
                "dweb://example.com|dweb://example.com",
                "dat://example.com|dat://example.com",
                "ssb://example.com|ssb://example.com",
                "xmpp:alice@example.com.|xmpp:alice@example.com",
                "chat (xmpp:alice@example.com) now|xmpp:alice@example.com",
                "部屋はxmpp:room@chat.example.com?join、|xmpp:room@chat.example.com?join",
                "XMPP:chat.example.com?join|XMPP:chat.example.com?join",
                "xmpp:a.b~c%20d@example.com/home?message;body=hi!|xmpp:a.b~c%20d@example.com/home?message;body=hi",
                "xmpp://guest@example.com/support@example.com?message|xmpp://guest@example.com/support@example.com?message",
                "magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a&dn=a+b."
                        + "|magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a&dn=a+b",
                "magnet:?xt=urn:btih:c12f&tr=http://example.com/announce#a|magnet:?xt=urn:btih:c12f&tr=http://example.com/announce#a",
                "http://example.com/?to=xmpp:alice@example.com|http://example.com/?to=xmpp:alice@example.com",
                "xmpp:alice@example.com/\"onclick=\"x|xmpp:alice@example.com"
            })
    void findsALink(String text, String url) {
        assertThat(PostText.extract(text).links()).singleElement().satisfies(link -> {
            assertThat(link.url()).isEqualTo(url);
            assertThat(text.substring(link.start(), link.end())).isEqualTo(url);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "www.example.com",
                "http://",
                "http://localhost/",
                "http://127.0.0.1/",
                "http://[::1]/",
                "https://user@example.com/",
                "https://bank.example:secret@evil.example/",
                "https://-a.com",
                "https://a_b.com",
                "https://exa\\mple.com",
                "https://xn--は.com",
                "ftp://example.com/",
                "javascript://example.com/%0Aalert(1)",
                "javascript:alert(1)",
                "javascript:xmpp",
                "data:text/html,x",
                "data://example.com/x",
                "file://example.com/x",
                "ws://example.com/x",
                "mailto:alice@example.com",
                "tel:+491234",
                "gemini:example.com",
                "gemini://example",
                "gemini://alice@example.com/",
                "xmpp:",
                "xmpp:alice",
                "xmpp:alice@example",
                "xmpp:@example.com",
                "xmpp:a lice@example.com",
                "xmpp://alice@example.com",
                "xmpp:a@b@example.com",
                "xmpp:<b>@example.com",
                "axmpp:alice@example.com",
                "x-xmpp:alice@example.com",
                "@xmpp:alice@example.com",
                "magnet:",
                "magnet:?",
                "magnet:?.",
                "magnet:xt=urn:btih:c12f",
                "magnets:?xt=a",
                "1magnet:?xt=a",
                "@https://example.com",
                "$https://example.com",
                "ahttps://example.com"
            })
    void leavesWhatIsNoLink(String text) {
        assertThat(PostText.extract(text).links()).isEmpty();
    }

    @Test
    void limitsTheLengthOfAHostName() {
        String label = "a".repeat(63);
        assertThat(PostText.extract("http://" + label + ".com").links()).hasSize(1);
        assertThat(PostText.extract("http://a" + label + ".com").links()).isEmpty();
        String longest = (label + ".").repeat(3) + "a".repeat(57) + ".com";
        assertThat(longest).hasSize(HostName.NAME_CHARS_MAX);
        assertThat(PostText.extract("http://" + longest).links()).hasSize(1);
        assertThat(PostText.extract("http://a." + longest).links()).isEmpty();
    }

    @Test
    void ofTwoLinksTheOneThatBeginsFirstIsTaken() {
        String text =
                "xmpp:a@example.com https://example.com/xmpp:b@example.com magnet:?a=xmpp:c@example.com gemini://example.com";
        assertThat(PostText.extract(text).links()).extracting(Link::url).containsExactly(text.split(" "));
    }

    @Test
    void givesEntitiesInTheOrderOfTheText() {
        String text = "#a https://example.com/#b @c https://example.org/@d #e";
        assertThat(PostText.extract(text).inOrder())
                .extracting(entity -> text.substring(entity.start(), entity.end()))
                .containsExactly("#a", "https://example.com/#b", "@c", "https://example.org/@d", "#e");
        assertThat(PostText.extract("Half past 3: no e.g. here!")).isSameAs(PostEntities.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain|5",
                "l'été|5",
                "e\u0301|1",
                "👨‍👩‍👧|1",
                "🇩🇪🇫🇷|2",
                "नमस्ते|3",
                "日本|2",
                "https://example.com/very/long/path/that/goes/on|23",
                "see http://a.de ok|30",
                "gemini://example.com/very/long/path/that/goes/on|23",
                "xmpp:alice@example.com|22",
                "see xmpp:alice@example.com/home ok|34",
                "magnet:?xt=urn:btih:c12f|24",
                "@alice@example.com|6",
                "hi @alice@example.com, hi|13",
                "#日本|3"
            })
    void countsAsTheAuthorDoes(String text, int length) {
        assertThat(PostText.length(text)).isEqualTo(length);
    }

    @Test
    void normalises() {
        assertThat(PostText.normalise(" \r\n\u00A0 a\r\nb\rc\nd\te \n")).isEqualTo("a\nb\nc\nd\te");
        assertThat(PostText.normalise("e\u0301\u0000\u0007\u0085!")).isEqualTo("e\u0301!");
        assertThat(PostText.normalise("\uFA19\u2126")).as("as it was written").isEqualTo("\uFA19\u2126");
        assertThat(PostText.normalise("a\uD83Db\uDE00c👍")).isEqualTo("abc👍");
        assertThat(PostText.normalise("a\uFFFFb\uFDD0c\uD83F\uDFFE")).isEqualTo("abc");
        assertThat(PostText.normalise("\r\n")).isEmpty();
    }

    @Test
    void holdsForRandomTexts() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String raw = NastyTexts.next(random);
            String text = PostText.normalise(raw);
            assertThat(PostText.normalise(text)).as("seed %d, %d", seed, i).isEqualTo(text);
            assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(text);
            checkEntities(text, "seed " + seed + ", " + i);
            checkEntities(raw, "seed " + seed + ", raw " + i);
        }
    }

    private static void checkEntities(String text, String where) {
        PostEntities entities = PostText.extract(text);
        int end = 0;
        for (TextEntity entity : entities.inOrder()) {
            assertThat(entity.start()).as(where).isGreaterThanOrEqualTo(end);
            assertThat(entity.end()).as(where).isGreaterThan(entity.start());
            end = entity.end();
            switch (entity) {
                case Link link ->
                    assertThat(text.substring(link.start(), link.end())).isEqualTo(link.url());
                case Hashtag hashtag -> {
                    assertThat(text.substring(hashtag.start() + 1, hashtag.end()))
                            .isEqualTo(hashtag.displayName());
                    assertThat(Hashtag.nameOf(hashtag.name())).as(where).isEqualTo(hashtag.name());
                }
                case Mention mention -> {
                    String written = text.substring(mention.start() + 1, mention.end());
                    assertThat(written.toLowerCase(Locale.ROOT)).as(where).isEqualTo(mention.handle());
                }
            }
        }
        assertThat(end).as(where).isLessThanOrEqualTo(text.length());
        assertThat(PostText.length(text, entities)).as(where).isNotNegative();
        assertThat(entities.distinctMentions()).doesNotHaveDuplicates();
        assertThat(List.copyOf(entities.distinctHashtags())).doesNotHaveDuplicates();
    }
}
