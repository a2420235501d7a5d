/**
 * Single steps in a loop, measured by JMH: what each takes, and what it allocates. Loops over what is package-private
 * stand in its package.
 */
@NullMarked
package dev.roost.bench.loops;

import org.jspecify.annotations.NullMarked;
