package dev.roost.bench;

import java.util.List;

/** Something to measure, by itself in a Java machine of its own. */
public interface Benchmark {
    /** What it is called on the command line. */
    String name();

    /** One line: what is measured, on what. */
    String about();

    /** Options of the Java machine that it runs in, besides those that every Roost runs with. */
    default List<String> javaOptions() {
        return List.of();
    }

    /**
     * Measures, and reports each figure as soon as it is there.
     *
     * @throws Exception whatever goes wrong: the benchmark has then failed
     */
    void run(Session session) throws Exception;
}
