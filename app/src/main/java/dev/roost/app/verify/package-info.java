/** What {@code roost verify} does, on a data directory or in a running server. */
@NullMarked
package dev.roost.app.verify;

import org.jspecify.annotations.NullMarked;
