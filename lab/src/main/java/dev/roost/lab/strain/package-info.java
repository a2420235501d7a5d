/** What becomes of a server under strain: more load than it can carry, and load as soon as it has started. */
@NullMarked
package dev.roost.lab.strain;

import org.jspecify.annotations.NullMarked;
