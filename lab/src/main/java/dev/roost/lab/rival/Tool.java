package dev.roost.lab.rival;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Another load tool, if it is installed. */
public enum Tool {
    /** A constant rate, with as many workers as that takes. */
    VEGETA(
            "vegeta",
            "https://github.com/tsenart/vegeta, or go install github.com/tsenart/vegeta/v12@latest",
            "sends each when it is due; times count from when a worker turned to it",
            Own.STARTED) {
        @Override
        int warmUpSeconds() {
            return 0;
        }

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
            return outcome(
                    perSecond,
                    told.path("rate").asDouble(),
                    requests - told.path("status_codes").path("200").asLong(),
                    times.path("50th").asLong(),
                    times.path("90th").asLong(),
                    times.path("99th").asLong(),
                    -1,
                    times.path("max").asLong());
        }
    },
    /**
     * Hyperfoil's engine, from the jar of the benchmarks. It has netty's fine timers and does not use them: this
     * version starts those who are due each whole millisecond, together. Its blocked time is what users waited for a
     * connection, and is in the response times.
     */
    HYPERFOIL(
            "hyperfoil",
            "./roost lab rival on the sources, which builds it",
            "wakes at whole milliseconds and starts all users who are due; times count from when it turned to a"
                    + " user, before a connection was free",
            Own.STEPS_STARTED) {
        @Override
        boolean isInBenchJar() {
            return true;
        }

        @Override
        int warmUpSeconds() {
            return 2;
        }

        @Override
        List<String> command(String program, String url, int perSecond, int seconds) {
            return List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    program,
                    "dev.roost.bench.load.Hyperfoil",
                    url,
                    Integer.toString(perSecond),
                    Integer.toString(seconds));
        }

        @Override
        Outcome read(String output, int perSecond) {
            JsonNode told = JsonMapper.shared().readTree(output);
            return outcome(
                    perSecond,
                    told.path("sent_per_second").asDouble(),
                    told.path("failed").asLong(),
                    told.path("p50_ns").asLong(),
                    told.path("p90_ns").asLong(),
                    told.path("p99_ns").asLong(),
                    told.path("p999_ns").asLong(),
                    told.path("max_ns").asLong());
        }
    },
    /**
     * So many connections that it hardly ever waits for one, each with its share of a constant rate; its log has every
     * request's time to a microsecond, from when it was sent. The first second, in which it connects, is left out.
     */
    H2LOAD(
            "h2load",
            "apt-get install nghttp2-client",
            "64 connections that each have their share of the rate and wake at whole milliseconds; times count from"
                    + " when it sent",
            Own.STEPS_STARTED) {
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
            return outcome(
                    perSecond,
                    sent * 1e6 / (lastUs - firstUs),
                    counted.stream().filter(each -> each[1] != 200).count(),
                    at(times, 0.5),
                    at(times, 0.9),
                    at(times, 0.99),
                    at(times, 0.999),
                    times[times.length - 1]);
        }
    },
    /** wrk with a rate. It leaves out the ten seconds and some in which it finds out how often to look at its rate. */
    WRK2(
            "wrk2",
            "https://github.com/giltene/wrk2",
            "64 connections that each have their share of the rate and wake at whole milliseconds; times count from"
                    + " when a request was due",
            Own.STEPS_DUE) {
        @Override
        int warmUpSeconds() {
            return WRK2_LEAVES_OUT_SECONDS;
        }

        @Override
        List<String> command(String program, String url, int perSecond, int seconds) {
            return List.of(
                    program,
                    "--rate",
                    Integer.toString(perSecond),
                    "--latency",
                    "--threads",
                    "1",
                    "--connections",
                    CONNECTIONS,
                    "--duration",
                    seconds + WRK2_LEAVES_OUT_SECONDS + "s",
                    url);
        }

        @Override
        Outcome read(String output, int perSecond) {
            return outcome(
                    perSecond,
                    Double.parseDouble(found(output, "Requests/sec: +([0-9.]+)")),
                    failed(output),
                    time(found(output, "\\n +50\\.000% +(\\S+)")),
                    time(found(output, "\\n +90\\.000% +(\\S+)")),
                    time(found(output, "\\n +99\\.000% +(\\S+)")),
                    time(found(output, "\\n +99\\.900% +(\\S+)")),
                    time(found(output, "\\n *100\\.000% +(\\S+)")));
        }
    },
    /** So many connections that each wait for an answer; at a rate it adds what its waiting left out. */
    AUTOCANNON(
            "autocannon",
            "npm install -g autocannon",
            "64 connections that wait for answers; adds what that left out; whole milliseconds",
            Kind.CORRECTED) {
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
            return outcome(
                    perSecond,
                    told.path("requests").path("total").asDouble()
                            / told.path("duration").asDouble(),
                    told.path("errors").asLong() + told.path("non2xx").asLong(),
                    milliseconds(times.path("p50")),
                    milliseconds(times.path("p90")),
                    milliseconds(times.path("p99")),
                    milliseconds(times.path("p99_9")),
                    milliseconds(times.path("max")));
        }

        private static long milliseconds(JsonNode value) {
            return Math.round(value.asDouble() * 1e6);
        }
    },
    /** So many connections that each ask again at once; takes no rate. The contrast. */
    WRK(
            "wrk",
            "apt-get install wrk",
            "64 connections that ask again as soon as they have an answer: a closed loop, the contrast",
            Kind.CLOSED) {
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
            return outcome(
                    perSecond,
                    Double.parseDouble(found(output, "Requests/sec: +([0-9.]+)")),
                    failed(output),
                    time(found(output, "50% +(\\S+)")),
                    time(found(output, "90% +(\\S+)")),
                    time(found(output, "99% +(\\S+)")),
                    -1,
                    time(found(output, "Latency +\\S+ +\\S+ +(\\S+)")));
        }
    };

    private static final String CONNECTIONS = "64";
    private static final int CONNECTIONS_MAX = 2_000;
    private static final int STAGGERED = 64;
    private static final int WRK2_LEAVES_OUT_SECONDS = 11;

    /** Whether it sends when due, waits for answers and then corrects, or waits and takes no rate. */
    private enum Kind {
        OPEN,
        CORRECTED,
        CLOSED
    }

    private final String program;
    private final String source;
    private final String about;
    private final Kind kind;
    private final String like;

    /** One that sends when due. */
    Tool(String program, String source, String about, Own like) {
        this(program, source, about, Kind.OPEN, like.label());
    }

    /** One that waits for answers. */
    Tool(String program, String source, String about, Kind kind) {
        this(program, source, about, kind, "");
    }

    Tool(String program, String source, String about, Kind kind, String like) {
        this.program = program;
        this.source = source;
        this.about = about;
        this.kind = kind;
        this.like = like;
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

    /** How it sends, and from when its times count, in a sentence. */
    public String about() {
        return about;
    }

    /** Whether it can be told how many requests to send in a second. */
    public boolean takesRate() {
        return kind != Kind.CLOSED;
    }

    /** How long it, or how it is called here, leaves out at the beginning. */
    int warmUpSeconds() {
        return kind == Kind.OPEN ? 1 : 0;
    }

    /** Whether it is a Java library that the jar of the benchmarks holds, with a program around it. */
    boolean isInBenchJar() {
        return false;
    }

    /** What was told, with -1 for a percentile that was not. */
    Outcome outcome(int asked, double sent, long failed, long p50Ns, long p90Ns, long p99Ns, long p999Ns, long maxNs) {
        return new Outcome(
                program,
                kind == Kind.OPEN,
                like,
                kind == Kind.CLOSED ? 0 : asked,
                sent,
                failed,
                p50Ns,
                p90Ns,
                p99Ns,
                p999Ns,
                maxNs,
                "");
    }

    /** What it tells if it does not end: nothing, and one failure at least. */
    Outcome unfinished(int asked) {
        return new Outcome(program, kind == Kind.OPEN, like, asked, 0, 1, -1, -1, -1, -1, -1, "did not end");
    }

    private static List<String> shell(String line) {
        return List.of("sh", "-c", line);
    }

    /** The time that this share of the requests did not exceed. */
    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /** Failures as wrk and wrk2 count them; lines that are only there if there were any. */
    private static long failed(String output) {
        return Pattern.compile("(?:Non-2xx or 3xx responses:|connect|read|write|timeout) (\\d+)")
                .matcher(output)
                .results()
                .mapToLong(each -> Long.parseLong(each.group(1)))
                .sum();
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
