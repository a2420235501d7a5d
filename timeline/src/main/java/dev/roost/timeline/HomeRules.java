package dev.roost.timeline;

import dev.roost.model.PostId;
import dev.roost.model.PostKind;
import java.util.function.LongPredicate;

/**
 * Which entries a reader sees of those that the reader and the followees have posted.
 *
 * <p>Not seen are: replies to somebody whom the reader does not follow, unless to the reader or to the reply's own
 * author; boosts from followees whose boosts are switched off; boosts of hidden authors; boosts of deleted posts; and a
 * boost when an earlier entry that passes all this, the same post or another boost of it, is less than the boost window
 * older by its own time. Entries are told apart by their id alone where that suffices: a plain post costs nothing.
 */
final class HomeRules implements LongPredicate {
    private final Relations relations;
    private final PostSource posts;
    private final long boostWindowMs;

    HomeRules(Relations relations, PostSource posts, long boostWindowMs) {
        this.relations = relations;
        this.posts = posts;
        this.boostWindowMs = boostWindowMs;
    }

    /** Whether a post by one of the reader's sources, not direct and not deleted if plain, is seen. */
    @Override
    public boolean test(long id) {
        return PostId.isPlain(id) || showsByFacts(id);
    }

    private boolean showsByFacts(long id) {
        PostFacts facts = posts.facts(id);
        if (facts.gone()) {
            return false;
        }
        if (PostId.kindOf(id) == PostKind.REPLY) {
            return showsReply(facts);
        }
        return showsBoost(id, facts);
    }

    private boolean showsReply(PostFacts reply) {
        int reader = relations.reader();
        return reply.author() == reader
                || reply.repliedTo() == reader
                || reply.repliedTo() == reply.author()
                || relations.follows(reply.repliedTo());
    }

    private boolean showsBoost(long id, PostFacts boost) {
        if (!takesBoostsOf(boost.author()) || relations.hides(boost.boostOfAuthor())) {
            return false;
        }
        BoostTrail trail = posts.boosts(boost.boostOf());
        return !trail.original().gone() && !seenBefore(id, boost, trail);
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
        if (original.createdAtMs() > after
                && relations.isSource(original.author())
                && (PostId.kindOf(boost.boostOf()) == PostKind.PLAIN || showsReply(original))) {
            return true;
        }
        for (int i = trail.size() - 1; i >= 0; i--) {
            int booster = trail.boosters()[i];
            if (trail.ids()[i] < id
                    && trail.createdAtMs()[i] > after
                    && relations.isSource(booster)
                    && takesBoostsOf(booster)) {
                return true;
            }
        }
        return false;
    }
}
