package dev.roost.app.imports;

import java.io.IOException;
import java.nio.file.Path;

/** What a file holds. */
enum ImportFormat {
    /** Told by its first lines. */
    AUTO,
    /** {@link FollowLines}. */
    FOLLOWS,
    /** {@link PostLines}. */
    POSTS,
    /** {@link ActivityLines}. */
    ACTIVITY,
    /** {@link TextLines}. */
    TEXTS,
    /** {@link NameLines}. */
    NAMES;

    private static final int LINES_LOOKED_AT = 20;

    @Override
    public String toString() {
        return Checks.word(this);
    }

    /** The format of a file, told by the first line that is neither empty nor a comment. */
    static ImportFormat of(Path file) throws IOException {
        try (InputLines lines = InputLines.open(file)) {
            for (int i = 0; i < LINES_LOOKED_AT && lines.next(); i++) {
                try {
                    ImportFormat format = ofLine(lines.text());
                    if (format != AUTO) {
                        return format;
                    }
                } catch (BadLineException e) {
                    // The next line may say more.
                }
            }
        }
        throw new ImportFailedException("Cannot tell what " + file + " holds; say it with --format");
    }

    private static ImportFormat ofLine(String line) {
        if (line.startsWith("{")) {
            return POSTS;
        }
        if (line.startsWith("#")) {
            return AUTO;
        }
        if (TextLines.fits(line)) {
            return TEXTS;
        }
        Fields fields = new Fields(line);
        boolean pair = Usernames.isValid(fields.next()) && Usernames.isValid(fields.next());
        fields.next();
        String fourth = fields.next();
        if (!pair) {
            return AUTO;
        }
        return fourth.equals("RT") || fourth.equals("MT") || fourth.equals("RE") ? ACTIVITY : FOLLOWS;
    }
}
