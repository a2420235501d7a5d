package dev.roost.app.verify;

import dev.roost.app.operate.Arguments;
import dev.roost.app.operate.Operation;
import dev.roost.app.operate.OperationRefusedException;
import dev.roost.runtime.HomeTimelines;
import dev.roost.runtime.Roost;
import dev.roost.timeline.CelebrityRule;
import dev.roost.timeline.Strategy;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows a running node's strategy for home timelines, and changes it until the node stops. */
public final class StrategyOperation implements Operation {
    /** What the operation goes by. */
    public static final String NAME = "strategy";

    @Override
    public boolean run(Roost roost, Arguments arguments, Consumer<String> lines) throws OperationRefusedException {
        HomeTimelines home = roost.home();
        Optional<String> wanted = arguments.optional("to");
        if (wanted.isEmpty()) {
            lines.accept("strategy: " + shown(home.strategy()));
            lines.accept("celebrities: " + celebrities(home));
            return true;
        }
        Strategy to = named(wanted.get())
                .orElseThrow(
                        () -> new OperationRefusedException("no strategy " + wanted.get() + ": read, write or hybrid"));
        Strategy from = home.strategy();
        if (!home.setStrategy(to)) {
            throw new OperationRefusedException("posts are not delivered any more since something failed, which the"
                    + " server's log tells: until a restart the strategy is read");
        }
        lines.accept("strategy: " + shown(to) + (from == to ? ", as before" : ", before: " + shown(from)));
        lines.accept("A restart goes back to what roost.toml says (timelines.strategy), or --strategy.");
        return true;
    }

    /** The strategy of a name in small letters. */
    static Optional<Strategy> named(String name) {
        return Arrays.stream(Strategy.values())
                .filter(strategy -> shown(strategy).equals(name))
                .findFirst();
    }

    private static String shown(Strategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT);
    }

    private static String celebrities(HomeTimelines home) {
        String rule = switch (home.celebrityRule()) {
            case CelebrityRule.Threshold threshold ->
                String.format(Locale.ROOT, "above %,d active followers", threshold.activeFollowers());
            case CelebrityRule.ByCost _ -> "by measured cost";
        };
        return String.format(
                Locale.ROOT, "%s, %,d at present", rule, home.celebrityFigures().celebrities());
    }
}
