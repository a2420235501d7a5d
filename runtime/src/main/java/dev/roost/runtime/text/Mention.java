package dev.roost.runtime.text;

import dev.roost.model.Limits;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A handle in a text: {@code @user}, or {@code @user@domain}. Whether such an account exists is not known here.
 *
 * @param username as written, without the sign; at most {@link Limits#USERNAME_CHARS} characters
 * @param domain as written, with its port where it has one; null in {@code @user}
 */
public record Mention(
        int start, int end, String username, @Nullable String domain) implements TextEntity {

    /** The handle in lower case, {@code user} or {@code user@domain}: equal for all spellings of one handle. */
    public String handle() {
        String handle = domain == null ? username : username + "@" + domain;
        return handle.toLowerCase(Locale.ROOT);
    }
}
