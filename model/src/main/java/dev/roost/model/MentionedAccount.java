package dev.roost.model;

/**
 * An account that a post mentions.
 *
 * @param handle as it stands in the post, lower case, without the first {@code @}
 */
public record MentionedAccount(AccountId account, String handle) {}
