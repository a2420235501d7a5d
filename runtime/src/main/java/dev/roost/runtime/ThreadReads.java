package dev.roost.runtime;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.OriginalPost;
import dev.roost.model.PostId;
import dev.roost.model.ReplyTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conversation around a post. Any thread. */
final class ThreadReads {
    /** As Mastodon: signed-in viewers see up to 4,096 posts each way, others 40 above and 60 below. */
    private static final int SIGNED_IN_MAX = 4_096;

    private static final int ANCESTORS_MAX = 40;
    private static final int DESCENDANTS_MAX = 60;
    private static final int DEPTH_MAX = 256;

    private final StateView latest;

    ThreadReads(StateView latest) {
        this.latest = latest;
    }

    Reads.PostThread around(@Nullable AccountId viewer, PostId id) {
        OriginalPost post = latest.original(id);
        if (post == null) {
            return new Reads.PostThread(List.of(), List.of());
        }
        List<PostId> below = new ArrayList<>();
        collect(viewer, id, 0, viewer == null ? DESCENDANTS_MAX : SIGNED_IN_MAX, below);
        return new Reads.PostThread(ancestors(viewer, post), below);
    }

    private List<PostId> ancestors(@Nullable AccountId viewer, OriginalPost post) {
        int max = viewer == null ? ANCESTORS_MAX : SIGNED_IN_MAX;
        List<PostId> ancestors = new ArrayList<>();
        ReplyTarget target = post.replyTo();
        while (target != null && ancestors.size() < max) {
            OriginalPost parent = latest.original(target.post());
            if (parent == null) {
                break;
            }
            if (latest.maySee(viewer, parent)) {
                ancestors.add(parent.id());
            }
            target = parent.replyTo();
        }
        Collections.reverse(ancestors);
        return ancestors;
    }

    private void collect(@Nullable AccountId viewer, PostId parent, int depth, int max, List<PostId> below) {
        if (depth == DEPTH_MAX) {
            return;
        }
        List<PostId> replies = new ArrayList<>();
        latest.replies(parent, (id, author) -> {
            replies.add(id);
            return replies.size() < max;
        });
        for (PostId reply : replies) {
            if (below.size() >= max) {
                return;
            }
            OriginalPost post = latest.original(reply);
            if (post != null && latest.maySee(viewer, post)) {
                below.add(reply);
                collect(viewer, reply, depth + 1, max, below);
            }
        }
    }
}
