package dev.roost.http.streaming;

import dev.roost.model.AccountId;
import dev.roost.model.ListId;

/** One source of events, shared by all connections that want it. */
sealed interface Topic {
    /** A reader's home timeline. */
    record Home(AccountId reader) implements Topic {}

    /** What an account is told of. */
    record Notifications(AccountId account) implements Topic {}

    /** Direct posts from and to an account. */
    record Direct(AccountId account) implements Topic {}

    /** The timeline of an account's list. */
    record Members(AccountId owner, ListId list) implements Topic {}

    /** Public posts with a tag; the name is normalised. */
    record Tagged(String name) implements Topic {}

    /** All public posts. */
    record Everything() implements Topic {}
}
