package dev.roost.app.imports;

/** Turns the lines of a file into entries. Holds what one input needs; one thread. */
interface LineFormat {
    /**
     * One line, not empty. Gives its entries, or fails before it has given any.
     *
     * @param number of the line, from 1
     */
    void line(long number, String line, ImportPipeline into) throws BadLineException;

    /**
     * The last line whose entries have all been given, if everything through {@code line} has been read.
     *
     * @param line number of the present line
     */
    default long settledThrough(long line) {
        return line;
    }

    /** The file has ended. */
    default void end(ImportPipeline into) {}
}
