package dev.roost.sim;

import static dev.roost.sim.Mismatch.unlessEqual;

import dev.roost.core.StateAudit;
import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import dev.roost.model.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a history on a subject and on the reference model, side by side, and compares all that they say. */
final class Simulation {
    private static final Set<String> ON_SETTLED_STATE =
            Set.of("page", "walk", "reads", "evict", "evictall", "strategy", "restart", "burst", "calm");

    private final History history;
    private final SimSettings settings;
    private final Subject subject;
    private final NaiveModel model = new NaiveModel();
    private final NaiveHome homes;
    private final StepCommands names = new StepCommands();
    private Optional<Burst> burst = Optional.empty();
    private long pages;

    private Simulation(History history, Function<SimSettings, Subject> subjects) {
        this.history = history;
        settings = SimSettings.of(history.settings());
        subject = subjects.apply(settings);
        homes = new NaiveHome(model.state, settings.boostWindowMs());
    }

    /**
     * Runs it all.
     *
     * @return how many pages were compared
     * @throws Mismatch where the two disagree
     */
    static long run(History history, Function<SimSettings, Subject> subjects) {
        Simulation simulation = new Simulation(history, subjects);
        try (Subject closing = simulation.subject) {
            simulation.run();
            closing.evictAll();
        } finally {
            simulation.burst.ifPresent(Burst::stop);
        }
        return simulation.pages;
    }

    private void run() {
        for (int i = 1; i <= settings.accounts(); i++) {
            execute(new Step(0, 0, "account", List.of()), account("u" + i));
        }
        for (Step step : history.steps()) {
            try {
                take(step);
            } catch (RuntimeException | Mismatch e) {
                throw new AssertionError("at step " + step + ": " + e.getMessage(), e);
            }
        }
        subject.settle();
        endBurst();
        new StateComparison(model, new StateView(subject.rows())).check();
        List<String> problems = new ArrayList<>();
        StateAudit.run(subject.rows(), problems::add);
        unlessEqual("problems", List.of(), problems);
    }

    private static Command account(String name) {
        return new Command.CreateAccount(name, name + "@here", "hash", name, Standing.ACTIVE, "en");
    }

    private void take(Step step) {
        List<String> args = step.args();
        if (ON_SETTLED_STATE.contains(step.verb())) {
            subject.settle();
        }
        switch (step.verb()) {
            case "page" ->
                page(
                        step,
                        StepCommands.account(args.getFirst()),
                        StepCommands.page(names, args.subList(1, args.size())));
            case "walk" -> walk(step, StepCommands.account(args.get(0)), Integer.parseInt(args.get(1)));
            case "reads" -> reads(step);
            case "evict" -> subject.evict(StepCommands.account(args.getFirst()));
            case "evictall" -> subject.evictAll();
            case "strategy" -> subject.strategy(args.getFirst());
            case "restart" -> subject.restart();
            case "burst" -> {
                endBurst();
                burst = Optional.of(new Burst(subject, settings, timeMs(step), model.state, step.label()));
            }
            case "calm" -> endBurst();
            default -> {
                Optional<Command> command = names.command(step, model);
                if (command.isEmpty()) {
                    throw new IllegalArgumentException("no such verb: " + step.verb());
                }
                execute(step, command.get());
            }
        }
    }

    private static long timeMs(Step step) {
        return StepCommands.START_MS + step.atMs();
    }

    private void execute(Step step, Command command) {
        if (burst.isPresent()) {
            burst.get().ask(command).ifPresent(outcome -> names.made(step, outcome));
            return;
        }
        long lastPost = model.state.lastPost;
        Outcome expected = model.apply(timeMs(step), command);
        names.made(step, expected);
        if (command instanceof Command.ImportPosts) {
            names.imported(
                    step,
                    List.copyOf(
                            model.state.posts.tailMap(new PostId(lastPost + 1)).keySet()));
        }
        compare(expected, subject.submit(timeMs(step), command).join());
    }

    /** Stops those who were reading meanwhile, and brings the model to where the subject is, comparing all the way. */
    private void endBurst() {
        Optional<Burst> ended = burst;
        burst = Optional.empty();
        if (ended.isEmpty()) {
            return;
        }
        Burst past = ended.get();
        NavigableMap<Long, List<Burst.Seen>> seen = past.stop();
        compare(seen.remove(model.state.offset), past.nowMs());
        for (Burst.Asked asked : past.commands()) {
            compare(model.apply(past.nowMs(), asked.command()), asked.outcome().join());
            compare(seen.remove(model.state.offset), past.nowMs());
        }
        unlessEqual("pages at offsets that never were", Set.of(), seen.keySet());
    }

    private void compare(@Nullable List<Burst.Seen> pagesSeen, long nowMs) {
        if (pagesSeen == null) {
            return;
        }
        Map<AccountId, List<PostId>> whole = new HashMap<>();
        for (Burst.Seen page : pagesSeen) {
            List<PostId> all = whole.computeIfAbsent(page.reader(), reader -> homes.all(reader, nowMs));
            unlessEqual(
                    "home of " + page.reader() + " " + page.request() + " at " + model.state.offset + " meanwhile",
                    NaiveHome.page(all, page.request()),
                    page.posts());
            pages++;
        }
    }

    private static void compare(Outcome expected, Outcome found) {
        if (expected instanceof Outcome.AccountsImported a && found instanceof Outcome.AccountsImported b) {
            unlessEqual("accounts", java.util.Arrays.toString(a.ids()), java.util.Arrays.toString(b.ids()));
        } else {
            unlessEqual("outcome", expected, found);
        }
    }

    private void page(Step step, AccountId reader, PageRequest request) {
        if (burst.isPresent()) {
            burst.get().read(reader, request);
            return;
        }
        List<PostId> expected = NaiveHome.page(homes.all(reader, timeMs(step)), request);
        Subject.Page found = subject.home(timeMs(step), reader, request);
        unlessEqual("offset of a page", model.state.offset, found.offset());
        unlessEqual("home of " + reader + " " + request, expected, found.posts());
        pages++;
    }

    private void reads(Step step) {
        if (burst.isEmpty()) {
            List<String> args = step.args();
            PageRequest request = StepCommands.page(names, args.subList(2, args.size()));
            subject.reads(timeMs(step))
                    .ifPresent(reads -> new ReadsComparison(model, reads, timeMs(step), request)
                            .check(StepCommands.account(args.get(0)), StepCommands.account(args.get(1))));
        }
    }

    /** All pages from the newest down, then from the oldest up. */
    private void walk(Step step, AccountId reader, int limit) {
        List<PostId> all = homes.all(reader, timeMs(step));
        page(step, reader, PageRequest.newest(limit));
        for (int i = limit - 1; i < all.size(); i += limit) {
            page(step, reader, PageRequest.before(all.get(i).value(), limit));
        }
        page(step, reader, PageRequest.after(1, limit));
        for (int i = all.size() - limit; i >= 0; i -= limit) {
            page(step, reader, PageRequest.after(all.get(i).value(), limit));
        }
    }
}
