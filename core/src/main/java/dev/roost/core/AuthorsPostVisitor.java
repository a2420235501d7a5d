package dev.roost.core;

import dev.roost.model.Visibility;

/** Sees several authors' posts: see {@link AuthorsPosts}. */
@FunctionalInterface
public interface AuthorsPostVisitor {
    /**
     * One post.
     *
     * @param author which of the authors, from 0
     * @param mentions whether it mentions anybody
     * @return whether to go on with this author
     */
    boolean post(int author, long id, Visibility visibility, boolean mentions);
}
