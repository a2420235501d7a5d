package dev.roost.http.search;

import dev.roost.http.json.OwnHost;
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
    static SearchTerm of(String typed, OwnHost here) {
        String text = typed.strip();
        if (Parser.URL.matcher(text).lookingAt()) {
            return Parser.ofUrl(text, here);
        }
        if (text.startsWith("#") || text.startsWith("＃")) {
            return new Tag(text.substring(1));
        }
        if (Parser.HANDLE.matcher(text).lookingAt() || OwnHost.isFullHandle(text)) {
            return here.username(text)
                    .<SearchTerm>map(Handle::new)
                    .orElseGet(() -> OwnHost.isFullHandle(text) ? new Elsewhere() : new Words(text));
        }
        return new Words(text);
    }

    /** Patterns of addresses and handles. */
    final class Parser {
        private static final Pattern URL = Pattern.compile("(?i)https?://");
        private static final Pattern HANDLE = Pattern.compile("(?i)acct:|[@＠]");
        private static final Pattern POST =
                Pattern.compile("/(?:@([^/]+)|users/([^/]+)/statuses)/([1-9][0-9]{0,17})(?:/activity)?");

        private Parser() {}

        private static SearchTerm ofUrl(String url, OwnHost here) {
            return here.usernameAt(url)
                    .<SearchTerm>map(AccountUrl::new)
                    .or(() -> here.path(url)
                            .map(POST::matcher)
                            .filter(Matcher::matches)
                            .filter(post -> isHere(post, here))
                            .map(post -> new PostUrl(Long.parseLong(post.group(3)))))
                    .orElse(new Elsewhere());
        }

        private static boolean isHere(Matcher post, OwnHost here) {
            String author = post.group(1) == null ? post.group(2) : post.group(1);
            return here.username(author).isPresent();
        }
    }
}
