package dev.roost.http.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.runtime.text.Mention;
import dev.roost.runtime.text.PostEntities;
import dev.roost.runtime.text.PostText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentHtmlTest {
    private static final Set<String> ACCOUNTS = Set.of("alice", "alice@example.org");
    private static final ContentHtml CONTENT = new ContentHtml(
            mention -> ACCOUNTS.contains(mention.handle())
                    ? Optional.of("https://example.org/@" + mention.username())
                    : Optional.empty(),
            hashtag -> "https://example.org/tags/" + URLEncoder.encode(hashtag.displayName(), StandardCharsets.UTF_8));

    private static String post(String text) {
        return CONTENT.ofPost(text, PostText.extract(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text|<p>text</p>",
                "@alice|<p><span class=\"h-card\" translate=\"no\"><a href=\"https://example.org/@alice\""
                        + " class=\"u-url mention\">@<span>alice</span></a></span></p>",
                "hi @alice@example.org!|<p>hi <span class=\"h-card\" translate=\"no\"><a"
                        + " href=\"https://example.org/@alice\" class=\"u-url mention\">@<span>alice</span></a></span>!</p>",
                "@nobody@example.org|<p>@nobody@example.org</p>",
                "#Tag.|<p><a href=\"https://example.org/tags/Tag\" class=\"mention hashtag\""
                        + " rel=\"tag\">#<span>Tag</span></a>.</p>",
                "＃タグ|<p><a href=\"https://example.org/tags/%E3%82%BF%E3%82%B0\" class=\"mention hashtag\""
                        + " rel=\"tag\">＃<span>タグ</span></a></p>",
                "http://a.com/b?c=1&d=2|<p><a href=\"http://a.com/b?c=1&amp;d=2\" target=\"_blank\""
                        + " rel=\"nofollow noopener\" translate=\"no\"><span class=\"invisible\">http://</span><span"
                        + " class=\"\">a.com/b?c=1&amp;d=2</span><span class=\"invisible\"></span></a></p>",
                "https://www.example.com/a/rather/long/path?with=more|<p><a"
                        + " href=\"https://www.example.com/a/rather/long/path?with=more\" target=\"_blank\""
                        + " rel=\"nofollow noopener\" translate=\"no\"><span class=\"invisible\">https://www.</span><span"
                        + " class=\"ellipsis\">example.com/a/rather/long/path</span><span"
                        + " class=\"invisible\">?with=more</span></a></p>",
                "xmpp:alice@example.com|<p><a href=\"xmpp:alice@example.com\" target=\"_blank\" rel=\"nofollow noopener\""
                        + " translate=\"no\"><span class=\"invisible\">xmpp:</span><span"
                        + " class=\"\">alice@example.com</span><span class=\"invisible\"></span></a></p>",
                "gemini://www.example.com/it's|<p><a href=\"gemini://www.example.com/it&#39;s\" target=\"_blank\""
                        + " rel=\"nofollow noopener\" translate=\"no\"><span class=\"invisible\"></span><span"
                        + " class=\"\">gemini://www.example.com/it&#39;s</span><span class=\"invisible\"></span></a></p>",
                "magnet:?xt=urn:btih:c12fe1c06bba&dn=x|<p><a href=\"magnet:?xt=urn:btih:c12fe1c06bba&amp;dn=x\""
                        + " target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\"><span"
                        + " class=\"invisible\"></span><span class=\"ellipsis\">magnet:?xt=urn:btih:c12fe1c06b</span><span"
                        + " class=\"invisible\">ba&amp;dn=x</span></a></p>",
                "<script>alert(\"Hello\")</script>|<p>&lt;script&gt;alert(&quot;Hello&quot;)&lt;/script&gt;</p>",
                "it's & that|<p>it&#39;s &amp; that</p>"
            },
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '\u0001')
    void rendersAsMastodonDoes(String text, String html) {
        assertThat(post(text)).isEqualTo(html);
    }

    @Test
    void rendersLinesAndParagraphs() {
        assertThat(post("a\nb\n\nc\n\n\n\nd")).isEqualTo("<p>a<br />b</p><p>c</p><p>d</p>");
        assertThat(post("#a\n@nobody\n\nb"))
                .isEqualTo("<p><a href=\"https://example.org/tags/a\" class=\"mention hashtag\""
                        + " rel=\"tag\">#<span>a</span></a><br />@nobody</p><p>b</p>");
        assertThat(post("")).isEmpty();
        assertThat(post(" \n ")).isEmpty();
    }

    @Test
    void rendersANoteLikeAPost() {
        assertThat(CONTENT.ofNote("Hi,\n#tag")).isEqualTo(post("Hi,\n#tag"));
        assertThat(CONTENT.ofNote("")).isEmpty();
    }

    @Test
    void rendersAFieldOnOneLineAndItsLinksAsTheAccountsOwn() {
        assertThat(CONTENT.ofField("https://example.com"))
                .isEqualTo("<a href=\"https://example.com\" target=\"_blank\" rel=\"nofollow noopener me\""
                        + " translate=\"no\"><span class=\"invisible\">https://</span><span"
                        + " class=\"\">example.com</span><span class=\"invisible\"></span></a>");
        assertThat(CONTENT.ofField("she/her & <b>")).isEqualTo("she/her &amp; &lt;b&gt;");
        assertThat(CONTENT.ofField("")).isEmpty();
    }

    @Test
    void shortensALinkBetweenCodePoints() {
        String shown = "a.de/" + "😀".repeat(25);
        assertThat(post("http://" + shown)).contains("<span class=\"\">" + shown + "</span>");
        assertThat(post("http://" + shown + "😀"))
                .contains("<span class=\"ellipsis\">" + shown + "</span><span class=\"invisible\">😀</span>");
    }

    @Test
    void escapesTheAddressesThatItIsGiven() {
        ContentHtml hostile = new ContentHtml(
                mention -> Optional.of("https://example.org/\"onclick=\"alert(1)"), hashtag -> "https://a/<'>");
        String text = "@alice #tag";
        assertThat(hostile.ofPost(text, PostText.extract(text)))
                .contains("href=\"https://example.org/&quot;onclick=&quot;alert(1)\"")
                .contains("href=\"https://a/&lt;&#39;&gt;\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<IMG \"\"\"><SCRIPT>alert(\"XSS\")</SCRIPT>\"\\>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href='jav&#x09;ascript:alert(1);'>x</a>",
                "javascript:alert(1)",
                "javascript://example.com/%0aalert(1)",
                "JaVaScRiPt:alert(String.fromCharCode(88,83,83))",
                "xmpp:javascript:alert(1)@example.com",
                "xmpp:a@example.com/\"onmouseover=\"alert(1)",
                "xmpp:a@example.com?'><script>alert(1)</script>",
                "magnet:?x=\"onclick=\"alert(1)",
                "magnet:?x=javascript:alert(1)",
                "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
                "vbscript:msgbox(1)",
                "http://example.com/\"onmouseover=\"alert(1)",
                "http://example.com/'onmouseover='alert(1)",
                "http://example.com/><script>alert(1)</script>",
                "http://example.com/?a=<svg/onload=alert(1)>",
                "http://foo.com/(\"onclick=\"alert(1)\")",
                "http://x.xx.com/@\"style=\"color:pink\"onmouseover=alert(1)//",
                "#tag\"onclick=alert(1)",
                "#<b>tag</b>",
                "@alice\"onclick=alert(1)",
                "@alice<script>",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "&#60;script&#62;",
                "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
                "<![CDATA[<script>alert(1)</script>]]>",
                "</p></div></body><script>alert(1)</script>",
                "<svg><script>alert&#40;1&#41;</script>",
                "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
                "<style>@import'http://example.com/x.css';</style>",
                "<meta http-equiv=\"refresh\" content=\"0;url=javascript:alert(1)\">",
                "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
                "<base href=\"javascript:alert(1)//\">",
                "<div style=\"background-image: url(javascript:alert(1))\">",
                "\u2028<script>alert(1)</script>\u2029",
                "＜script＞alert(1)＜/script＞",
                "http://example.com/\u202Egpj.exe"
            })
    void rendersAttacksAsText(String attack) {
        check(attack, attack);
    }

    @Test
    void rendersNothingButTheTextForRandomTexts() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            check(PostText.normalise(NastyHtml.next(random)), "seed " + seed + ", " + i);
        }
    }

    private static void check(String text, String where) {
        PostEntities entities = PostText.extract(text);
        String expected = withoutKnownDomains(text, entities);
        assertThat(SafeHtml.textOf(CONTENT.ofPost(text, entities), where))
                .as(where)
                .isEqualTo(text.isBlank() ? "" : expected.replaceAll("\n{2,}", "\n\n"));
        assertThat(SafeHtml.textOf(CONTENT.ofField(text), where)).as(where).isEqualTo(expected);
    }

    /** Mastodon shows the handle of a known account without its domain. */
    private static String withoutKnownDomains(String text, PostEntities entities) {
        Function<Mention, Boolean> known = mention -> ACCOUNTS.contains(mention.handle());
        StringBuilder shown = new StringBuilder(text);
        for (Mention mention : entities.mentions().reversed()) {
            if (mention.domain() != null && known.apply(mention)) {
                shown.delete(mention.start() + 1 + mention.username().length(), mention.end());
            }
        }
        return shown.toString();
    }
}
