package dev.roost.lab.rival;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Another load tool, if it is installed. */
public enum Tool {
    /** A constant rate, with as many workers as that takes; times count from when a worker sends. */
    VEGETA("vegeta", "https://github.com/tsenart/vegeta, or go install github.com/tsenart/vegeta/v12@latest") {
        @Override
        List<String> command(String program, String url, int perSecond, int seconds) {
            // The report reads what the attack writes.
            return shell(String.format(
                    Locale.ROOT,
                    "echo 'GET %s' | '%s' attack -rate=%d/s -duration=%ds -max-workers=%d | '%s' report -type=json",
                    url,
                    program,
                    perSecond,
                    seconds,
                    CONNECTIONS_MAX,
                    program));
        }

        @Override
        Outcome read(String output, int perSecond) {
            JsonNode told = JsonMapper.shared().readTree(output);
            JsonNode times = told.path("latencies");
            long requests = told.path("requests").asLong();
            return new Outcome(
                    program(),
                    true,
                    perSecond,
                    told.path("rate").asDouble(),
                    requests - told.path("status_codes").path("200").asLong(),
                    times.path("50th").asLong(),
                    times.path("90th").asLong(),
                    times.path("99th").asLong(),
                    -1,
                    times.path("max").asLong(),
                    "");
        }
    },
    /**
     * So many connections that it hardly ever waits for one, each with its share of a constant rate; its log has every
     * request's time to a microsecond, from when it was sent. The first second, in which it connects, is left out.
     */
    H2LOAD("h2load", "apt-get install nghttp2-client") {
        @Override
        List<String> command(String program, String url, int perSecond, int seconds) {
            // One connection each 10 ms: opened at once, they would all send at the same moments.
            return shell(String.format(
                    Locale.ROOT,
                    "log=$(mktemp) && trap 'rm -f \"$log\"' EXIT && '%s' --h1 --clients=%d --rate=1"
                            + " --rate-period=10ms --requests=%d --rps=%.3f --log-file=\"$log\" '%s' >&2"
                            + " && cat \"$log\"",
                    program,
                    STAGGERED,
                    perSecond * (seconds + 1),
                    (double) perSecond / STAGGERED,
                    url));
        }

        @Override
        Outcome read(String output, int perSecond) {
            List<long[]> all = output.lines()
                    .map(line -> Stream.of(line.split("\t", -1))
                            .limit(3)
                            .mapToLong(Long::parseLong)
                            .toArray())
                    .sorted(Comparator.comparingLong(each -> each[0]))
                    .toList();
            long firstUs = all.getFirst()[0] + 1_000_000;
            List<long[]> counted =
                    all.stream().filter(each -> each[0] >= firstUs).toList();
            // Connections that began later end later: the rate is that of the time when all of them were there.
            long lastUs = all.getLast()[0] - 1_000_000;
            long sent = counted.stream().filter(each -> each[0] < lastUs).count();
            long[] times =
                    counted.stream().mapToLong(each -> each[2] * 1_000).sorted().toArray();
            return new Outcome(
                    program(),
                    true,
                    perSecond,
                    sent * 1e6 / (lastUs - firstUs),
                    counted.stream().filter(each -> each[1] != 200).count(),
                    at(times, 0.5),
                    at(times, 0.9),
                    at(times, 0.99),
                    at(times, 0.999),
                    times[times.length - 1],
                    "");
        }
    },
    /** So many connections that each wait for an answer; at a rate it adds what its waiting left out. */
    AUTOCANNON("autocannon", "npm install -g autocannon") {
        @Override
        List<String> command(String program, String url, int perSecond, int seconds) {
            return List.of(
                    program,
                    "--json",
                    "--connections",
                    CONNECTIONS,
                    "--overallRate",
                    Integer.toString(perSecond),
                    "--duration",
                    Integer.toString(seconds),
                    url);
        }

        @Override
        Outcome read(String output, int perSecond) {
            JsonNode told = JsonMapper.shared().readTree(output);
            JsonNode times = told.path("latency");
            return new Outcome(
                    program(),
                    false,
                    perSecond,
                    told.path("requests").path("total").asDouble()
                            / told.path("duration").asDouble(),
                    told.path("errors").asLong() + told.path("non2xx").asLong(),
                    milliseconds(times.path("p50")),
                    milliseconds(times.path("p90")),
                    milliseconds(times.path("p99")),
                    milliseconds(times.path("p99_9")),
                    milliseconds(times.path("max")),
                    "");
        }

        private static long milliseconds(JsonNode value) {
            return Math.round(value.asDouble() * 1e6);
        }
    },
    /** So many connections that each ask again at once; takes no rate. The contrast. */
    WRK("wrk", "apt-get install wrk") {
        @Override
        List<String> command(String program, String url, int perSecond, int seconds) {
            return List.of(
                    program,
                    "--threads",
                    "1",
                    "--connections",
                    CONNECTIONS,
                    "--duration",
                    seconds + "s",
                    "--latency",
                    url);
        }

        @Override
        Outcome read(String output, int perSecond) {
            return new Outcome(
                    program(),
                    false,
                    0,
                    Double.parseDouble(found(output, "Requests/sec: +([0-9.]+)")),
                    0,
                    time(found(output, "50% +(\\S+)")),
                    time(found(output, "90% +(\\S+)")),
                    time(found(output, "99% +(\\S+)")),
                    -1,
                    time(found(output, "Latency +\\S+ +\\S+ +(\\S+)")),
                    "");
        }
    };

    private static final String CONNECTIONS = "64";
    private static final int CONNECTIONS_MAX = 2_000;
    private static final int STAGGERED = 64;

    private final String program;
    private final String source;

    Tool(String program, String source) {
        this.program = program;
        this.source = source;
    }

    abstract List<String> command(String program, String url, int perSecond, int seconds);

    /** Reads what it printed. */
    abstract Outcome read(String output, int perSecond);

    /** Its name, as it is called. */
    public String program() {
        return program;
    }

    /** Where to get it. */
    public String source() {
        return source;
    }

    /** Where it is installed: in a folder of {@code path}, as that of the environment. */
    Optional<String> installed(String path) {
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .map(folder -> Path.of(folder, program).toFile())
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst();
    }

    /** Runs it; waits until it ends. */
    Outcome run(String installed, String url, int perSecond, int seconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(installed, url, perSecond, seconds))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0 || output.isBlank()) {
            throw new IOException(program + " ended with status " + status + " and told nothing that can be read");
        }
        try {
            return read(output, perSecond);
        } catch (JacksonException | IllegalArgumentException other) {
            throw new IOException(program + " tells its figures in another form than this program knows", other);
        }
    }

    private static List<String> shell(String line) {
        return List.of("sh", "-c", line);
    }

    /** The time that this share of the requests did not exceed. */
    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static String found(String output, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(output);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + pattern + " in what was told");
        }
        return matcher.group(1);
    }

    /** A time such as {@code 1.20ms}, in nanoseconds. */
    static long time(String told) {
        Matcher parts = Pattern.compile("([0-9.]+)(us|ms|s|m)").matcher(told);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + told + "\" is no time");
        }
        double unit = switch (parts.group(2)) {
            case "us" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            default -> 60e9;
        };
        return Math.round(Double.parseDouble(parts.group(1)) * unit);
    }
}
