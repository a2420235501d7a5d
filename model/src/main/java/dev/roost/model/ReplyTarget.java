package dev.roost.model;

/** The post that a reply answers, and its author. */
public record ReplyTarget(PostId post, AccountId author) {}
