package dev.roost.app;

import dev.roost.lab.scenario.Scenario;
import dev.roost.telemetry.Times;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The load laboratory. */
@Command(
        name = "lab",
        description = "Measure a server that speaks the Mastodon client API from outside, in an open loop.",
        subcommands = {
            LabRunCommand.class,
            LabCapacityCommand.class,
            LabCompareCommand.class,
            LabTailCommand.class,
            LabOverloadCommand.class,
            LabColdstartCommand.class,
            LabRivalCommand.class,
            LabSelfTestCommand.class,
            LabMergeCommand.class
        })
final class LabCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing subcommand");
    }

    /** A percentile in milliseconds, or that so few times do not tell it. */
    static String ms(Times times, double percent) {
        return ms(times.percentileNs(percent), times.count() == 0 || times.tell(percent));
    }

    /** A time in milliseconds, where there were enough requests to tell it. */
    static String ms(long ns, boolean told) {
        return told ? String.format(Locale.ROOT, "%.2f", ns / 1e6) : "too few";
    }

    /** Refuses the value of an option that is not above 0. */
    static void requirePositive(CommandSpec asked, String option, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new ParameterException(asked.commandLine(), option + " must be above 0");
        }
    }

    /** The scenario at this speed, if one was given. */
    static Scenario atSpeed(CommandSpec asked, Scenario scenario, @Nullable Double speed) {
        if (speed == null) {
            return scenario;
        }
        if (scenario.replay().isNone()) {
            throw new ParameterException(
                    asked.commandLine(), "--speed is for scenarios that replay something, such as higgs; see --scale");
        }
        return scenario.replaying(
                scenario.replay().faster(speed / scenario.replay().speed()));
    }
}
