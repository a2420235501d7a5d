package dev.roost.sim;

import dev.roost.core.StateView;
import dev.roost.model.Boost;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.PostBody;
import dev.roost.model.PostId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Posts of one commit that were looked up before, without their words. One thread.
 *
 * <p>Memory: about 200 bytes a post, {@value #POSTS_MAX} posts at most; then it forgets them all.
 */
final class PostMemory {
    private static final int POSTS_MAX = 400_000;
    private static final PostBody NO_WORDS = new PostBody("", "", false, "");

    private final StateView state;
    private final Map<PostId, Post> known = new HashMap<>();

    PostMemory(StateView state) {
        this.state = state;
    }

    @Nullable
    Post get(PostId id) {
        Post remembered = known.get(id);
        if (remembered != null) {
            return remembered;
        }
        Post post = state.post(id);
        if (post == null) {
            return null;
        }
        if (known.size() >= POSTS_MAX) {
            known.clear();
        }
        Post kept = withoutWords(post);
        known.put(id, kept);
        return kept;
    }

    private static Post withoutWords(Post post) {
        return switch (post) {
            case Boost boost -> boost;
            case OriginalPost original ->
                new OriginalPost(
                        original.id(),
                        original.author(),
                        original.createdAtMs(),
                        original.editedAtMs(),
                        original.visibility(),
                        NO_WORDS,
                        original.replyTo(),
                        original.mentions(),
                        List.of(),
                        original.app(),
                        original.silentMentions());
        };
    }
}
