/** A node on a data directory: the store and what runs on it, opened and closed together. */
@NullMarked
package dev.roost.app.node;

import org.jspecify.annotations.NullMarked;
