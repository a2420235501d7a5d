/** How soon a server that is started gives the first right answer. */
@NullMarked
package dev.roost.bench.start;

import org.jspecify.annotations.NullMarked;
