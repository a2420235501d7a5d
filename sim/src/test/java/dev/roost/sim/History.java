package dev.roost.sim;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that happens in one simulated run. As text: a line of settings, then a line for each step.
 *
 * @param settings by name; see {@link SimSettings}
 */
record History(Map<String, String> settings, List<Step> steps) {
    History {
        settings = new TreeMap<>(settings);
        steps = List.copyOf(steps);
    }

    History with(List<Step> others) {
        return new History(settings, others);
    }

    static History parse(String text) {
        Map<String, String> settings = new TreeMap<>();
        List<String> lines = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                .toList();
        for (String word : lines.getFirst().split("\\s+")) {
            String[] pair = word.split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        return new History(
                settings,
                lines.subList(1, lines.size()).stream().map(Step::parse).toList());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        settings.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value));
        text.append('\n');
        steps.forEach(step -> text.append(step).append('\n'));
        return text.toString();
    }
}
