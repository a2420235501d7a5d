package dev.roost.http.search;

import dev.roost.http.server.HttpSettings;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody has typed to find something. */
sealed interface SearchTerm {
    /** A username of this server: {@code @bob}, or {@code bob@domain} with or without the first sign. */
    record Handle(String username) implements SearchTerm {}

    /** A handle of another server, or an address elsewhere: nothing here. */
    record Elsewhere() implements SearchTerm {}

    /** The address of an account here. */
    record AccountUrl(String username) implements SearchTerm {}

    /** The address of a post here. */
    record PostUrl(long id) implements SearchTerm {}

    /** A hashtag with its sign, given without it. */
    record Tag(String written) implements SearchTerm {}

    /** Words. */
    record Words(String text) implements SearchTerm {}

    /** Tells what is meant. */
    static SearchTerm of(String typed, HttpSettings settings) {
        String text = typed.strip();
        if (text.startsWith("https://") || text.startsWith("http://")) {
            return Parser.ofUrl(text, settings.baseUrl());
        }
        if (text.startsWith("#")) {
            return new Tag(text.substring(1));
        }
        return Parser.ofHandle(text, settings.domain()).orElseGet(() -> new Words(text));
    }

    /** Patterns of addresses and handles. */
    final class Parser {
        private static final Pattern HANDLE = Pattern.compile("@?([A-Za-z0-9_]{1,30})@([^@\\s/]+)");
        private static final Pattern LOCAL_HANDLE = Pattern.compile("@([A-Za-z0-9_]{1,30})");
        private static final Pattern ACCOUNT = Pattern.compile("/(?:@|users/)([A-Za-z0-9_]{1,30})");
        private static final Pattern POST =
                Pattern.compile("/(?:@[A-Za-z0-9_]{1,30}|users/[A-Za-z0-9_]{1,30}/statuses)/([1-9][0-9]{0,17})");

        private Parser() {}

        private static SearchTerm ofUrl(String url, String baseUrl) {
            if (!url.startsWith(baseUrl + "/")) {
                return new Elsewhere();
            }
            String path = url.substring(baseUrl.length());
            Matcher post = POST.matcher(path);
            if (post.matches()) {
                return new PostUrl(Long.parseLong(post.group(1)));
            }
            Matcher account = ACCOUNT.matcher(path);
            return account.matches() ? new AccountUrl(account.group(1)) : new Elsewhere();
        }

        private static Optional<SearchTerm> ofHandle(String text, String domain) {
            Matcher full = HANDLE.matcher(text);
            if (full.matches()) {
                boolean here = full.group(2).toLowerCase(Locale.ROOT).equals(domain.toLowerCase(Locale.ROOT));
                return Optional.of(here ? new Handle(full.group(1)) : new Elsewhere());
            }
            Matcher local = LOCAL_HANDLE.matcher(text);
            return local.matches() ? Optional.of(new Handle(local.group(1))) : Optional.empty();
        }
    }
}
