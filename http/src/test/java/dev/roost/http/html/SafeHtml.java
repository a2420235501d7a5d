package dev.roost.http.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/** Reads content as a browser does: it must be balanced, and hold nothing but what Roost itself puts there. */
public final class SafeHtml {
    private SafeHtml() {}

    /**
     * What a reader sees, with line ends where the layout puts them.
     *
     * @param where told with a failure
     */
    public static String textOf(String html, String where) {
        return textOf(parsed(html, where));
    }

    private static Element parsed(String html, String where) {
        Parser parser = Parser.htmlParser().setTrackErrors(1);
        Document document = Jsoup.parse("<!doctype html><title>x</title><body><div>" + html + "</div>", parser);
        assertThat(parser.getErrors()).as("%s: %s", where, html).isEmpty();
        assertThat(document.body().childrenSize()).as(where).isEqualTo(1);
        Element content = document.body().child(0);
        assertThat(content.siblingNodes()).as(where).isEmpty();
        content.childNodes().forEach(child -> child.forEachNode(node -> checkAllowed(node, where)));
        return content;
    }

    private static final Map<String, Set<String>> ATTRIBUTES = Map.of(
            "p", Set.of(),
            "br", Set.of(),
            "span", Set.of("class", "translate"),
            "a", Set.of("href", "class", "rel", "target", "translate"));
    private static final Set<String> CLASSES =
            Set.of("", "invisible", "ellipsis", "h-card", "u-url mention", "mention hashtag");
    private static final Set<String> RELS = Set.of("nofollow noopener", "nofollow noopener me", "tag");

    private static final String ADDRESS =
            "(?is)(?:(?:https?|dat|dweb|ipfs|ipns|ssb|gopher|gemini)://|xmpp:|magnet:\\?)" + "[^\\s\"<>]+";

    private static void checkAllowed(Node node, String where) {
        if (node instanceof TextNode) {
            return;
        }
        assertThat(node).as(where).isInstanceOf(Element.class);
        assertThat(ATTRIBUTES).as(where).containsKey(node.nodeName());
        for (Attribute attribute : node.attributes()) {
            assertThat(ATTRIBUTES.get(node.nodeName())).as(where).contains(attribute.getKey());
            switch (attribute.getKey()) {
                case "class" -> assertThat(CLASSES).as(where).contains(attribute.getValue());
                case "rel" -> assertThat(RELS).as(where).contains(attribute.getValue());
                case "target" -> assertThat(attribute.getValue()).isEqualTo("_blank");
                case "translate" -> assertThat(attribute.getValue()).isEqualTo("no");
                default -> assertThat(attribute.getValue()).as(where).matches(ADDRESS);
            }
        }
    }

    private static String textOf(Element content) {
        StringBuilder text = new StringBuilder();
        content.forEachNode(node -> {
            if (node instanceof TextNode piece) {
                text.append(piece.getWholeText());
            } else if (node.nodeName().equals("br")) {
                text.append('\n');
            } else if (node.nodeName().equals("p") && node.previousSibling() != null) {
                text.append("\n\n");
            }
        });
        return text.toString();
    }
}
