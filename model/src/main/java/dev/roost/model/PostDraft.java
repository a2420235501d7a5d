package dev.roost.model;

import java.util.List;

/**
 * A post as it is asked for, with its entities already found, so that {@code apply} needs no text library.
 *
 * @param mentionHandles distinct local usernames, lower case, at most {@link Limits#POST_MENTIONS}
 * @param tags distinct by name, at most {@link Limits#POST_TAGS}
 */
public record PostDraft(PostBody body, Visibility visibility, List<String> mentionHandles, List<Hashtag> tags) {
    public PostDraft {
        mentionHandles = List.copyOf(mentionHandles);
        tags = List.copyOf(tags);
    }
}
