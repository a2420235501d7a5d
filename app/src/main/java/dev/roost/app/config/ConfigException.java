package dev.roost.app.config;

import java.util.List;

/** Settings are wrong: one line for each, with its name, where it stands, and what is allowed. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** A line each, in the order of the file. */
    public List<String> problems() {
        return problems;
    }
}
