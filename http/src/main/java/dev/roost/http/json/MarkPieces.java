package dev.roost.http.json;

import dev.roost.runtime.Reads.PostMarks;
import java.nio.charset.StandardCharsets;

/** What stands between a post's kept bytes and its author's account: what the viewer has put on it. */
final class MarkPieces {
    /** For nobody in particular. */
    static final byte[] SIGNED_OUT = ascii(",\"account\":");

    private static final int FAVOURITED = 1;
    private static final int BOOSTED = 2;
    private static final int BOOKMARKED = 4;
    private static final int PINNED = 8;
    private static final int PINNABLE = 16;
    private static final byte[][] VARIANTS = variants();

    private MarkPieces() {}

    /** The piece for these marks; it is shared. */
    static byte[] of(PostMarks marks, boolean pinnable) {
        int index = (marks.favourited() ? FAVOURITED : 0)
                | (marks.boost() != null ? BOOSTED : 0)
                | (marks.bookmarked() ? BOOKMARKED : 0)
                | (marks.pinned() ? PINNED : 0)
                | (pinnable ? PINNABLE : 0);
        return VARIANTS[index];
    }

    private static byte[][] variants() {
        byte[][] variants = new byte[2 * PINNABLE][];
        for (int index = 0; index < variants.length; index++) {
            variants[index] = variant(index);
        }
        return variants;
    }

    private static byte[] variant(int index) {
        String pinned = (index & PINNABLE) == 0 ? "" : ",\"pinned\":" + has(index, PINNED);
        return ascii(",\"favourited\":" + has(index, FAVOURITED)
                + ",\"reblogged\":" + has(index, BOOSTED)
                + ",\"muted\":false"
                + ",\"bookmarked\":" + has(index, BOOKMARKED)
                + pinned
                + ",\"filtered\":[],\"account\":");
    }

    private static boolean has(int index, int bit) {
        return (index & bit) != 0;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
