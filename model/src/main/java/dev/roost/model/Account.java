package dev.roost.model;

/**
 * Somebody who posts and reads.
 *
 * @param username as chosen; unique without regard to case
 * @param email empty where none is known (imported accounts)
 * @param passwordHash Argon2id in PHC form; empty where nobody can sign in with a password
 */
public record Account(
        AccountId id,
        String username,
        String email,
        String passwordHash,
        long createdAtMs,
        Standing standing,
        Profile profile,
        PostingDefaults defaults) {}
