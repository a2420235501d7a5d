package dev.roost.runtime.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/** Brings the spellings of one hashtag to one name, see {@link Hashtag#nameOf}. */
final class HashtagName {
    private static final String STROKED = "đðħıłøŧŋĸ";
    private static final String PLAIN = "ddhilotnk";

    private HashtagName() {}

    static String of(String displayName) {
        if (isAscii(displayName)) {
            return displayName.toLowerCase(Locale.ROOT);
        }
        String lower = Normalizer.normalize(displayName, Form.NFKC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(withoutLatinAccents(Normalizer.normalize(lower, Form.NFKD)), Form.NFC);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static String withoutLatinAccents(String decomposed) {
        StringBuilder plain = new StringBuilder(decomposed.length());
        boolean afterLatin = false;
        for (int i = 0; i < decomposed.length(); ) {
            int c = decomposed.codePointAt(i);
            i += Character.charCount(c);
            if (c >= 0x0300 && c <= 0x036F) {
                if (!afterLatin) {
                    plain.appendCodePoint(c);
                }
                continue;
            }
            afterLatin = UnicodeScript.of(c) == UnicodeScript.LATIN;
            int stroked = STROKED.indexOf(c);
            plain.appendCodePoint(stroked < 0 ? c : PLAIN.charAt(stroked));
        }
        return plain.toString();
    }
}
