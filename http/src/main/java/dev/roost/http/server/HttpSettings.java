package dev.roost.http.server;

import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * How the server is reached, whom it lets in, and what it says of itself.
 *
 * @param domain what follows the {@code @} in full handles, port included where there is one
 * @param baseUrl how browsers and clients reach the server, without a slash at the end
 * @param streamingUrl the same for WebSockets: begins with {@code ws:} or {@code wss:}
 * @param bindAddress address to listen on; loopback unless the operator says otherwise
 * @param port 0 for any free one
 * @param contactEmail empty for none
 * @param rules of the community, one text each
 * @param names what the software calls itself, and what people may not call themselves
 * @param behindProxy whether to believe the last address in {@code X-Forwarded-For}: only with a proxy that sets it
 */
public record HttpSettings(
        String domain,
        String baseUrl,
        String streamingUrl,
        String bindAddress,
        int port,
        String title,
        String description,
        String contactEmail,
        List<String> rules,
        Registrations registrations,
        boolean behindProxy,
        boolean passwordGrantAllowed,
        Names names,
        RateLimits rateLimits,
        Bounds bounds) {

    public HttpSettings {
        rules = List.copyOf(rules);
        if (baseUrl.endsWith("/")) {
            throw new IllegalArgumentException("base URL must not end in a slash: " + baseUrl);
        }
    }

    /** Who may register. */
    public enum Registrations {
        /** Anybody. */
        OPEN,
        /** Anybody; an operator lets them in. */
        APPROVAL,
        /** Nobody. */
        CLOSED
    }

    /**
     * Names that an operator chooses.
     *
     * @param software what nodeinfo says: some clients work only with names that they know
     * @param reserved usernames that nobody can register
     */
    public record Names(String software, ReservedNames reserved) {
        /** What this program is, and the names that people take for its operators'. */
        public static final Names DEFAULT = new Names("roost", ReservedNames.of(ReservedNames.DEFAULT));
    }

    /**
     * How many calls are answered.
     *
     * @param enabled switch off for load tests only
     * @param perUser calls of one account in a period
     * @param perAddress calls without a user's token from one address in a period
     * @param period length of the period; periods begin at multiples of it
     * @param signInsPerAddress attempts to sign in from one address in a period
     * @param signInsPerAccount attempts to sign in to one account from one address, or one known browser, in a period
     * @param registrationsPerAddress new accounts from one address in {@code registrationPeriod}
     * @param guessesPerAccount failed attempts to sign in to one account in {@code guessPeriod}, over all addresses and
     *     browsers from which nobody has signed in to it lately
     */
    public record RateLimits(
            boolean enabled,
            int perUser,
            int perAddress,
            Duration period,
            int signInsPerAddress,
            int signInsPerAccount,
            int registrationsPerAddress,
            Duration registrationPeriod,
            int guessesPerAccount,
            Duration guessPeriod) {
        /** As Mastodon documents and sets them. */
        public static final RateLimits MASTODON = usual(true);

        /** None. */
        public static final RateLimits OFF = usual(false);

        private static RateLimits usual(boolean enabled) {
            return new RateLimits(
                    enabled,
                    300,
                    300,
                    Duration.ofMinutes(5),
                    25,
                    10,
                    5,
                    Duration.ofMinutes(30),
                    25,
                    Duration.ofHours(1));
        }
    }

    /**
     * What clients may take.
     *
     * @param headerBytes of a request
     * @param bodyBytes of a request
     * @param stopTimeout how long answers under way may take when the server stops
     */
    public record Bounds(
            ConnectionBounds connections, int headerBytes, int bodyBytes, StreamBounds streams, Duration stopTimeout) {
        /** Roomy for people, tight for mischief. */
        public static final Bounds DEFAULT =
                new Bounds(ConnectionBounds.DEFAULT, 16_384, 1 << 20, StreamBounds.DEFAULT, Duration.ofSeconds(5));
    }

    /**
     * What clients may hold open.
     *
     * @param max open connections, if memory and descriptors allow so many; a newcomer then gets the place of an idle
     *     one
     * @param perAddress open connections of one address; 0 for no such limit
     * @param halfSentPerAddress requests of one address whose heads are not whole; one more ends the oldest
     * @param idleTimeout how long a connection may be silent
     * @param headTime how long the head of a request may take, and how long bodies and answers are not looked at
     * @param bytesPerSecondMin of a body that comes, and of an answer that goes, after that time
     */
    public record ConnectionBounds(
            int max,
            int perAddress,
            int halfSentPerAddress,
            Duration idleTimeout,
            Duration headTime,
            int bytesPerSecondMin) {
        /** Roomy for people, tight for mischief. */
        public static final ConnectionBounds DEFAULT =
                new ConnectionBounds(16_384, 0, 100, Duration.ofSeconds(60), Duration.ofSeconds(20), 500);
    }

    /**
     * How many streams there may be.
     *
     * @param max of everybody together
     * @param anonymous of clients without a token, together
     * @param anonymousPerAddress of clients without a token at one address
     */
    public record StreamBounds(int max, int anonymous, int anonymousPerAddress) {
        /** Roomy for people, tight for mischief. */
        public static final StreamBounds DEFAULT = new StreamBounds(20_000, 4_000, 100);
    }

    /** Settings for a server that is reached on loopback at this port. */
    public static HttpSettings loopback(int port) {
        String domain = "127.0.0.1:" + port;
        return new HttpSettings(
                domain,
                "http://" + domain,
                "ws://" + domain,
                "127.0.0.1",
                port,
                "Roost",
                "A home-timeline server",
                "",
                List.of(),
                Registrations.OPEN,
                false,
                true,
                Names.DEFAULT,
                RateLimits.MASTODON,
                Bounds.DEFAULT);
    }

    /** The same with other limits of calls. */
    public HttpSettings withRateLimits(RateLimits others) {
        return new HttpSettings(
                domain,
                baseUrl,
                streamingUrl,
                bindAddress,
                port,
                title,
                description,
                contactEmail,
                rules,
                registrations,
                behindProxy,
                passwordGrantAllowed,
                names,
                others,
                bounds);
    }

    /** The address of the client that a request is counted against. */
    String addressOf(Request request) {
        String forwarded = behindProxy ? request.getHeaders().getLast(HttpHeader.X_FORWARDED_FOR) : null;
        if (forwarded == null) {
            return String.valueOf(Request.getRemoteAddr(request));
        }
        return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }
}
