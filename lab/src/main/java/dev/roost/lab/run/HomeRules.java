package dev.roost.lab.run;

import dev.roost.lab.run.Ledger.Post;

/**
 * Which replies and boosts a follower's home page must show, whatever rules of its own the server has.
 *
 * <p>Servers leave out replies to somebody whom the reader does not follow, and boosts of what the reader has just
 * seen. How far back "just" goes differs: Mastodon counts 40 entries, Roost hours. So this is on the safe side of both:
 * it answers yes only where no such rule can apply, and no request that was given up can have made one apply. What else
 * hides posts (mutes, blocks, filters, boosts switched off) the laboratory never asks for. Source: Mastodon's
 * {@code FeedManager}, {@code filter_from_home} and {@code add_to_feed}.
 */
final class HomeRules {
    private final Members members;
    private final Ledger ledger;

    HomeRules(Members members, Ledger ledger) {
        this.members = members;
        this.ledger = ledger;
    }

    /** Whether a post by the reader or by somebody whom the reader follows has to be on the reader's page. */
    boolean mustShow(int reader, Post post) {
        if (post.isAlone()) {
            return true;
        }
        Post other = ledger.post(post.about);
        return other != null
                && other.deleteSentNs == Ledger.NEVER
                && followedBefore(reader, post.author)
                && (post.boost ? isNew(reader, post, other) : isAmongFollowees(reader, other));
    }

    /** Whether the reader is or has followed every author up the conversation; some servers look at them all. */
    private boolean isAmongFollowees(int reader, Post post) {
        if (post.isAlone()) {
            return followedBefore(reader, post.author);
        }
        Post parent = ledger.post(post.about);
        return parent != null && followedBefore(reader, post.author) && isAmongFollowees(reader, parent);
    }

    /** Whether the reader can have seen neither the post that is boosted nor another boost of it. */
    private boolean isNew(int reader, Post boost, Post original) {
        return original.isAlone()
                && !mayFollow(reader, original.author)
                && ledger.boosters(boost.about).stream()
                        .noneMatch(booster -> booster != boost.author && mayFollow(reader, booster));
    }

    private boolean followedBefore(int reader, int author) {
        return reader == author || members.follows().has(reader, author);
    }

    private boolean mayFollow(int reader, int author) {
        return followedBefore(reader, author) || ledger.followSentNs(reader, author) != Ledger.NEVER;
    }
}
