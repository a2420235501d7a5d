package dev.roost.http.json;

import dev.roost.model.OriginalPost;
import dev.roost.model.PostVersion;

/** Text as HTML, until the text room's renderer is merged. */
final class PostHtml {
    private PostHtml() {}

    static String ofPost(OriginalPost post, Addresses addresses) {
        return paragraphs(post.body().text());
    }

    static String ofVersion(PostVersion version, Addresses addresses) {
        return paragraphs(version.body().text());
    }

    static String ofNote(String note, Addresses addresses) {
        return paragraphs(note);
    }

    static String ofField(String value, Addresses addresses) {
        return escape(value);
    }

    private static String paragraphs(String text) {
        return text.isEmpty() ? "" : "<p>" + escape(text).replace("\n", "<br />") + "</p>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
