package dev.roost.model;

import java.util.List;

/** A post's words as they were from {@code createdAtMs} on, until the next version. */
public record PostVersion(long createdAtMs, PostBody body, List<MentionedAccount> mentions, List<Hashtag> tags) {
    public PostVersion {
        mentions = List.copyOf(mentions);
        tags = List.copyOf(tags);
    }
}
