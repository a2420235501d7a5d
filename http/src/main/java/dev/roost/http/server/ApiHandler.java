package dev.roost.http.server;

import dev.roost.runtime.OverloadedException;
import dev.roost.runtime.WritesStoppedException;
import java.util.Map;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
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
    private static final HttpField ALLOWED_HEADERS =
            new PreEncodedHttpField("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key");
    private static final HttpField MAX_AGE = new PreEncodedHttpField("Access-Control-Max-Age", "86400");
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, Reply.JSON);
    private static final HttpField NO_SNIFFING = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField PRIVATE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "private, no-store");
    private static final HttpField NO_FRAMES = new PreEncodedHttpField("X-Frame-Options", "DENY");
    private static final HttpField NO_REFERRER = new PreEncodedHttpField("Referrer-Policy", "no-referrer");
    private static final String RETRY_SECONDS = "1";

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
            send(unavailable("Nothing can be changed at the moment: the disk has failed"), response, callback);
        } catch (OverloadedException overloaded) {
            send(unavailable("Too much is waiting, try again"), response, callback);
        } catch (EofException gone) {
            callback.failed(gone);
        } catch (Exception | StackOverflowError unexpected) {
            fail(request, response, callback, unexpected);
        }
        return true;
    }

    private void answer(Request request, Response response, Callback callback) throws Exception {
        if (request.getMethod().equals("OPTIONS")) {
            response.getHeaders().add(METHODS).add(ALLOWED_HEADERS).add(MAX_AGE);
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
        String token = token(request);
        Grant grant = token == null ? null : authenticator.grant(token).orElse(null);
        if (!(access instanceof Access.Uncounted)) {
            count(grant, request, response);
        }
        authenticator.check(access, grant);
        Call call = new Call(request, match, grant, settings, clockMs.getAsLong());
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

    private static @Nullable String token(Request request) {
        String bearer = Authenticator.bearer(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        String query = request.getHttpURI().getQuery();
        if (bearer != null || query == null || !query.contains("access_token=")) {
            return bearer;
        }
        return RequestParams.query(query).stream()
                .filter(pair -> pair.name().equals("access_token"))
                .map(RequestParams.Pair::value)
                .findFirst()
                .orElse(null);
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
        boolean finished = RequestParams.finish(request);
        Answer answer = Answer.room(request, reply.pieces);
        if (answer == null) {
            send(unavailable("Too many answers wait for their readers"), response, callback);
            return;
        }
        response.setStatus(reply.status);
        HttpFields.Mutable headers = response.getHeaders();
        describe(reply, headers);
        if (!finished
                && request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion()) {
            headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        if (reply.status == 503) {
            headers.put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
        }
        headers.put(HttpHeader.CONTENT_LENGTH, answer.bytes());
        answer.write(response, reply.pieces, callback);
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
        headers.add(NO_SNIFFING);
        for (int i = 0; i < reply.headers.size(); i++) {
            headers.add(reply.headers.get(i));
        }
    }
}
