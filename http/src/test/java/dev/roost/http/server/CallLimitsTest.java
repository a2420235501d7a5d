package dev.roost.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.model.Standing;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Calls past the limits are refused until the next period. */
class CallLimitsTest {
    private static final HttpSettings.RateLimits TIGHT = new HttpSettings.RateLimits(
            true, 2, 1, Duration.ofMinutes(5), 3, 2, 1, Duration.ofMinutes(30), 4, Duration.ofHours(1));

    @Test
    void usersAndAddressesAreCountedApart() throws Exception {
        try (TestServer server = new TestServer(TIGHT, HttpSettings.Bounds.DEFAULT)) {
            server.routes.get("/x", Access.anybody(), call -> Reply.empty());
            server.routes.get("/health", Access.uncounted(), call -> Reply.text("OK"));
            String ann = server.tokenOf(1, Standing.ACTIVE, "read");
            String bob = server.tokenOf(2, Standing.ACTIVE, "read");
            server.start();
            HttpResponse<String> first = with(server, ann);
            assertThat(first.headers().firstValue("X-RateLimit-Limit")).hasValue("2");
            assertThat(first.headers().firstValue("X-RateLimit-Remaining")).hasValue("1");
            assertThat(first.headers().firstValue("X-RateLimit-Reset")).hasValue("2023-11-14T22:15:00.000Z");
            assertThat(with(server, ann).statusCode()).isEqualTo(200);
            HttpResponse<String> refused = with(server, ann);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).isEqualTo("{\"error\":\"Too many requests\"}");
            assertThat(refused.headers().firstValue("X-RateLimit-Remaining")).hasValue("0");
            assertThat(with(server, bob).statusCode()).isEqualTo(200);
            assertThat(server.get("/x").statusCode()).isEqualTo(200);
            assertThat(server.get("/x").statusCode()).isEqualTo(429);
            assertThat(server.get("/health").statusCode()).isEqualTo(200);
            server.nowMs.addAndGet(Duration.ofMinutes(5).toMillis());
            assertThat(with(server, ann).headers().firstValue("X-RateLimit-Remaining"))
                    .hasValue("1");
            assertThat(server.get("/x").statusCode()).isEqualTo(200);
        }
    }

    private static final Optional<String> NEW = Optional.empty();

    @Test
    void signInsAreCountedPerAccountAndAddress() {
        CallLimits limits = new CallLimits(TIGHT, () -> 0);
        limits.countSignIn("::1", "ann", NEW);
        limits.countSignIn("::1", "ann", NEW);
        assertRefused(() -> limits.countSignIn("::1", "ann", NEW));
        assertRefused(() -> limits.countSignIn("::1", "bob", NEW));
        limits.countSignIn("192.0.2.1", "ann", NEW);
    }

    @Test
    void guessesAtOneAccountAreCountedOverAllAddresses() {
        AtomicLong nowMs = new AtomicLong();
        CallLimits limits = new CallLimits(TIGHT, nowMs::get);
        guessFourTimes(limits);
        assertRefused(() -> limits.countSignIn("192.0.2.9", "ann", NEW));
        limits.countSignIn("192.0.2.9", "bob", NEW);
        nowMs.addAndGet(Duration.ofHours(1).toMillis());
        limits.countSignIn("192.0.2.9", "ann", NEW);
    }

    @Test
    void whoHasSignedInIsNotShutOutByStrangers() {
        CallLimits limits = new CallLimits(TIGHT, () -> 0);
        limits.countSignIn("198.51.100.7", "ann", NEW);
        limits.signedIn("198.51.100.7", "ann", NEW);
        guessFourTimes(limits);
        limits.countSignIn("198.51.100.7", "ann", NEW);
        limits.countSignIn("192.0.2.9", "ann", Optional.of("her browser"));
        limits.countSignIn("192.0.2.9", "ann", Optional.of("her browser"));
        assertRefused(() -> limits.countSignIn("192.0.2.9", "ann", Optional.of("her browser")));
        assertRefused(() -> limits.countSignIn("198.51.100.7", "ann", NEW));
        assertRefused(() -> limits.countSignIn("192.0.2.10", "ann", NEW));
    }

    @Test
    void signInsThatWereRightAreNoGuesses() {
        CallLimits limits = new CallLimits(TIGHT, () -> 0);
        for (int i = 0; i < 20; i++) {
            limits.countSignIn("192.0.2." + i, "ann", NEW);
            limits.signedIn("192.0.2." + i, "ann", NEW);
        }
        guessFourTimes(limits);
    }

    private static void guessFourTimes(CallLimits limits) {
        for (int i = 0; i < 4; i++) {
            limits.countSignIn("203.0.113." + i, "ann", NEW);
        }
    }

    /** The next period must come after its length, not when the clock has caught up. */
    @Test
    void nobodyIsRefusedLongerBecauseTheClockWentBack() throws Exception {
        try (TestServer server = new TestServer(TIGHT, HttpSettings.Bounds.DEFAULT)) {
            server.routes.get("/x", Access.anybody(), call -> Reply.empty());
            server.start();
            assertThat(server.get("/x").statusCode()).isEqualTo(200);
            assertThat(server.get("/x").statusCode()).isEqualTo(429);
            server.nowMs.addAndGet(-Duration.ofHours(2).toMillis());
            HttpResponse<String> refused = server.get("/x");
            assertThat(refused.statusCode()).isEqualTo(429);
            Instant reset = Instant.parse(
                    refused.headers().firstValue("X-RateLimit-Reset").orElseThrow());
            assertThat(reset)
                    .isAfter(Instant.ofEpochMilli(server.nowMs.get()))
                    .isBeforeOrEqualTo(Instant.ofEpochMilli(server.nowMs.get()).plus(TIGHT.period()));
            server.nowMs.set(reset.toEpochMilli());
            assertThat(server.get("/x").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void oneNetworkIsOneAddress() {
        CallLimits limits = new CallLimits(TIGHT, () -> 0);
        limits.countRegistration("2001:db8:1:2:3:4:5:6");
        assertRefused(() -> limits.countRegistration("2001:db8:1:2:ffff:4:5:7"));
        limits.countRegistration("2001:db8:1:3:3:4:5:6");
    }

    private static void assertRefused(Runnable attempt) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.status()).isEqualTo(429));
    }

    private static HttpResponse<String> with(TestServer server, String token) throws Exception {
        return server.get("/x", "Authorization", "Bearer " + token);
    }
}
