package dev.roost.app.imports;

import java.io.IOException;
import java.nio.file.Path;

/** What a file holds, and how its lines are read. */
public enum ImportFormat {
    /** Told by the first line. */
    AUTO,
    /** {@code follower followee}, parted by tabs or spaces. */
    FOLLOWS,
    /** A JSON object a line: {@code t}, {@code u}, {@code text} and what an export has besides. */
    POSTS,
    /** {@code A B unix_seconds RT|MT|RE}: who boosted, mentioned or answered whom, without words. */
    ACTIVITY,
    /** {@code language<TAB>text}. */
    TEXTS,
    /** A display name a line, for the accounts in the order of their ids. */
    NAMES;

    @Override
    public String toString() {
        return Checks.word(this);
    }

    /** The reader of a file's lines. */
    LineFormat reader(OpenCommunity community, long nowMs, ImportTally tally) {
        return switch (this) {
            case FOLLOWS -> new FollowLines(tally);
            case POSTS -> new PostLines(TimeRange.until(nowMs));
            case ACTIVITY -> new ActivityLines(nowMs);
            case TEXTS -> new TextLines(nowMs);
            case NAMES -> new NameLines(community.state());
            case AUTO -> throw new IllegalStateException("the format is not told yet");
        };
    }

    /** The format of a file, told by the first line that is neither empty nor a comment. */
    static ImportFormat of(Path file) throws IOException {
        try (InputLines lines = InputLines.open(file)) {
            while (lines.next()) {
                String line = lines.text();
                if (!line.isBlank() && !line.startsWith("#")) {
                    return ofLine(line, file);
                }
            }
        } catch (BadLineException e) {
            throw new ImportFailedException("The first line of " + file + " is bad: " + e.reason(), e);
        }
        throw new ImportFailedException(file + " holds nothing");
    }

    private static ImportFormat ofLine(String line, Path file) {
        if (line.startsWith("{")) {
            return POSTS;
        }
        if (TextLines.fits(line)) {
            return TEXTS;
        }
        Fields fields = new Fields(line);
        String first = fields.next();
        String second = fields.next();
        fields.next();
        String fourth = fields.next();
        if (!Usernames.isValid(first) || !Usernames.isValid(second)) {
            throw new ImportFailedException("Cannot tell what " + file + " holds; say it with --format");
        }
        return fourth.equals("RT") || fourth.equals("MT") || fourth.equals("RE") ? ACTIVITY : FOLLOWS;
    }
}
