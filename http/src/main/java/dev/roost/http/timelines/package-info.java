/** Endpoints for timelines and the other lists of posts. */
@NullMarked
package dev.roost.http.timelines;

import org.jspecify.annotations.NullMarked;
