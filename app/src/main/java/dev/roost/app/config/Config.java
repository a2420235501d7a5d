package dev.roost.app.config;

import dev.roost.http.json.EntitySettings;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.HttpSettings.Bounds;
import dev.roost.http.server.HttpSettings.ConnectionBounds;
import dev.roost.http.server.HttpSettings.Names;
import dev.roost.http.server.HttpSettings.RateLimits;
import dev.roost.http.server.HttpSettings.Registrations;
import dev.roost.http.server.HttpSettings.StreamBounds;
import dev.roost.http.server.ReservedNames;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.telemetry.files.TextFiles;
import dev.roost.timeline.CelebrityRule;
import dev.roost.timeline.Strategy;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;

/**
 * Everything that an operator sets. {@code docs/roost.toml} names and explains each setting with its default.
 *
 * @param data the data directory
 */
public record Config(
        Path data,
        HttpSettings http,
        TimelineSettings timelines,
        RocksDbSettings store,
        long postCacheBytes,
        long accountCacheBytes) {
    /** The port that is served when nothing else is said. */
    public static final int PORT = 8420;

    private static final Path DATA = Path.of("roost-data");
    private static final int PORT_MAX = 65_535;
    private static final String PORT_ALLOWED = "a whole number from 1 to 65535, or 0 for any free port";
    private static final String BIND_ALLOWED = "an address or host name of this machine";
    private static final String DOMAIN_ALLOWED = "a host name, with :port where it is not the usual one";
    private static final String BASE_URL_ALLOWED =
            "http:// or https://, a host name, :port where it is not the usual one, and no slash at the end";
    private static final long HOUR_MS = 3_600_000;
    private static final long MINUTE_MS = 60_000;
    private static final int DAY_SECONDS = 86_400;
    private static final int MANY = 1_000_000;
    /** What an active reader takes with the usual number of entries. */
    private static final int READER_BYTES = 7 << 10;

    /**
     * Reads and checks the settings.
     *
     * @param file null to use only defaults and overrides
     * @throws ConfigException when a setting is unknown or out of bounds, or the file cannot be read
     */
    public static Config load(@Nullable Path file, Overrides overrides) throws ConfigException {
        TomlSettings settings =
                file == null ? new TomlSettings("", null) : new TomlSettings(file.toString(), Toml.parse(read(file)));
        List<String> problems = new ArrayList<>(wrong(overrides));
        Config config = from(settings, problems.isEmpty() ? overrides : Overrides.NONE);
        problems.addAll(settings.problems());
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return config;
    }

    private static List<String> wrong(Overrides overrides) {
        List<String> problems = new ArrayList<>();
        Integer port = overrides.port();
        if (port != null && (port < 0 || port > PORT_MAX)) {
            problems.add("--port is " + port + "; allowed: " + PORT_ALLOWED);
        }
        check(problems, "--bind", overrides.bind(), BIND_ALLOWED, Config::isHost);
        check(problems, "--domain", overrides.domain(), DOMAIN_ALLOWED, Config::isDomain);
        check(problems, "--base-url", overrides.baseUrl(), BASE_URL_ALLOWED, Config::isBaseUrl);
        return problems;
    }

    private static void check(
            List<String> problems, String option, @Nullable String value, String allowed, Predicate<String> accepted) {
        if (value != null && !accepted.test(value)) {
            problems.add(option + " is \"" + value + "\"; allowed: " + allowed);
        }
    }

    private static String read(Path file) throws ConfigException {
        try {
            return TextFiles.read(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException(List.of("there is no configuration file " + file));
        } catch (IOException e) {
            throw new ConfigException(List.of("cannot read configuration file " + file + ": " + e.getMessage()));
        }
    }

    private static Config from(TomlSettings settings, Overrides overrides) {
        Path data = Path.of(settings.text("data", "a path", Config::isPath, DATA.toString()));
        return new Config(
                Objects.requireNonNullElse(overrides.data(), data),
                http(settings, overrides),
                timelines(settings, overrides),
                new RocksDbSettings(
                        mebibytes(settings, "store.block_cache_mib", 8, RocksDbSettings.DEFAULTS.blockCacheBytes()),
                        mebibytes(settings, "store.write_ahead_mib", 1, RocksDbSettings.DEFAULTS.writeAheadBytesMax())),
                mebibytes(settings, "caches.posts_mib", 1, Math.min(EntitySettings.POST_CACHE_BYTES, heapBytes() / 8)),
                mebibytes(
                        settings,
                        "caches.accounts_mib",
                        1,
                        Math.min(EntitySettings.ACCOUNT_CACHE_BYTES, heapBytes() / 24)));
    }

    private static HttpSettings http(TomlSettings settings, Overrides overrides) {
        String bind = Objects.requireNonNullElse(
                overrides.bind(), settings.text("server.bind", BIND_ALLOWED, Config::isHost, "127.0.0.1"));
        int asked = Objects.requireNonNullElse(overrides.port(), settings.integer("server.port", 0, PORT_MAX, PORT));
        int port = asked == 0 ? freePort() : asked;
        String domain = Objects.requireNonNullElse(
                overrides.domain(),
                settings.text("server.domain", DOMAIN_ALLOWED, Config::isDomain, "localhost:" + port));
        String baseUrl = Objects.requireNonNullElse(
                overrides.baseUrl(),
                settings.text(
                        "server.base_url",
                        BASE_URL_ALLOWED,
                        Config::isBaseUrl,
                        (isLocal(domain) ? "http://" : "https://") + domain));
        return new HttpSettings(
                domain,
                baseUrl,
                baseUrl.replaceFirst("^http", "ws"),
                bind,
                port,
                settings.text("community.title", "a text", title -> !title.isBlank(), "Roost"),
                settings.text("community.description", "a text", _ -> true, "A home-timeline server"),
                settings.text("community.contact_email", "an e-mail address", Config::isEmail, ""),
                settings.texts("community.rules", List.of()),
                Objects.requireNonNullElse(
                        overrides.registrations(),
                        settings.choice("community.registrations", Registrations.class, Registrations.CLOSED)),
                settings.flag("server.behind_proxy", false),
                settings.flag("community.password_grant", true),
                names(settings),
                rateLimits(settings),
                bounds(settings));
    }

    private static Names names(TomlSettings settings) {
        return new Names(
                settings.text(
                        "community.software_name",
                        "lower-case letters, digits and hyphens",
                        name -> name.matches("[a-z0-9-]{1,40}"),
                        Names.DEFAULT.software()),
                ReservedNames.of(settings.texts("community.reserved_usernames", ReservedNames.DEFAULT)));
    }

    private static RateLimits rateLimits(TomlSettings settings) {
        RateLimits usual = RateLimits.MASTODON;
        int max = MANY;
        return new RateLimits(
                settings.flag("rate_limits.enabled", usual.enabled()),
                settings.integer("rate_limits.per_user", 1, max, usual.perUser()),
                settings.integer("rate_limits.per_address", 1, max, usual.perAddress()),
                seconds(settings, "rate_limits.period_seconds", usual.period()),
                settings.integer("rate_limits.sign_ins_per_address", 1, max, usual.signInsPerAddress()),
                settings.integer("rate_limits.sign_ins_per_account", 1, max, usual.signInsPerAccount()),
                settings.integer("rate_limits.registrations_per_address", 1, max, usual.registrationsPerAddress()),
                seconds(settings, "rate_limits.registration_period_seconds", usual.registrationPeriod()),
                settings.integer("rate_limits.guesses_per_account", 1, max, usual.guessesPerAccount()),
                seconds(settings, "rate_limits.guess_period_seconds", usual.guessPeriod()));
    }

    private static Bounds bounds(TomlSettings settings) {
        Bounds usual = Bounds.DEFAULT;
        return new Bounds(
                connections(settings, usual.connections()),
                usual.headerBytes(),
                usual.bodyBytes(),
                streams(settings, usual.streams()),
                seconds(settings, "server.stop_seconds", usual.stopTimeout()));
    }

    private static ConnectionBounds connections(TomlSettings settings, ConnectionBounds usual) {
        return new ConnectionBounds(
                settings.integer("server.connections_max", 16, MANY, usual.max()),
                settings.integer("server.connections_per_address", 0, MANY, usual.perAddress()),
                settings.integer("server.half_sent_per_address", 1, MANY, usual.halfSentPerAddress()),
                seconds(settings, "server.idle_seconds", usual.idleTimeout()),
                seconds(settings, "server.head_seconds", usual.headTime()),
                settings.integer("server.bytes_per_second_min", 1, MANY, usual.bytesPerSecondMin()));
    }

    private static StreamBounds streams(TomlSettings settings, StreamBounds usual) {
        return new StreamBounds(
                settings.integer("server.streams_max", 1, MANY, usual.max()),
                settings.integer("server.anonymous_streams_max", 0, MANY, usual.anonymous()),
                settings.integer("server.anonymous_streams_per_address", 0, MANY, usual.anonymousPerAddress()));
    }

    private static TimelineSettings timelines(TomlSettings settings, Overrides overrides) {
        TimelineSettings usual = TimelineSettings.DEFAULT;
        Strategy strategy = settings.choice("timelines.strategy", Strategy.class, usual.strategy());
        return new TimelineSettings(
                Objects.requireNonNullElse(overrides.strategy(), strategy),
                celebrities(settings, usual.celebrities()),
                settings.integer("timelines.capacity", 40, 100_000, usual.capacity()),
                settings.wholeNumber("timelines.boost_window_hours", 0, 24 * 365, usual.boostWindowMs() / HOUR_MS)
                        * HOUR_MS,
                settings.integer("timelines.active_readers_max", 1, 100_000_000, activeReaders(usual)),
                settings.wholeNumber("timelines.idle_minutes", 1, 60 * 24 * 30, usual.idleMs() / MINUTE_MS)
                        * MINUTE_MS);
    }

    /** As many as usual, or as a sixth of the heap holds. */
    private static int activeReaders(TimelineSettings usual) {
        return (int) Math.min(usual.activeReadersMax(), heapBytes() / 6 / READER_BYTES);
    }

    /** Defaults fit it, so that nobody has to know them to serve with little memory. */
    private static long heapBytes() {
        return Runtime.getRuntime().maxMemory();
    }

    private static CelebrityRule celebrities(TomlSettings settings, CelebrityRule usual) {
        return settings.integerOr(
                "timelines.celebrity_threshold",
                1,
                Integer.MAX_VALUE,
                CelebrityRule.Threshold::new,
                Map.of("auto", CelebrityRule.ByCost.DEFAULT),
                usual);
    }

    private static long mebibytes(TomlSettings settings, String key, long min, long otherwiseBytes) {
        return settings.wholeNumber(key, min, 1 << 20, otherwiseBytes >> 20) << 20;
    }

    private static Duration seconds(TomlSettings settings, String key, Duration otherwise) {
        return Duration.ofSeconds(settings.wholeNumber(key, 1, DAY_SECONDS, otherwise.toSeconds()));
    }

    /** Asked for before anything starts, because addresses that clients see contain it. */
    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }

    private static boolean isPath(String text) {
        return !text.isBlank() && text.indexOf('\0') < 0;
    }

    private static boolean isHost(String text) {
        return text.matches("[A-Za-z0-9.:_-]+");
    }

    /** Whether this can follow the {@code @} of a full handle. */
    public static boolean isDomain(String text) {
        return text.matches("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\\d{1,5})?");
    }

    /** Whether this is a URL without path, query and trailing slash. */
    public static boolean isBaseUrl(String text) {
        try {
            URI url = new URI(text);
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && String.valueOf(url.getRawPath()).isEmpty()
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isLocal(String domain) {
        return domain.matches("(localhost|127\\.0\\.0\\.1)(:\\d+)?");
    }

    private static boolean isEmail(String text) {
        return text.isEmpty() || text.matches("[^@\\s]+@[^@\\s]+");
    }
}
