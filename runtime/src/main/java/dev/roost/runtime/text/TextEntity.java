package dev.roost.runtime.text;

/**
 * A stretch of a post's text that means more than its characters. Immutable.
 *
 * <p>{@link #start} is inclusive and {@link #end} exclusive, both in {@code char}s of the text that was given to
 * {@link PostText#extract}, and neither ever falls inside a surrogate pair.
 */
public sealed interface TextEntity permits Mention, Hashtag, Link {
    int start();

    int end();
}
