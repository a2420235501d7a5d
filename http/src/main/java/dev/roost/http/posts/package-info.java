/** Endpoints for posts: what Mastodon calls statuses. */
@NullMarked
package dev.roost.http.posts;

import org.jspecify.annotations.NullMarked;
