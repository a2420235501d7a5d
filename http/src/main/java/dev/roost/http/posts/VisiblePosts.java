package dev.roost.http.posts;

import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.PostId;
import dev.roost.runtime.Reads;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the posts that calls name, if their callers may see them. */
final class VisiblePosts {
    private final Reads reads;

    VisiblePosts(Reads reads) {
        this.reads = reads;
    }

    /**
     * The post or boost that the path names as {@code :id}.
     *
     * @throws ApiError 404 when there is none that the viewer may see
     */
    Post named(Call call) {
        return find(call.viewer(), call.pathId("id")).orElseThrow(ApiError::notFound);
    }

    /**
     * The original post that the path names as {@code :id}, itself or by one of its boosts.
     *
     * @throws ApiError 404 when there is none that the viewer may see
     */
    OriginalPost original(Call call) {
        return original(call.viewer(), named(call)).orElseThrow(ApiError::notFound);
    }

    /** The original post that the path names, whoever may see it: only for what does not tell of it. */
    Optional<OriginalPost> unseen(Call call) {
        return reads.post(new PostId(call.pathId("id"))).flatMap(post -> switch (post) {
            case OriginalPost original -> Optional.of(original);
            case Boost boost -> reads.post(boost.of()).map(OriginalPost.class::cast);
        });
    }

    /** The original with this id, itself or by one of its boosts, if the viewer may see it. */
    Optional<OriginalPost> original(@Nullable AccountId viewer, long id) {
        return find(viewer, id).flatMap(post -> original(viewer, post));
    }

    Optional<Post> find(@Nullable AccountId viewer, long id) {
        return reads.post(new PostId(id)).filter(post -> reads.maySee(viewer, post));
    }

    private Optional<OriginalPost> original(@Nullable AccountId viewer, Post post) {
        return switch (post) {
            case OriginalPost original -> Optional.of(original);
            case Boost boost ->
                reads.post(boost.of()).filter(of -> reads.maySee(viewer, of)).map(OriginalPost.class::cast);
        };
    }
}
