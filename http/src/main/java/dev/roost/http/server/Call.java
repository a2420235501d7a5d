package dev.roost.http.server;

import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** One request, with its access checked. Belongs to the thread that handles it. */
public final class Call {
    /** Longer addresses of pages are left out: two of them have to fit into what proxies take as a header. */
    private static final int PAGE_URL_CHARS_MAX = 1_500;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Request request;
    private final List<FormText.Pair> query;
    private final Routes.Match match;
    private final @Nullable Grant grant;
    private final HttpSettings settings;
    private final long nowMs;
    private @Nullable Params params;

    Call(
            Request request,
            List<FormText.Pair> query,
            Routes.Match match,
            @Nullable Grant grant,
            HttpSettings settings,
            long nowMs) {
        this.request = request;
        this.query = query;
        this.match = match;
        this.grant = grant;
        this.settings = settings;
        this.nowMs = nowMs;
    }

    /** A parameter of the route's pattern, decoded. */
    public String path(String name) {
        return match.argument(name);
    }

    /**
     * A parameter of the route's pattern that is an id.
     *
     * @throws ApiError 404 when it is not a positive number
     */
    public long pathId(String name) {
        long id = Params.parseId(match.argument(name));
        if (id == 0) {
            throw ApiError.notFound();
        }
        return id;
    }

    /**
     * A parameter of the route's pattern that is an account's id.
     *
     * @throws ApiError 404 when it cannot be one
     */
    public AccountId pathAccount(String name) {
        long id = pathId(name);
        if (id > Integer.MAX_VALUE) {
            throw ApiError.notFound();
        }
        return new AccountId((int) id);
    }

    /**
     * Query and body together; where both have a name, the body counts. The body is read on the first use.
     *
     * @throws ApiError 400 for a body that is not what it says, 413 for one that is too long, 422 for a file
     */
    public Params params() {
        if (params == null) {
            params = RequestParams.read(request, query, settings.bounds().bodyBytes());
        }
        return params;
    }

    /** The signed-in user, if the call has a user's token. */
    public Optional<Caller> caller() {
        Grant sent = grant;
        if (sent == null || sent.account() == null) {
            return Optional.empty();
        }
        return Optional.of(new Caller(sent.account(), sent.app(), sent.scopes()));
    }

    /** The signed-in user, on a route with {@link Access.User}. */
    public Caller user() {
        return caller().orElseThrow(() -> new IllegalStateException("the route does not ask for a user"));
    }

    /** The signed-in user's account, or null for nobody: whom visibility is decided for. */
    public @Nullable AccountId viewer() {
        return grant == null ? null : grant.account();
    }

    /** The application whose token was sent. */
    public Optional<AppId> app() {
        return grant == null ? Optional.empty() : Optional.of(grant.app());
    }

    /** What the token is good for; present with any valid token. */
    public Optional<Grant> grant() {
        return Optional.ofNullable(grant);
    }

    /** A request header's first value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /** A cookie's value. */
    public Optional<String> cookie(String name) {
        return Request.getCookies(request).stream()
                .filter(each -> each.getName().equals(name))
                .map(each -> String.valueOf(each.getValue()))
                .findFirst();
    }

    /** GET, POST, PUT, PATCH or DELETE; HEAD counts as GET. */
    public String method() {
        return request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    }

    /** The client's address. */
    public String clientAddress() {
        return settings.addressOf(request);
    }

    /** Names this request in logs and in {@code X-Request-Id}. */
    public String requestId() {
        return RequestIds.of(request);
    }

    /** Milliseconds since 1970 when the call came in. */
    public long nowMs() {
        return nowMs;
    }

    /** The server's settings. */
    public HttpSettings settings() {
        return settings;
    }

    /**
     * The address of this list without its cursor, ready for {@code max_id=...} to be added: ends with {@code ?} or
     * {@code &}. It is the one under which the server is known, not the one that the client has named.
     *
     * @param kept parameters that the list knows, with {@code []} behind what may come several times; those that came
     *     are carried on
     * @return empty for an address that would be too long
     */
    Optional<String> pageUrl(List<String> kept) {
        StringBuilder url = new StringBuilder(128);
        url.append(settings.baseUrl());
        encodePath(Request.getPathInContext(request), url);
        char separator = '?';
        for (String name : kept) {
            for (String value : values(name)) {
                url.append(separator)
                        .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
                separator = '&';
            }
        }
        return url.length() > PAGE_URL_CHARS_MAX
                ? Optional.empty()
                : Optional.of(url.append(separator).toString());
    }

    private List<String> values(String kept) {
        return kept.endsWith("[]")
                ? params().list(kept.substring(0, kept.length() - 2))
                : params().text(kept).map(List::of).orElse(List.of());
    }

    /** The path is decoded but for slashes and percent signs. */
    private static void encodePath(String path, StringBuilder url) {
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "/%@-._~".indexOf(c) >= 0)) {
                url.append(c);
            } else {
                url.append('%').append(HEX.toHexDigits(each));
            }
        }
    }
}
