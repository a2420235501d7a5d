package dev.roost.app;

import dev.roost.app.imports.Progress;
import dev.roost.app.operate.Output;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Shows an operator what an operation says, on standard output, and on standard error how far it is: a bar on a
 * terminal, elsewhere a line every two seconds. One thread.
 */
final class ShownOutput implements Output, AutoCloseable {
    private final PrintWriter out;
    private @Nullable Progress progress;
    private String task = "";

    ShownOutput(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void line(String line) {
        close();
        out.println(line);
        out.flush();
    }

    @Override
    public void progress(Stage stage) {
        if (progress == null || !task.equals(stage.task())) {
            close();
            task = stage.task();
            progress = Progress.of(task, stage.max(), System.err);
        }
        progress.at(stage.done(), stage.note());
    }

    /** Ends what shows how far the operation is. */
    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
