package dev.roost.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roost.http.server.HttpSettings.Registrations;
import dev.roost.timeline.CelebrityRule;
import dev.roost.timeline.Strategy;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
    @TempDir
    Path directory;

    @Test
    void nothingSaidGivesTheDefaults() throws ConfigException {
        Config config = Config.load(null, Overrides.NONE);
        assertThat(config.data()).isEqualTo(Path.of("roost-data"));
        assertThat(config.http().port()).isEqualTo(8420);
        assertThat(config.http().bindAddress()).isEqualTo("127.0.0.1");
        assertThat(config.http().domain()).isEqualTo("localhost:8420");
        assertThat(config.http().baseUrl()).isEqualTo("http://localhost:8420");
        assertThat(config.http().streamingUrl()).isEqualTo("ws://localhost:8420");
        assertThat(config.http().registrations()).isEqualTo(Registrations.CLOSED);
        assertThat(config.timelines())
                .usingRecursiveComparison()
                .ignoringFields("activeReadersMax")
                .isEqualTo(TimelineSettings.DEFAULT);
        long heapBytes = Runtime.getRuntime().maxMemory();
        assertThat(config.timelines().activeReadersMax()).isBetween(1, TimelineSettings.DEFAULT.activeReadersMax());
        assertThat(config.timelines().activeReadersMax() * 7_168L).isLessThanOrEqualTo(heapBytes / 6);
        assertThat(config.postCacheBytes() + config.accountCacheBytes()).isLessThanOrEqualTo(heapBytes / 6);
    }

    @Test
    void theDocumentedFileHoldsTheDefaults() throws ConfigException {
        Path documented = Path.of("").toAbsolutePath().resolveSibling("docs/roost.toml");
        assertThat(Config.load(documented, Overrides.NONE)).isEqualTo(Config.load(null, Overrides.NONE));
    }

    @Test
    void theDocumentedFileNamesEverySetting() throws IOException, ConfigException {
        Path documented = Path.of("").toAbsolutePath().resolveSibling("docs/roost.toml");
        List<String> problems = problems("nonsense_beyond_any_guess = 1", Overrides.NONE);
        String allowed = problems.getFirst().replaceFirst(".*allowed are: ", "");
        String text = Files.readString(documented);
        for (String key : allowed.split(", ")) {
            assertThat(text).as(key).containsPattern("\n(# )?" + key.substring(key.indexOf('.') + 1) + " = ");
        }
    }

    @Test
    void theFileIsTaken() throws Exception {
        Config config = load("""
                data = "/srv/roost"
                [server]
                port = 80
                domain = "example.org"
                [community]
                registrations = "approval"
                rules = ["Be kind.", "No spam."]
                [timelines]
                strategy = "read"
                boost_window_hours = 0
                [store]
                block_cache_mib = 64
                """, Overrides.NONE);
        assertThat(config.data()).isEqualTo(Path.of("/srv/roost"));
        assertThat(config.http().baseUrl()).isEqualTo("https://example.org");
        assertThat(config.http().streamingUrl()).isEqualTo("wss://example.org");
        assertThat(config.http().registrations()).isEqualTo(Registrations.APPROVAL);
        assertThat(config.http().rules()).containsExactly("Be kind.", "No spam.");
        assertThat(config.timelines().strategy()).isEqualTo(Strategy.READ);
        assertThat(config.timelines().boostWindowMs()).isZero();
        assertThat(config.store().blockCacheBytes()).isEqualTo(64 << 20);
    }

    @Test
    void theCelebrityThresholdIsANumberOrAuto() throws Exception {
        assertThat(load("[timelines]\ncelebrity_threshold = 7", Overrides.NONE)
                        .timelines()
                        .celebrities())
                .isEqualTo(new CelebrityRule.Threshold(7));
        assertThat(load("[timelines]\ncelebrity_threshold = \"auto\"", Overrides.NONE)
                        .timelines()
                        .celebrities())
                .isEqualTo(CelebrityRule.ByCost.DEFAULT);
        assertThat(problems("[timelines]\ncelebrity_threshold = \"car\"", Overrides.NONE))
                .containsExactly("FILE line 2: timelines.celebrity_threshold is \"car\"; allowed: a whole number from 1"
                        + " to 2147483647, or \"auto\"");
    }

    @Test
    void optionsWin() throws Exception {
        Config config = load(
                "data = \"a\"\n[server]\nport = 80\nbind = \"0.0.0.0\"\n[timelines]\nstrategy = \"read\"",
                new Overrides(
                        Path.of("b"),
                        "::1",
                        9000,
                        "x.example",
                        "http://x.example:9000",
                        Strategy.WRITE,
                        Registrations.OPEN));
        assertThat(config.data()).isEqualTo(Path.of("b"));
        assertThat(config.http().port()).isEqualTo(9000);
        assertThat(config.http().bindAddress()).isEqualTo("::1");
        assertThat(config.http().domain()).isEqualTo("x.example");
        assertThat(config.http().baseUrl()).isEqualTo("http://x.example:9000");
        assertThat(config.http().registrations()).isEqualTo(Registrations.OPEN);
        assertThat(config.timelines().strategy()).isEqualTo(Strategy.WRITE);
    }

    @Test
    void everyProblemIsALineWithItsNamePlaceAndWhatIsAllowed() throws Exception {
        assertThat(problems("""
                        dta = "x"
                        [server]
                        port = 99999
                        base_url = "https://example.org/"
                        behind_proxy = "yes"
                        [timelines]
                        strategy = "push"
                        capactiy = 5
                        [community]
                        rules = [1, 2]
                        """, Overrides.NONE))
                .containsExactly(
                        "FILE line 1: dta is not a setting; did you mean data?",
                        "FILE line 3: server.port is 99999; allowed: a whole number from 0 to 65535",
                        "FILE line 4: server.base_url is \"https://example.org/\"; allowed: http:// or https://, a host"
                                + " name, :port where it is not the usual one, and no slash at the end",
                        "FILE line 5: server.behind_proxy is \"yes\"; allowed: true or false",
                        "FILE line 7: timelines.strategy is \"push\"; allowed: \"read\" or \"write\" or \"hybrid\"",
                        "FILE line 8: timelines.capactiy is not a setting; did you mean timelines.capacity?",
                        "FILE line 10: community.rules is a list; allowed: a list of texts");
    }

    @Test
    void aSettingOutsideItsTableIsGuessed() throws Exception {
        assertThat(problems("port = 80", Overrides.NONE))
                .containsExactly("FILE line 1: port is not a setting; did you mean server.port?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port = = 3",
                "bind = \"127.0.0.1",
                "port = 8420 # fine\nbind = '0.0.0.0\nport = 1",
                "port 8420\nidle_seconds 60",
                "port = 99999999999999999999\n[",
                "port = [1, 2\nbind = \"x\"\n[store",
                "[[\nport = 70000\nnonsense = 1",
            })
    void whatIsNotTomlIsOneLine(String text) throws Exception {
        assertThat(problems("[server]\n" + text, Overrides.NONE))
                .singleElement()
                .asString()
                .matches("FILE line [23]: not TOML: [^\\n]+");
    }

    @Test
    void atableForAValueIsRefused() throws Exception {
        assertThat(problems("[server.port]\nx = 1", Overrides.NONE))
                .contains("FILE line 1: server.port is a table; allowed: a whole number from 0 to 65535");
    }

    @Test
    void wrongOptionsAreNamed() throws Exception {
        assertThat(problems("", new Overrides(null, "a b", 70_000, "@x", "example.org", null, null)))
                .containsExactly(
                        "--port is 70000; allowed: a whole number from 1 to 65535, or 0 for any free port",
                        "--bind is \"a b\"; allowed: an address or host name of this machine",
                        "--domain is \"@x\"; allowed: a host name, with :port where it is not the usual one",
                        "--base-url is \"example.org\"; allowed: http:// or https://, a host name, :port where it is"
                                + " not the usual one, and no slash at the end");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("none.toml");
        assertThat(catchThrowableOfType(ConfigException.class, () -> Config.load(missing, Overrides.NONE))
                        .problems())
                .containsExactly("there is no configuration file " + missing);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFile() throws Exception {
        assertThat(load("\uFEFFdata = \"/srv/roost\"\r\n", Overrides.NONE).data())
                .isEqualTo(Path.of("/srv/roost"));
        Path wide = Files.writeString(directory.resolve("wide.toml"), "\uFEFFport = 1", StandardCharsets.UTF_16LE);
        assertThat(catchThrowableOfType(ConfigException.class, () -> Config.load(wide, Overrides.NONE))
                        .problems())
                .singleElement()
                .asString()
                .contains("UTF-16LE", "only UTF-8");
    }

    @Test
    void portZeroBecomesAFreeOne() throws Exception {
        Config config = load("", new Overrides(null, null, 0, null, null, null, null));
        assertThat(config.http().port()).isPositive();
        assertThat(config.http().baseUrl())
                .isEqualTo("http://localhost:" + config.http().port());
    }

    private Config load(String text, Overrides overrides) throws Exception {
        return Config.load(Files.writeString(directory.resolve("roost.toml"), text), overrides);
    }

    private List<String> problems(String text, Overrides overrides) throws IOException {
        Path file = Files.writeString(directory.resolve("roost.toml"), text);
        return catchThrowableOfType(ConfigException.class, () -> Config.load(file, overrides)).problems().stream()
                .map(line -> line.replace(file.toString(), "FILE"))
                .toList();
    }
}
