package dev.roost.runtime.credentials;

import dev.roost.model.Limits;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What usernames, e-mail addresses and passwords must look like. */
public final class SignUpRules {
    /** Characters of the shortest password. */
    public static final int PASSWORD_CHARS_MIN = 8;
    /** UTF-8 bytes of the longest password. */
    public static final int PASSWORD_BYTES_MAX = 256;
    /** Characters of the longest e-mail address (RFC 5321). */
    public static final int EMAIL_CHARS_MAX = 254;

    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_]+");
    // One @ with something that has no spaces on both sides: whether it works, only a message would show.
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}.](?:[^@\\s\\p{Cntrl}]*[^@\\s\\p{Cntrl}.])?");

    private SignUpRules() {}

    /** A rule that is not kept. */
    public enum Violation {
        USERNAME_BLANK,
        /** Other characters than letters a to z, digits and underscore. */
        USERNAME_INVALID,
        USERNAME_TOO_LONG,
        EMAIL_BLANK,
        EMAIL_INVALID,
        PASSWORD_BLANK,
        PASSWORD_TOO_SHORT,
        PASSWORD_TOO_LONG
    }

    /** Every rule that a sign-up breaks, in the order of {@link Violation}. */
    public static Set<Violation> check(String username, String email, String password) {
        Set<Violation> broken = EnumSet.noneOf(Violation.class);
        broken.addAll(checkUsername(username));
        broken.addAll(checkEmail(email));
        broken.addAll(checkPassword(password));
        return broken;
    }

    /** What is wrong with a username. */
    public static Set<Violation> checkUsername(String username) {
        Set<Violation> broken = EnumSet.noneOf(Violation.class);
        if (username.isBlank()) {
            broken.add(Violation.USERNAME_BLANK);
        } else if (!USERNAME.matcher(username).matches()) {
            broken.add(Violation.USERNAME_INVALID);
        }
        if (username.length() > Limits.USERNAME_CHARS) {
            broken.add(Violation.USERNAME_TOO_LONG);
        }
        return broken;
    }

    /** What is wrong with an e-mail address. */
    public static Set<Violation> checkEmail(String email) {
        if (email.isBlank()) {
            return EnumSet.of(Violation.EMAIL_BLANK);
        }
        boolean fits = email.length() <= EMAIL_CHARS_MAX && EMAIL.matcher(email).matches();
        return fits ? EnumSet.noneOf(Violation.class) : EnumSet.of(Violation.EMAIL_INVALID);
    }

    /** What is wrong with a password. */
    public static Set<Violation> checkPassword(String password) {
        Set<Violation> broken = EnumSet.noneOf(Violation.class);
        if (password.isEmpty()) {
            broken.add(Violation.PASSWORD_BLANK);
        } else if (password.codePointCount(0, password.length()) < PASSWORD_CHARS_MIN) {
            broken.add(Violation.PASSWORD_TOO_SHORT);
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > PASSWORD_BYTES_MAX) {
            broken.add(Violation.PASSWORD_TOO_LONG);
        }
        return broken;
    }
}
