package dev.roost.sim;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of a history: something that is done at a time of the virtual clock.
 *
 * <p>Posts and lists are named by the step that made them ({@code #12}; {@code #12.3} for the third post of an import),
 * so that a history stays meaningful when lines are taken out of it.
 *
 * @param label unique, kept when other steps are taken away
 * @param atMs milliseconds since the start of the history
 */
record Step(int label, long atMs, String verb, List<String> args) {
    Step {
        args = List.copyOf(args);
    }

    static Step of(int label, long atMs, String verb, Object... args) {
        return new Step(
                label, atMs, verb, Arrays.stream(args).map(String::valueOf).toList());
    }

    static Step parse(String line) {
        String[] words = line.trim().split("\\s+");
        return new Step(
                Integer.parseInt(words[0]),
                Long.parseLong(words[1].substring(1)),
                words[2],
                Arrays.asList(words).subList(3, words.length));
    }

    @Override
    public String toString() {
        return label + " @" + atMs + " " + verb
                + args.stream().map(arg -> " " + arg).collect(Collectors.joining());
    }
}
