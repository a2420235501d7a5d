package dev.roost.model;

/**
 * The words of a post.
 *
 * @param text plain text as entered
 * @param spoiler shown instead of the text until asked for; empty for none
 * @param language ISO 639 code, empty where unknown
 */
public record PostBody(String text, String spoiler, boolean sensitive, String language) {}
