/**
 * What operators do to the contents: the same operations on a data directory at rest, or, through its control socket,
 * inside the server that holds it.
 */
@NullMarked
package dev.roost.app.operate;

import org.jspecify.annotations.NullMarked;
