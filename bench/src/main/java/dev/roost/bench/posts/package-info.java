/** Durable posts a second, beside one bare file. */
@NullMarked
package dev.roost.bench.posts;

import org.jspecify.annotations.NullMarked;
