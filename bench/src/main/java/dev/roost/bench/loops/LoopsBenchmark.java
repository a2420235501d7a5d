package dev.roost.bench.loops;

import dev.roost.bench.Benchmark;
import dev.roost.bench.Rounds;
import dev.roost.bench.Session;
import dev.roost.bench.http.JsonLoop;
import dev.roost.bench.pages.PageLoop;
import dev.roost.timeline.DeliveryLoop;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * {@code loops}: steps that are too short to be timed from outside, each repeated in a Java machine of its own. Nothing
 * else runs meanwhile and everything is in the caches: they tell one version of a step from the next, not what it costs
 * a server.
 */
public final class LoopsBenchmark implements Benchmark {
    /** Short, so that whoever else takes the processor spoils a few of many, which the median passes over. */
    private static final TimeValue ITERATION = TimeValue.milliseconds(200);

    private static final int WARM_UPS = 20;
    private static final int ITERATIONS_A_ROUND = 5;
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private static final List<Loop> LOOPS = List.of(
            new Loop("a post delivered to 403 rings", DeliveryLoop.class, "deliver"),
            new Loop("home page, kept", PageLoop.class, "kept"),
            new Loop("home page, merged anew", PageLoop.class, "merged"),
            new Loop("log entry of a post, encoded", CodecLoop.class, "encode"),
            new Loop("log entry of a post, decoded", CodecLoop.class, "decode"),
            new Loop("links, mentions and tags of 140 characters", TextLoop.class, "scan"),
            new Loop("JSON of a page of 20 posts, kept", JsonLoop.class, "page"),
            new Loop("a time recorded", RecordingLoop.class, "record"));

    private record Loop(String figure, Class<?> type, String method) {
        String pattern() {
            return "^" + Pattern.quote(type.getName() + "." + method) + "$";
        }
    }

    @Override
    public String name() {
        return "loops";
    }

    @Override
    public String about() {
        return "single steps, time and bytes allocated: delivery, pages, log entries, text, JSON, recording";
    }

    /** New objects stay in memory that was touched before, which here takes longer than what is to be measured. */
    @Override
    public List<String> javaOptions() {
        return List.of("-Xms1g", "-Xmx1g", "-Xmn64m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow");
    }

    @Override
    public void run(Session session) throws Exception {
        for (Loop loop : LOOPS) {
            RunResult result = measure(session, loop);
            Rounds.Results times = new Rounds.Results(Map.of(loop.figure(), scores(result)));
            session.report(session.figure(loop.figure(), times.median(loop.figure()), "ns"));
            session.report(session.figure(
                    loop.figure() + ", half between the quartiles", 100 * times.spread(loop.figure()), "%"));
            session.report(session.figure(loop.figure() + ", allocated", bytesAllocated(result), "bytes"));
        }
    }

    /** Of each iteration, in nanoseconds. */
    private static List<Double> scores(RunResult result) {
        return result.getAggregatedResult().getIterationResults().stream()
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .toList();
    }

    /** Whole ones: what is below comes from JMH and the threads around. */
    private static double bytesAllocated(RunResult result) {
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        if (allocated == null) {
            throw new IllegalStateException("JMH does not tell " + ALLOCATED);
        }
        return Math.rint(allocated.getScore());
    }

    /** In a Java machine with this one's class path and options, which JMH hands on. */
    private static RunResult measure(Session session, Loop loop) throws Exception {
        session.say(loop.figure());
        String directory = session.directory(loop.method()).toString();
        OptionsBuilder options = new OptionsBuilder();
        options.include(loop.pattern())
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(ITERATION)
                .measurementIterations(ITERATIONS_A_ROUND * session.rounds())
                .measurementTime(ITERATION)
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-D" + JsonLoop.DIRECTORY + "=" + directory)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        return new Runner(options.build()).runSingle();
    }
}
