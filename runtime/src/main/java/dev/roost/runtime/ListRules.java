package dev.roost.runtime;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.Boost;
import dev.roost.model.Follow;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Visibility;
import dev.roost.timeline.Timelines;
import java.time.InstantSource;

/** Which posts of a list's members its timeline shows. Any thread. */
final class ListRules {
    private final StateView latest;
    private final Timelines timelines;
    private final InstantSource clock;

    ListRules(StateView latest, Timelines timelines, InstantSource clock) {
        this.latest = latest;
        this.timelines = timelines;
        this.clock = clock;
    }

    /** Whether a post by a member is shown; replies as the list's policy says. */
    boolean shows(AccountList list, Post post) {
        AccountId owner = list.owner();
        if (post.visibility() == Visibility.DIRECT || timelines.hides(owner, post.author(), clock.millis())) {
            return false;
        }
        return switch (post) {
            case OriginalPost original ->
                showsReply(list, original) && mentionsNobodyShunned(owner, original) && latest.maySee(owner, original);
            case Boost boost -> {
                OriginalPost original = latest.original(boost.of());
                yield original != null
                        && takesBoostsOf(owner, boost.author())
                        && !timelines.hides(owner, boost.ofAuthor(), clock.millis())
                        && (boost.author().equals(owner) || mentionsNobodyShunned(owner, original))
                        && latest.maySee(owner, boost);
            }
        };
    }

    private boolean mentionsNobodyShunned(AccountId owner, OriginalPost post) {
        return !timelines.mentionsSomebodyShunned(owner, post, clock.millis());
    }

    private boolean takesBoostsOf(AccountId owner, AccountId booster) {
        Follow follow = latest.follow(owner, booster);
        return follow == null || follow.boosts();
    }

    private boolean showsReply(AccountList list, OriginalPost post) {
        ReplyTarget target = post.replyTo();
        if (target == null
                || target.author().equals(post.author())
                || target.author().equals(list.owner())) {
            return true;
        }
        return switch (list.replies()) {
            case LIST -> latest.inList(list.id(), target.author());
            case FOLLOWED -> latest.follows(list.owner(), target.author());
            case NONE -> false;
        };
    }
}
