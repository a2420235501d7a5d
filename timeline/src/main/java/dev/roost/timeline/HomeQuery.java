package dev.roost.timeline;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.PageRequest;

/**
 * The plain query: walk the followees in one snapshot of the state, merge their posts by id, apply the rules. What
 * every other way to a page must equal.
 */
final class HomeQuery {
    private HomeQuery() {}

    static HomePage page(StateView state, int reader, PageRequest request, long boostWindowMs, long nowMs) {
        Relations relations = Relations.load(state, new AccountId(reader), Suspended.load(state), nowMs);
        SnapshotPosts posts = new SnapshotPosts(state);
        long[] ids = deep(relations, posts, request, boostWindowMs, state.lastPost());
        return new HomePage(ids, state.offset());
    }

    /** A page from the posts of all sources, whatever its depth. */
    static long[] deep(Relations relations, PostSource posts, PageRequest request, long boostWindowMs, long lastPost) {
        Selection page = new Selection(request, new HomeRules(relations, posts, boostWindowMs), lastPost);
        if (request.upwards()) {
            page.takeUp(posts.postsUp(relations, request.lowest()));
        } else {
            page.takeDown(posts.posts(relations, page.highest()));
        }
        return page.ids();
    }
}
