package dev.roost.app.operate;

import java.util.function.Consumer;

/** What an operator sees of an operation, as it comes. One thread. */
public interface Output {
    /** A line of what the operation says. */
    void line(String line);

    /** How far it is: to be shown meanwhile, not kept. A few times a second at most. */
    void progress(Stage stage);

    /**
     * How far an operation is.
     *
     * @param task what it does at present
     * @param max what {@code done} will reach; 0 where that is not known
     * @param note what to show beside it
     */
    record Stage(String task, long done, long max, String note) {}

    /** Takes the lines and passes over the rest. */
    static Output ofLines(Consumer<String> lines) {
        return new Output() {
            @Override
            public void line(String line) {
                lines.accept(line);
            }

            @Override
            public void progress(Stage stage) {
                // Whoever only collects lines waits for the end.
            }
        };
    }
}
