package dev.roost.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Figures as a table for people, printed when all are there. */
final class FigureTable {
    private static final List<String> HEADINGS = List.of("bench", "figure", "value", "unit", "target", "ratio");

    private final PrintStream out;
    private final List<List<String>> rows = new ArrayList<>();

    FigureTable(PrintStream out) {
        this.out = out;
    }

    void add(Figure figure) {
        String target = figure.target() == null ? "" : figure.target() + (figure.missed() ? ", missed" : ", met");
        String ratio = figure.ratio() == null ? "" : Figure.plain(figure.ratio()) + " x " + figure.against();
        rows.add(List.of(figure.bench(), figure.figure(), Figure.plain(figure.value()), figure.unit(), target, ratio));
    }

    void end() {
        List<List<String>> all = new ArrayList<>();
        all.add(HEADINGS);
        all.addAll(rows);
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        print(HEADINGS, widths);
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
            rule.add("-".repeat(width));
        }
        print(rule, widths);
        rows.forEach(row -> print(row, widths));
    }

    /** A Markdown row, so that the table can be kept as it is. */
    private void print(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String padding = " ".repeat(widths[i] - cell.length());
            boolean number = i == 2;
            line.append(' ')
                    .append(number ? padding : "")
                    .append(cell)
                    .append(number ? "" : padding)
                    .append(" |");
        }
        out.println(line);
    }
}
