/**
 * Roost measured: the command line of {@code roost bench}, and what every benchmark shares.
 *
 * <p>Each benchmark runs in a Java machine of its own and reports {@link dev.roost.bench.Figure}s; what is compared is
 * compared in the same run, in turn, by medians.
 */
@NullMarked
package dev.roost.bench;

import org.jspecify.annotations.NullMarked;
