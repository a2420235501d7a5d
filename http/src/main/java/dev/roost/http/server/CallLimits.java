package dev.roost.http.server;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.roost.http.server.HttpSettings.RateLimits;
import dev.roost.model.AccountId;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls in fixed periods, per account and per address, and refuses those past the limits.
 *
 * <p>Periods begin at multiples of their length, as Mastodon's do. The least recent callers are forgotten when there
 * are more than {@link #CALLERS_MAX} of a kind. Any thread.
 */
public final class CallLimits {
    /** Callers of one kind that are counted at a time. */
    private static final int CALLERS_MAX = 100_000;

    private final RateLimits limits;
    private final LongSupplier clockMs;
    private final LoadingCache<AccountId, Bucket> users;
    private final LoadingCache<String, Bucket> addresses;
    private final LoadingCache<String, Bucket> signIns;
    private final LoadingCache<SignIn, Bucket> accountSignIns;
    private final LoadingCache<String, Bucket> registrations;
    private volatile @Nullable Reset reset;

    private record SignIn(String address, String account) {}

    private record Reset(long atMs, String text) {}

    /**
     * What is left to a caller in this period.
     *
     * @param resetAt when the next period begins, ISO 8601
     */
    record Left(boolean granted, int limit, long remaining, String resetAt) {}

    /** Limits as set, by this clock. */
    public CallLimits(RateLimits limits, LongSupplier clockMs) {
        this.limits = limits;
        this.clockMs = clockMs;
        users = buckets(limits.perUser(), limits.period());
        addresses = buckets(limits.perAddress(), limits.period());
        signIns = buckets(limits.signInsPerAddress(), limits.period());
        accountSignIns = buckets(limits.signInsPerAccount(), limits.period());
        registrations = buckets(limits.registrationsPerAddress(), limits.registrationPeriod());
    }

    /**
     * Counts an attempt to sign in.
     *
     * @param account as the client names it
     * @throws ApiError 429
     */
    public void countSignIn(String address, String account) {
        if (limits.enabled()) {
            String network = Network.of(address);
            require(signIns.get(network).tryConsume(1));
            require(accountSignIns.get(new SignIn(network, account)).tryConsume(1));
        }
    }

    /**
     * Counts a registration.
     *
     * @throws ApiError 429
     */
    public void countRegistration(String address) {
        if (limits.enabled()) {
            require(registrations.get(Network.of(address)).tryConsume(1));
        }
    }

    static ApiError tooMany() {
        return new ApiError(429, "Too many requests");
    }

    /** Counts a call; null where calls are not limited. */
    @Nullable
    Left count(@Nullable AccountId account, String address) {
        if (!limits.enabled()) {
            return null;
        }
        Bucket bucket = account == null ? addresses.get(Network.of(address)) : users.get(account);
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new Left(
                probe.isConsumed(),
                account == null ? limits.perAddress() : limits.perUser(),
                probe.getRemainingTokens(),
                resetAt());
    }

    private static void require(boolean granted) {
        if (!granted) {
            throw tooMany();
        }
    }

    private String resetAt() {
        long periodMs = limits.period().toMillis();
        long nextMs = (Math.floorDiv(clockMs.getAsLong(), periodMs) + 1) * periodMs;
        Reset known = reset;
        if (known == null || known.atMs != nextMs) {
            // Periods begin on whole seconds; the fraction is written out because clients expect one.
            String text = Instant.ofEpochMilli(nextMs).toString().replace("Z", ".000Z");
            known = new Reset(nextMs, text);
            reset = known;
        }
        return known.text;
    }

    private <K> LoadingCache<K, Bucket> buckets(int limit, Duration period) {
        TimeMeter clock = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clockMs.getAsLong());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
        return Caffeine.newBuilder()
                .maximumSize(CALLERS_MAX)
                .expireAfterAccess(period.multipliedBy(2))
                .build(caller -> Bucket.builder()
                        .addLimit(bandwidth ->
                                bandwidth.capacity(limit).refillIntervallyAligned(limit, period, nextPeriod(period)))
                        .withCustomTimePrecision(clock)
                        .build());
    }

    private Instant nextPeriod(Duration period) {
        long periodMs = period.toMillis();
        return Instant.ofEpochMilli((Math.floorDiv(clockMs.getAsLong(), periodMs) + 1) * periodMs);
    }
}
