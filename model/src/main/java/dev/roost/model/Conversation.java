package dev.roost.model;

import java.util.List;

/**
 * Direct posts of one thread among the same accounts, as one of them has them before them.
 *
 * @param others who takes part besides the owner, by id; empty where the owner has written to nobody
 * @param lastPost the newest post of it that the owner has
 * @param unread whether the owner has not read it: others' posts make it so, own ones undo it
 */
public record Conversation(
        ConversationId id, AccountId owner, List<AccountId> others, PostId lastPost, boolean unread) {
    public Conversation {
        others = List.copyOf(others);
    }
}
