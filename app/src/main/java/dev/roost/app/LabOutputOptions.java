package dev.roost.app;

import dev.roost.telemetry.files.WholeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a command of the laboratory makes of one run's figures: a page, pictures, and a table or JSON. */
final class LabOutputOptions {
    @Option(names = "--report", paramLabel = "FILE", description = "Write a page of HTML.")
    private @Nullable Path report;

    @Option(names = "--charts", paramLabel = "FOLDER", description = "Write each chart as an SVG picture.")
    private @Nullable Path charts;

    @Option(names = "--json", description = "Print one line of JSON instead of a table.")
    private boolean json;

    /** Writes each chart into a folder. */
    @FunctionalInterface
    interface Pictures {
        void write(Path folder) throws IOException;
    }

    /** Writes the files that were asked for. */
    void write(Supplier<String> html, Pictures pictures) throws IOException {
        if (report != null) {
            WholeFile.write(report, html.get());
        }
        if (charts != null) {
            pictures.write(charts);
        }
    }

    /** Prints the one that was asked for. */
    void print(PrintWriter out, Supplier<String> line, Consumer<PrintWriter> table) {
        if (json) {
            out.println(line.get());
        } else {
            table.accept(out);
        }
        out.flush();
    }
}
