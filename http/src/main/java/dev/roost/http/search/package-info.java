/** Endpoints for search. */
@NullMarked
package dev.roost.http.search;

import org.jspecify.annotations.NullMarked;
