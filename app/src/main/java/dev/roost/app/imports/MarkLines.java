package dev.roost.app.imports;

import dev.roost.app.imports.ExportLines.MarkLine;
import dev.roost.model.ImportedPost.Keyed;
import dev.roost.model.ImportedRecord;
import dev.roost.model.MarkKind;

/** The favourites, bookmarks and pins of an export. */
final class MarkLines implements LineFormat {
    @Override
    public void line(long number, String line, ImportPipeline into) throws BadLineException {
        MarkLine mark = Json.parse(MarkLine.class, line);
        String username = Checks.username(mark.u(), "u");
        MarkKind kind = Checks.oneOf(MarkKind.class, mark.kind() == null ? "" : mark.kind(), MarkKind.FAVOURITE);
        Keyed post = new Keyed(Checks.key(mark.post() == null ? "" : mark.post()));
        into.requireKey(post.key(), "post");
        int slot = into.account(username);
        into.fact(0, names -> new ImportedRecord.Mark(names.id(slot), post, kind));
    }
}
