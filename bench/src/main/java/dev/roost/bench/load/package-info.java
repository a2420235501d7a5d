/**
 * Other load tools that are Java libraries, each driven as its own documentation says, for {@code roost lab rival}: it
 * starts them as processes and reads the one line that they print.
 */
@NullMarked
package dev.roost.bench.load;

import org.jspecify.annotations.NullMarked;
