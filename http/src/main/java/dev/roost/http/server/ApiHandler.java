package dev.roost.http.server;

import dev.roost.runtime.OverloadedException;
import dev.roost.runtime.WritesStoppedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request from its path to its answer: route, limits, access, endpoint, reply; errors in Mastodon's shape. */
final class ApiHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);

    private static final HttpField ANY_ORIGIN = new PreEncodedHttpField("Access-Control-Allow-Origin", "*");
    private static final HttpField EXPOSED = new PreEncodedHttpField(
            "Access-Control-Expose-Headers",
            "Link, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id, X-Roost-Offset");
    private static final HttpField METHODS =
            new PreEncodedHttpField("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    private static final HttpField MAX_AGE = new PreEncodedHttpField("Access-Control-Max-Age", "86400");
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, Reply.JSON);
    private static final HttpField NO_SNIFFING = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    /** What every 401 must have (RFC 9110, section 15.5.2): some HTTP clients take it for broken without. */
    private static final HttpField CHALLENGE =
            new PreEncodedHttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"Roost\"");

    private static final HttpField PRIVATE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "private, no-store");
    private static final HttpField NO_FRAMES = new PreEncodedHttpField("X-Frame-Options", "DENY");
    private static final HttpField NO_REFERRER = new PreEncodedHttpField("Referrer-Policy", "no-referrer");
    private static final String RETRY_SECONDS = "1";
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    /** Characters of the header names that a preflight is answered with. */
    private static final int ALLOWED_CHARS_MAX = 2_000;

    private static final HttpField RETRY = new PreEncodedHttpField(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
    private static final byte[] TOO_MUCH =
            "{\"error\":\"This server has more to do than it can, try again\"}".getBytes(StandardCharsets.UTF_8);

    private final HttpSettings settings;
    private final Routes routes;
    private final Authenticator authenticator;
    private final CallLimits limits;
    private final LongSupplier clockMs;

    ApiHandler(
            HttpSettings settings,
            Routes routes,
            Authenticator authenticator,
            CallLimits limits,
            LongSupplier clockMs) {
        this.settings = settings;
        this.routes = routes;
        this.authenticator = authenticator;
        this.limits = limits;
        this.clockMs = clockMs;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.add(ANY_ORIGIN);
        headers.add(EXPOSED);
        headers.add("X-Request-Id", RequestIds.of(request));
        headers.add(new ServerTiming(request.getHeadersNanoTime(), System.nanoTime()));
        try {
            answer(request, response, callback);
        } catch (ApiError expected) {
            send(Reply.error(expected), response, callback);
        } catch (WritesStoppedException stopped) {
            send(Refusals.stopped(stopped), response, callback);
        } catch (OverloadedException overloaded) {
            send(unavailable("Too much is waiting, try again"), response, callback);
        } catch (EofException gone) {
            callback.failed(gone);
        } catch (Exception | StackOverflowError unexpected) {
            if (unexpected instanceof HttpException found && found.getCode() < 500 && !response.isCommitted()) {
                // What Jetty finds wrong with a request while it is being answered, as with an upgrade.
                send(
                        Reply.error(new ApiError(found.getCode(), HttpStatus.getMessage(found.getCode()))),
                        response,
                        callback);
            } else {
                fail(request, response, callback, unexpected);
            }
        }
        return true;
    }

    private void answer(Request request, Response response, Callback callback) throws Exception {
        if (request.getMethod().equals("OPTIONS")) {
            allowAnyHeader(request, response.getHeaders());
            response.getHeaders().add(METHODS).add(MAX_AGE);
            send(Reply.empty(), response, callback);
            return;
        }
        Routes.Method method = Routes.method(request.getMethod()).orElse(null);
        switch (routes.find(method, Request.getPathInContext(request))) {
            case Routes.Found.Nothing _ -> throw new ApiError(404, "Not Found");
            case Routes.Found.OtherMethods other ->
                send(
                        Reply.error(new ApiError(405, "Method Not Allowed")).header("Allow", other.allowed()),
                        response,
                        callback);
            case Routes.Found.Hit hit -> run(hit.match(), request, response, callback);
        }
    }

    private void run(Routes.Match match, Request request, Response response, Callback callback) throws Exception {
        Access access = match.route().access();
        Query query = Query.of(request);
        String token = token(request, query.pairs());
        Grant grant = token == null ? null : authenticator.grant(token).orElse(null);
        if (!(access instanceof Access.Uncounted)) {
            count(grant, request, response);
        }
        if (query.malformed() != null) {
            throw query.malformed();
        }
        Grant admitted = authenticator.admit(access, token, grant);
        Call call = new Call(request, query.pairs(), match, admitted, settings, clockMs.getAsLong());
        switch (match.route().action()) {
            case Routes.Action.Answer answer -> send(answer.endpoint().handle(call), response, callback);
            case Routes.Action.Stream stream -> stream.endpoint().open(call, request, response, callback);
        }
    }

    private void count(@Nullable Grant grant, Request request, Response response) {
        CallLimits.Left left = limits.count(grant == null ? null : grant.account(), settings.addressOf(request));
        if (left == null) {
            return;
        }
        response.getHeaders()
                .add("X-RateLimit-Limit", left.limit())
                .add("X-RateLimit-Remaining", left.remaining())
                .add("X-RateLimit-Reset", left.resetAt());
        if (!left.granted()) {
            throw CallLimits.tooMany();
        }
    }

    /** A query, or why there is none: refused only after the call has been counted. */
    private record Query(
            List<FormText.Pair> pairs, @Nullable ApiError malformed) {
        static Query of(Request request) {
            try {
                return new Query(RequestParams.query(request), null);
            } catch (ApiError malformed) {
                return new Query(List.of(), malformed);
            }
        }
    }

    private static @Nullable String token(Request request, List<FormText.Pair> query) {
        String bearer = Authenticator.bearer(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        if (bearer != null) {
            return bearer;
        }
        for (FormText.Pair pair : query) {
            if (pair.name().equals("access_token") && !pair.value().isBlank()) {
                return pair.value();
            }
        }
        return null;
    }

    /**
     * Lets a page of any origin send the headers that its browser asks for. They are named one by one: a star would not
     * stand for Authorization.
     */
    private static void allowAnyHeader(Request request, HttpFields.Mutable headers) {
        StringBuilder allowed = new StringBuilder("Authorization, Content-Type, Idempotency-Key");
        for (String asked : request.getHeaders().getCSV("Access-Control-Request-Headers", false)) {
            if (HEADER_NAME.matcher(asked).matches() && allowed.length() + asked.length() <= ALLOWED_CHARS_MAX) {
                allowed.append(", ").append(asked);
            }
        }
        headers.add("Access-Control-Allow-Headers", allowed.toString());
        headers.add("Vary", "Access-Control-Request-Headers");
    }

    /** Answers that there is too much to do, without blocking. */
    static void turnAway(Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        response.setStatus(503);
        headers.add(ANY_ORIGIN).add(JSON).add(RETRY);
        if (!request.consumeAvailable()
                && request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion()) {
            headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        headers.put(HttpHeader.CONTENT_LENGTH, TOO_MUCH.length);
        response.write(true, ByteBuffer.wrap(TOO_MUCH), callback);
    }

    private static Reply unavailable(String message) {
        return Reply.error(new ApiError(503, message));
    }

    private static void fail(Request request, Response response, Callback callback, Throwable unexpected) {
        String id = RequestIds.of(request);
        LOG.error(
                "request {} {} {} failed",
                id,
                request.getMethod(),
                request.getHttpURI().getPath(),
                unexpected);
        if (response.isCommitted()) {
            callback.failed(unexpected);
            return;
        }
        send(
                Reply.error(new ApiError(500, "Something went wrong on this server", Map.of("request_id", id))),
                response,
                callback);
    }

    /** Sends the reply in one write, or says that there is no room for it. */
    private static void send(Reply reply, Response response, Callback callback) {
        Request request = response.getRequest();
        boolean finished = UnreadBody.finish(request);
        Answer answer = Answer.room(request, reply.pieces);
        if (answer == null) {
            send(unavailable("Too many answers wait for their readers"), response, callback);
            return;
        }
        boolean written = false;
        try {
            response.setStatus(reply.status);
            describe(reply, answer, finished, request, response.getHeaders());
            written = true;
            answer.write(response, reply.pieces, callback);
        } finally {
            if (!written) {
                answer.end();
            }
        }
    }

    private static void describe(
            Reply reply, Answer answer, boolean finished, Request request, HttpFields.Mutable headers) {
        describe(reply, headers);
        if (!finished
                && request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion()) {
            headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        if (reply.status == 503 && !headers.contains(HttpHeader.RETRY_AFTER)) {
            headers.put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
        }
        headers.put(HttpHeader.CONTENT_LENGTH, answer.bytes());
    }

    private static void describe(Reply reply, HttpFields.Mutable headers) {
        if (reply.contentType.equals(Reply.JSON)) {
            headers.add(JSON);
            headers.add(PRIVATE);
        } else {
            headers.put(HttpHeader.CONTENT_TYPE, reply.contentType);
        }
        if (reply.contentType.equals(Reply.HTML)) {
            headers.add(NO_FRAMES).add(NO_REFERRER).add(PRIVATE);
        }
        if (reply.status == HttpStatus.UNAUTHORIZED_401) {
            headers.add(CHALLENGE);
        }
        headers.add(NO_SNIFFING);
        for (int i = 0; i < reply.headers.size(); i++) {
            headers.add(reply.headers.get(i));
        }
    }
}
