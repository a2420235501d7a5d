package dev.roost.model;

/**
 * An account in a list of accounts.
 *
 * @param cursor where in the list: unique in it, highest first
 */
public record ListedAccount(AccountId account, long cursor) {}
