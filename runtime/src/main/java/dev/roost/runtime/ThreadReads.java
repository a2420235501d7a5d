package dev.roost.runtime;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.OriginalPost;
import dev.roost.model.PostId;
import dev.roost.model.ReplyTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The conversation around a post. What the viewer does not see is left out, and not what answers it. Any thread. */
final class ThreadReads {
    /** As Mastodon: signed-in viewers see up to 4,096 posts each way, others 40 above and 60 below. */
    private static final int SIGNED_IN_MAX = 4_096;

    private static final int ANCESTORS_MAX = 40;
    private static final int DESCENDANTS_MAX = 60;
    private static final int DEPTH_MAX = 256;
    /** Posts looked at each way, seen or not. */
    private static final int LOOKED_AT_MAX = SIGNED_IN_MAX;

    private final StateView latest;

    ThreadReads(StateView latest) {
        this.latest = latest;
    }

    /** {@code shown}: whether the viewer, null for nobody who has signed in, sees a post. */
    Reads.PostThread around(@Nullable AccountId viewer, PostId id, Predicate<OriginalPost> shown) {
        OriginalPost post = latest.original(id);
        if (post == null) {
            return new Reads.PostThread(List.of(), List.of());
        }
        Below below = new Below(shown, viewer == null ? DESCENDANTS_MAX : SIGNED_IN_MAX);
        below.collect(id, 0);
        return new Reads.PostThread(
                ancestors(post, shown, viewer == null ? ANCESTORS_MAX : SIGNED_IN_MAX), below.found);
    }

    private List<PostId> ancestors(OriginalPost post, Predicate<OriginalPost> shown, int max) {
        List<PostId> ancestors = new ArrayList<>();
        ReplyTarget target = post.replyTo();
        for (int lookedAt = 0; target != null && ancestors.size() < max && lookedAt < LOOKED_AT_MAX; lookedAt++) {
            OriginalPost parent = latest.original(target.post());
            if (parent == null) {
                break;
            }
            if (shown.test(parent)) {
                ancestors.add(parent.id());
            }
            target = parent.replyTo();
        }
        Collections.reverse(ancestors);
        return ancestors;
    }

    /** Collects replies, depth first. */
    private final class Below {
        private final Predicate<OriginalPost> shown;
        private final int max;
        private final List<PostId> found = new ArrayList<>();
        private int lookedAt;

        Below(Predicate<OriginalPost> shown, int max) {
            this.shown = shown;
            this.max = max;
        }

        void collect(PostId parent, int depth) {
            if (depth == DEPTH_MAX) {
                return;
            }
            List<PostId> replies = new ArrayList<>();
            latest.replies(parent, (id, author) -> {
                replies.add(id);
                return lookedAt + replies.size() < LOOKED_AT_MAX;
            });
            for (PostId reply : replies) {
                if (found.size() >= max || lookedAt >= LOOKED_AT_MAX) {
                    return;
                }
                lookedAt++;
                OriginalPost post = latest.original(reply);
                if (post != null) {
                    if (shown.test(post)) {
                        found.add(reply);
                    }
                    collect(reply, depth + 1);
                }
            }
        }
    }
}
