package dev.roost.lab.scenario;

import java.util.Locale;
import java.util.Optional;

/** What a request is. Its word is used in scenarios, logs and reports. */
public enum Kind {
    /** Writes a post. */
    POST,
    /** Opens the home timeline. */
    HOME,
    /** The page below the one read before. */
    DEEPER,
    /** Follows somebody. */
    FOLLOW,
    /** Marks one of the newest posts. */
    FAVOURITE,
    /** Deletes a post written before. */
    DELETE,
    /** One of the calls that an app makes when it starts. */
    START_CALL,
    /** Writes a post that names somebody. */
    MENTION,
    /** Writes an answer to a post. */
    REPLY,
    /** Passes a post on. */
    BOOST;

    private static final Kind[] ALL = values();

    /** The kind of this number in a plan. */
    public static Kind of(int number) {
        return ALL[number];
    }

    /** Its number in a plan. */
    public int number() {
        return ordinal();
    }

    /** Such as {@code start-call}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the answer is a page of the home timeline, given what the request is for. */
    public boolean isHomePage(int argument) {
        return this == HOME || this == DEEPER || (this == START_CALL && argument == StartCall.HOME.ordinal());
    }

    static Optional<Kind> named(String word) {
        for (Kind each : ALL) {
            if (each.word().equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
