package dev.roost.http.html;

import dev.roost.runtime.text.Hashtag;
import dev.roost.runtime.text.Link;
import dev.roost.runtime.text.Mention;
import dev.roost.runtime.text.PostEntities;
import dev.roost.runtime.text.PostText;
import dev.roost.runtime.text.TextEntity;
import java.util.Optional;
import java.util.function.Function;

/**
 * Renders normalised text ({@link PostText#normalise}) as HTML in the shape that Mastodon gives it, which clients parse
 * and style: paragraphs, line breaks, shortened links, mentions and hashtags. Nothing a user wrote becomes markup.
 *
 * <p>Immutable, and safe from any thread as far as its two functions are. A few microseconds for a post, linear in its
 * length.
 *
 * @param accountUrl the page of the account that is mentioned, or empty where there is none: the mention stays text
 * @param tagUrl the page of a hashtag
 */
public record ContentHtml(Function<Mention, Optional<String>> accountUrl, Function<Hashtag, String> tagUrl) {

    /** How much of a link is shown, in code points, not counting a scheme that is not shown and {@code www.}. */
    private static final int LINK_SHOWN_CODE_POINTS = 30;

    /** The content of a post, or a profile note. Blank text gives the empty string. */
    public String ofPost(String text, PostEntities entities) {
        if (text.isBlank()) {
            return "";
        }
        HtmlWriter html = new HtmlWriter(text.length());
        html.markup("<p>");
        render(text, entities, html, Layout.PARAGRAPHS);
        return html.markup("</p>").toString();
    }

    /** A profile note: {@link #ofPost} for a text whose entities are not known yet. */
    public String ofNote(String note) {
        return ofPost(note, PostText.extract(note));
    }

    /** The value of a profile field: one line without a paragraph, its links marked as the account's own. */
    public String ofField(String value) {
        HtmlWriter html = new HtmlWriter(value.length());
        render(value, PostText.extract(value), html, Layout.ONE_LINE);
        return html.toString();
    }

    private enum Layout {
        PARAGRAPHS,
        ONE_LINE
    }

    private void render(String text, PostEntities entities, HtmlWriter html, Layout layout) {
        int from = 0;
        for (TextEntity entity : entities.inOrder()) {
            renderText(text, from, entity.start(), html, layout);
            switch (entity) {
                case Mention mention -> renderMention(text, mention, html);
                case Hashtag hashtag -> renderHashtag(text, hashtag, html);
                case Link link -> renderLink(link, html, layout);
            }
            from = entity.end();
        }
        renderText(text, from, text.length(), html, layout);
    }

    private static void renderText(String text, int from, int to, HtmlWriter html, Layout layout) {
        switch (layout) {
            case ONE_LINE -> html.text(text, from, to);
            case PARAGRAPHS -> renderLines(text, from, to, html);
        }
    }

    /** A line end is a break; several in a row end the paragraph. */
    private static void renderLines(String text, int from, int to, HtmlWriter html) {
        int line = from;
        while (line < to) {
            int end = text.indexOf('\n', line);
            if (end < 0 || end >= to) {
                break;
            }
            html.text(text, line, end);
            line = end + 1;
            while (line < to && text.charAt(line) == '\n') {
                line++;
            }
            html.markup(line == end + 1 ? "<br />" : "</p><p>");
        }
        html.text(text, line, to);
    }

    private void renderMention(String text, Mention mention, HtmlWriter html) {
        accountUrl
                .apply(mention)
                .ifPresentOrElse(
                        url -> html.markup("<span class=\"h-card\" translate=\"no\"><a href=\"")
                                .text(url)
                                .markup("\" class=\"u-url mention\">")
                                .text(text, mention.start(), mention.start() + 1)
                                .markup("<span>")
                                .text(mention.username())
                                .markup("</span></a></span>"),
                        () -> html.text(text, mention.start(), mention.end()));
    }

    private void renderHashtag(String text, Hashtag hashtag, HtmlWriter html) {
        html.markup("<a href=\"")
                .text(tagUrl.apply(hashtag))
                .markup("\" class=\"mention hashtag\" rel=\"tag\">")
                .text(text, hashtag.start(), hashtag.start() + 1)
                .markup("<span>")
                .text(hashtag.displayName())
                .markup("</span></a>");
    }

    /** All of the link stays in the text for whoever copies it; a client hides the invisible parts. */
    private static void renderLink(Link link, HtmlWriter html, Layout layout) {
        String url = link.url();
        int shown = shownStart(url);
        boolean cut = url.codePointCount(shown, url.length()) > LINK_SHOWN_CODE_POINTS;
        int shownEnd = cut ? url.offsetByCodePoints(shown, LINK_SHOWN_CODE_POINTS) : url.length();
        html.markup("<a href=\"")
                .text(url)
                .markup("\" target=\"_blank\" rel=\"nofollow noopener")
                .markup(
                        switch (layout) {
                            case PARAGRAPHS -> "";
                            case ONE_LINE -> " me";
                        })
                .markup("\" translate=\"no\"><span class=\"invisible\">")
                .text(url, 0, shown)
                .markup(cut ? "</span><span class=\"ellipsis\">" : "</span><span class=\"\">")
                .text(url, shown, shownEnd)
                .markup("</span><span class=\"invisible\">")
                .text(url, shownEnd, url.length())
                .markup("</span></a>");
    }

    /** The schemes that need no telling are not shown. */
    private static int shownStart(String url) {
        for (String scheme : new String[] {"https://", "http://"}) {
            if (url.regionMatches(true, 0, scheme, 0, scheme.length())) {
                int host = scheme.length();
                return url.regionMatches(true, host, "www.", 0, 4) ? host + 4 : host;
            }
        }
        return url.regionMatches(true, 0, "xmpp:", 0, 5) ? 5 : 0;
    }
}
