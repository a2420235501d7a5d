package dev.roost.app.imports;

import dev.roost.model.ImportedPost;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.Visibility;
import dev.roost.runtime.text.PostEntities;
import dev.roost.runtime.text.PostText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Texts without authors: {@code language<TAB>text}, the language by its English name or its code. Each becomes a post
 * by the account that is named after the language, written when it is imported.
 */
final class TextLines implements LineFormat {
    private static final Map<String, String> CODES = Arrays.stream(Locale.getISOLanguages())
            .collect(Collectors.toMap(
                    code -> Locale.of(code).getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT),
                    code -> code,
                    (one, other) -> one));

    private final long nowMs;

    TextLines(long nowMs) {
        this.nowMs = nowMs;
    }

    /** Whether a line can be one of these. */
    static boolean fits(String line) {
        int tab = line.indexOf('\t');
        return tab > 0 && CODES.containsKey(line.substring(0, tab).toLowerCase(Locale.ROOT));
    }

    @Override
    public void line(long number, String line, ImportPipeline into) throws BadLineException {
        int tab = line.indexOf('\t');
        if (tab < 0) {
            throw new BadLineException("no tab between language and text");
        }
        String language = Checks.username(line.substring(0, tab).toLowerCase(Locale.ROOT), "language");
        String code = CODES.containsValue(language) ? language : CODES.get(language);
        if (code == null) {
            throw new BadLineException("not a language: " + Show.quoted(language));
        }
        PostBody body = Checks.body(line.substring(tab + 1), null, null, code);
        PostEntities found = PostText.extract(body.text());
        PostDraft draft =
                new PostDraft(body, Visibility.PUBLIC, Checks.mentions(null, found), Checks.tags(null, found));
        int slot = into.account(language);
        into.post(
                body.text().length(),
                names -> new ImportedPost(
                        names.id(slot), new ImportedPost.Words(draft, new ImportedPost.Nothing()), nowMs, null));
    }
}
