package dev.roost.model;

/**
 * How far an import has come, stored in the same commit as its facts, so that it resumes after a kill.
 *
 * @param source identifies the input: its name and a fingerprint
 * @param line lines of the input that are in the log once this command is
 */
public record ImportMark(String source, long line) {}
