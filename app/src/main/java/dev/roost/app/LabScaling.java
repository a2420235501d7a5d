package dev.roost.app;

import dev.roost.app.LabCapacityCommand.Prober;
import dev.roost.app.LabCapacityCommand.Teller;
import dev.roost.lab.capacity.ScalingLaw;
import dev.roost.lab.capacity.ScalingLaw.Estimate;
import dev.roost.lab.capacity.ScalingLaw.Point;
import dev.roost.lab.capacity.Search;
import dev.roost.lab.report.CapacityReport;
import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Members;
import dev.roost.lab.run.Objectives;
import dev.roost.lab.run.Run;
import dev.roost.lab.run.Target;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.servers.CpuLimit;
import dev.roost.lab.servers.Launch;
import dev.roost.lab.servers.StartedServer;
import dev.roost.telemetry.files.TextFiles;
import dev.roost.telemetry.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The highest load within the objectives at several sizes, and the law of scaling that they follow. */
final class LabScaling {
    private static final long SECOND_NS = 1_000_000_000L;

    /** On few processors compiling takes long: it is done before they are limited. */
    private static final long WARM_UP_NS = 12 * SECOND_NS;

    private final Asked asked;
    private final Scenario base;
    private final Objectives objectives;
    private final Teller teller;

    /** What the command line asks for. */
    record Asked(
            List<Double> cpus,
            List<String> nodes,
            @Nullable Path points,
            @Nullable Double holdOut,
            String serverArguments,
            double from,
            int minutes) {}

    LabScaling(Asked asked, Scenario base, Objectives objectives, Teller teller) {
        this.asked = asked;
        this.base = base;
        this.objectives = objectives;
        this.teller = teller;
    }

    /** Measures, fits and compares; the exit status is 1 if the size held out is not as the fit tells. */
    int measure(@Nullable Path report) throws IOException, InterruptedException, LabException {
        List<Node> nodes = nodes();
        List<Point> measured = earlier();
        CpuLimit.require(asked.cpus);
        double out = heldOut(Stream.of(
                        measured.stream().map(Point::size),
                        asked.cpus.stream(),
                        nodes.stream().map(Node::size))
                .flatMap(each -> each)
                .toList());
        long eachNs = asked.minutes * 60L * SECOND_NS / Math.max(1, asked.cpus.size() + asked.nodes.size());
        double perUnit = asked.from;
        for (double size : asked.cpus) {
            Point point = limited(size, perUnit * size, eachNs);
            measured.add(point);
        }
        for (Node node : nodes) {
            measured.add(given(node, eachNs));
        }
        return fit(measured, out, report);
    }

    /** The size that the fit is compared with. Refuses what could not be fitted once all sizes are measured. */
    private double heldOut(List<Double> sizes) throws LabException {
        if (sizes.size() <= ScalingLaw.POINTS_MIN) {
            throw new LabException(
                    "the law of scaling has three figures, and one size is held out: name five or more, not "
                            + sizes.size() + " (those of --points count)");
        }
        double out = asked.holdOut == null ? Collections.max(sizes) : asked.holdOut;
        if (!sizes.contains(out)) {
            throw new LabException("--hold-out " + out + " is none of the sizes: name one of " + sizes);
        }
        List<Double> fitted = sizes.stream().filter(each -> each != out).toList();
        if (!ScalingLaw.suffices(fitted)) {
            throw new LabException("too few sizes for a fit: without " + out + ", which is held out, "
                    + ScalingLaw.POINTS_MIN + " points of three different sizes are needed, not " + fitted);
        }
        return out;
    }

    /** A server that somebody else runs. */
    private record Node(Target target, double size) {}

    private List<Node> nodes() throws LabException {
        List<Node> nodes = new ArrayList<>();
        for (String each : asked.nodes) {
            int at = each.lastIndexOf('@');
            double size;
            try {
                size = Double.parseDouble(each.substring(at + 1));
            } catch (NumberFormatException none) {
                size = 0;
            }
            if (at < 0 || !(size > 0)) {
                throw new LabException("\"" + each + "\" is no URL@N such as http://10.0.0.5:8420@2");
            }
            nodes.add(new Node(Target.of(each.substring(0, at)), size));
        }
        return nodes;
    }

    private List<Point> earlier() throws IOException, LabException {
        List<Point> found = new ArrayList<>();
        if (asked.points == null) {
            return found;
        }
        if (!Files.exists(asked.points)) {
            throw new LabException("there is no file \"" + asked.points + "\" of points");
        }
        for (String line : TextFiles.lines(asked.points)) {
            try {
                JsonNode json = JsonMapper.shared().readTree(line);
                if (json.has("size") && json.has("perSecond")) {
                    found.add(new Point(
                            json.path("size").asDouble(), json.path("perSecond").asDouble()));
                }
            } catch (JacksonException noJson) {
                throw new LabException(asked.points + " has a line that is no JSON: give it what --json printed");
            }
        }
        return found;
    }

    private Point limited(double size, double from, long budgetNs)
            throws IOException, InterruptedException, LabException {
        Launch launch = LabServers.launch(size + " processors=" + asked.serverArguments);
        try (CpuLimit limit = CpuLimit.of(size);
                StartedServer server = StartedServer.start(launch, limit)) {
            teller.words("Size " + size + ":");
            Members members = LabServers.setUp(
                    new Run(server.target(), base, objectives),
                    base.community().accounts(),
                    launch.name(),
                    teller.progress());
            boolean apart = Math.ceil(size) < Runtime.getRuntime().availableProcessors();
            Prober prober = new Prober(server.target(), base, objectives, members, apart);
            // With what is compiled by then it meets the limit as a server does that has run for a while.
            new Prober(server.target(), base.lasting(Math.max(base.lengthNs(), WARM_UP_NS)), objectives, members, apart)
                    .at(asked.from);
            limit.tighten();
            // What was still being compiled then is behind it after this; a miss here would bound the search from
            // above.
            prober.at(from);
            return search(size, prober, from, budgetNs);
        }
    }

    private Point given(Node node, long budgetNs) throws IOException, InterruptedException, LabException {
        Target target = node.target;
        double size = node.size;
        teller.words("Size " + size + ":");
        Members members = LabServers.setUp(
                new Run(target, base, objectives), base.community().accounts(), target.url(), teller.progress());
        return search(size, new Prober(target, base, objectives, members, false), asked.from * size, budgetNs);
    }

    private Point search(double size, Prober prober, double from, long budgetNs)
            throws IOException, InterruptedException, LabException {
        Search.Found found = new Search(prober::at, teller::step, System::nanoTime, budgetNs).run(from);
        if (found.highest() == 0) {
            throw new LabException(
                    "at size " + size + " the objectives were met at no load: give laxer ones, or larger" + " sizes");
        }
        if (Double.isInfinite(found.lowestMissed())) {
            throw new LabException("at size " + size + " the objectives were met at every load within the time: begin"
                    + " higher with --from, or give more --minutes");
        }
        Point point = new Point(size, found.step().duePerSecond());
        teller.found(size, point);
        return point;
    }

    /** What is told of the fit, as JSON. */
    private record Told(ScalingLaw law, double heldOutSize, double heldOutPerSecond, Estimate told, boolean holds) {}

    private int fit(List<Point> measured, double out, @Nullable Path report) throws IOException {
        List<Point> fitted =
                measured.stream().filter(each -> each.size() != out).toList();
        List<Point> held = measured.stream().filter(each -> each.size() == out).toList();
        ScalingLaw law = ScalingLaw.fit(fitted);
        teller.words(words(law));
        boolean all = true;
        for (Point each : held) {
            Estimate told = law.at(out);
            boolean holds = told.holds(each.perSecond());
            all &= holds;
            teller.words(String.format(
                    Locale.ROOT,
                    "Held out: size %s was measured at %,.0f a second; the fit tells %,.0f (%,.0f to %,.0f): %s, off by %.0f %%.",
                    out,
                    each.perSecond(),
                    told.value(),
                    told.low(),
                    told.high(),
                    holds ? "within the limits" : "OUTSIDE the limits",
                    (told.value() / each.perSecond() - 1) * 100));
            teller.law(new Told(law, out, each.perSecond(), told, holds));
        }
        if (report != null) {
            WholeFile.write(report, CapacityReport.html(base, law, fitted, held));
        }
        return all ? 0 : Failures.FAILED;
    }

    private static String words(ScalingLaw law) {
        return String.format(
                Locale.ROOT,
                "X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1)), N in units of %s, fitted to %d points, 95 %% limits:%n"
                        + "  lambda %,.0f requests a second (%,.0f to %,.0f)%n"
                        + "  sigma  %.3f (%.3f to %.3f)%s%n"
                        + "  kappa  %.4f%s%n"
                        + "  %s",
                law.unit(),
                law.points(),
                law.lambda().value(),
                law.lambda().low(),
                law.lambda().high(),
                law.sigma().value(),
                law.sigma().low(),
                law.sigma().high(),
                law.sigma().value() < 0 ? ": below 0, some work is the same at every size" : "",
                law.kappa().value(),
                law.kappaFixed()
                        ? " (held there: the best value would be below)"
                        : String.format(
                                Locale.ROOT,
                                " (%.4f to %.4f)",
                                law.kappa().low(),
                                law.kappa().high()),
                law.bestSize()
                        .map(size -> String.format(Locale.ROOT, "more than size %.1f would be worse", size))
                        .orElse("no size is too large"));
    }
}
