package dev.roost.timeline;

import dev.roost.model.PostId;
import java.util.function.LongPredicate;

/**
 * Which entries a reader sees of those that the reader and the followees have posted, direct ones only if they are
 * addressed to the reader.
 *
 * <p>Not seen are: replies to somebody whom the reader does not follow, unless to the reader or to the reply's own
 * author; posts that mention somebody whom the reader blocks or mutes, and boosts of such posts, unless by the reader;
 * boosts from followees whose boosts are switched off; boosts of hidden authors; boosts of deleted posts; and a boost
 * when an earlier entry that passes all this, the same post or another boost of it, is less than the boost window older
 * by its own time. Posts are told apart by their {@link Entry} alone where that suffices: a plain post that mentions
 * nobody costs nothing, nor does another plain one to a reader who blocks and mutes nobody.
 */
final class HomeRules implements LongPredicate {
    private final Relations relations;
    private final PostSource posts;
    private final long boostWindowMs;
    private final boolean plainByFacts;

    HomeRules(Relations relations, PostSource posts, long boostWindowMs) {
        this(relations, posts, boostWindowMs, false);
    }

    /**
     * For entries some of which may be out of date.
     *
     * @param plainByFacts whether entries of plain posts need not say that their facts matter
     */
    HomeRules(Relations relations, PostSource posts, long boostWindowMs, boolean plainByFacts) {
        this.relations = relations;
        this.posts = posts;
        this.boostWindowMs = boostWindowMs;
        this.plainByFacts = plainByFacts && relations.shunsSomebody();
    }

    /** Whether the entry of a post by one of the reader's sources, not deleted if plain, is seen. */
    @Override
    public boolean test(long entry) {
        return (PostId.isPlain(entry) && !plainByFacts) || showsByFacts(entry);
    }

    private boolean showsByFacts(long entry) {
        long id = Entry.id(entry);
        return switch (PostId.kindOf(id)) {
            case PLAIN -> !relations.shunsSomebody() || showsOriginal(posts.facts(id));
            case REPLY -> showsOriginal(posts.facts(id));
            case BOOST -> showsBoost(id, posts.facts(id));
        };
    }

    private boolean showsOriginal(PostFacts post) {
        return !post.gone() && answersSomeoneKnown(post) && mentionsNobodyShunned(post, post.author());
    }

    /** {@code by}: who has posted or boosted it. */
    private boolean mentionsNobodyShunned(PostFacts original, int by) {
        return by == relations.reader() || !relations.shunsOneOf(original.mentions());
    }

    /** True for what is no reply. */
    private boolean answersSomeoneKnown(PostFacts reply) {
        int reader = relations.reader();
        return reply.repliedTo() == 0
                || reply.author() == reader
                || reply.repliedTo() == reader
                || reply.repliedTo() == reply.author()
                || relations.follows(reply.repliedTo());
    }

    private boolean showsBoost(long id, PostFacts boost) {
        if (boost.gone() || !takesBoostsOf(boost.author()) || relations.hides(boost.boostOfAuthor())) {
            return false;
        }
        BoostTrail trail = posts.boosts(boost.boostOf());
        PostFacts original = trail.original();
        return !original.gone() && mentionsNobodyShunned(original, boost.author()) && !seenBefore(id, boost, trail);
    }

    private boolean takesBoostsOf(int booster) {
        return booster == relations.reader() || relations.takesBoostsOf(booster);
    }

    private boolean seenBefore(long id, PostFacts boost, BoostTrail trail) {
        if (boostWindowMs == 0) {
            return false;
        }
        long after = boost.createdAtMs() - boostWindowMs;
        PostFacts original = trail.original();
        if (original.createdAtMs() > after && relations.isSource(original.author()) && showsOriginal(original)) {
            return true;
        }
        boolean onlyOwn = !mentionsNobodyShunned(original, 0);
        for (int i = trail.size() - 1; i >= 0; i--) {
            int booster = trail.boosters()[i];
            if (trail.ids()[i] < id
                    && trail.createdAtMs()[i] > after
                    && (onlyOwn ? booster == relations.reader() : relations.isSource(booster))
                    && takesBoostsOf(booster)) {
                return true;
            }
        }
        return false;
    }
}
