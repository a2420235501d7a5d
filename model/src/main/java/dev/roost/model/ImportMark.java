package dev.roost.model;

/**
 * How far an import has come, stored in the same commit as its facts, so that it resumes after a kill.
 *
 * @param source identifies the input: its name and a fingerprint. A corrected version of an earlier input is called
 *     {@code EARLIER+OWN}, and shares the keys of the earlier one
 * @param line lines of the input that are in the log once this command is
 */
public record ImportMark(String source, long line) {
    /** Stands between the name of the first version of an input and what a later one has of its own. */
    public static final char VERSION = '+';

    /** Whose keys the posts of this import have, and refer to: those of the first version of the input. */
    public String keySpace() {
        int version = source.indexOf(VERSION);
        return version < 0 ? source : source.substring(0, version);
    }
}
