package dev.roost.model;

/** A row of the table on a profile: at most {@link Limits#PROFILE_FIELD_CHARS} characters each. */
public record ProfileField(String name, String value) {}
