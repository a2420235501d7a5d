package dev.roost.model;

/** A reader's named choice of followees, with a timeline of its own. */
public record AccountList(ListId id, AccountId owner, String title, RepliesPolicy replies) {}
