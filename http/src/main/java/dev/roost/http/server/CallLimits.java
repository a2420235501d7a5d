package dev.roost.http.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.roost.http.server.HttpSettings.RateLimits;
import dev.roost.model.AccountId;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls in fixed periods, per account and per address, and refuses those past the limits.
 *
 * <p>Periods begin at multiples of their length, as Mastodon's do, unless the clock has gone back: then they go on, and
 * nobody waits for the clock to catch up. The least recent callers are forgotten when there are more than
 * {@link #CALLERS_MAX} of a kind. Any thread.
 */
public final class CallLimits {
    /** Callers of one kind that are counted at a time. */
    private static final int CALLERS_MAX = 100_000;
    /** How long the network of a sign-in is known; those of before a restart are not. */
    private static final Duration KNOWN_LIFE = Duration.ofDays(30);

    private final RateLimits limits;
    private final ForwardClock clock;
    private final LoadingCache<AccountId, Bucket> users;
    private final LoadingCache<String, Bucket> addresses;
    private final LoadingCache<String, Bucket> signIns;
    private final LoadingCache<Place, Bucket> accountSignIns;
    private final LoadingCache<String, Bucket> guesses;
    private final Cache<Place, Boolean> known;
    private final LoadingCache<String, Bucket> registrations;
    private volatile @Nullable Reset reset;

    private static final DateTimeFormatter RESET = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Where somebody signs in to an account: a network, or a browser. */
    private record Place(String where, String account) {}

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
        this.clock = new ForwardClock(clockMs);
        users = buckets(limits.perUser(), limits.period());
        addresses = buckets(limits.perAddress(), limits.period());
        signIns = buckets(limits.signInsPerAddress(), limits.period());
        accountSignIns = buckets(limits.signInsPerAccount(), limits.period());
        guesses = buckets(limits.guessesPerAccount(), limits.guessPeriod());
        known = Caffeine.newBuilder()
                .maximumSize(CALLERS_MAX)
                .expireAfterWrite(KNOWN_LIFE)
                .build();
        registrations = buckets(limits.registrationsPerAddress(), limits.registrationPeriod());
    }

    /**
     * Counts an attempt to sign in, before its password is looked at.
     *
     * <p>Whoever guesses the password of one account from many addresses has {@code guessesPerAccount} together. So
     * that this does not lock its owner out, networks and browsers from which somebody has signed in to the account
     * lately do not share that: each of them has its own {@code signInsPerAccount}, whatever strangers do.
     *
     * @param account names one account in one way, whatever the client has called it
     * @param browser the name of the browser, if it has proved that it has signed in to this account before
     * @throws ApiError 429
     */
    public void countSignIn(String address, String account, Optional<String> browser) {
        if (!limits.enabled()) {
            return;
        }
        if (browser.isPresent()) {
            requireSignIn(accountSignIns.get(new Place("browser " + browser.get(), account)));
            return;
        }
        Place place = new Place(Network.of(address), account);
        requireSignIn(signIns.get(place.where()));
        requireSignIn(accountSignIns.get(place));
        if (known.getIfPresent(place) == null) {
            requireSignIn(guesses.get(account));
        }
    }

    /**
     * Tells that the attempt which was just counted was right: it was no guess, and its network is known from now on.
     */
    public void signedIn(String address, String account, Optional<String> browser) {
        Place place = new Place(Network.of(address), account);
        if (limits.enabled() && browser.isEmpty() && known.getIfPresent(place) == null) {
            guesses.get(account).addTokens(1);
        }
        known.put(place, true);
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

    private static void requireSignIn(Bucket bucket) {
        if (!bucket.tryConsume(1)) {
            throw new ApiError(429, "Too many attempts to sign in, try again later");
        }
    }

    private static void require(boolean granted) {
        if (!granted) {
            throw tooMany();
        }
    }

    private String resetAt() {
        long periodMs = limits.period().toMillis();
        long nextMs = clock.toWall((Math.floorDiv(clock.getAsLong(), periodMs) + 1) * periodMs);
        Reset known = reset;
        if (known == null || known.atMs != nextMs) {
            // The fraction is written out because clients expect one.
            String text = RESET.format(Instant.ofEpochMilli(nextMs));
            known = new Reset(nextMs, text);
            reset = known;
        }
        return known.text;
    }

    private <K> LoadingCache<K, Bucket> buckets(int limit, Duration period) {
        TimeMeter meter = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.getAsLong());
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
                        .withCustomTimePrecision(meter)
                        .build());
    }

    private Instant nextPeriod(Duration period) {
        long periodMs = period.toMillis();
        return Instant.ofEpochMilli((Math.floorDiv(clock.getAsLong(), periodMs) + 1) * periodMs);
    }
}
