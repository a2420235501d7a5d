/** How fast follows and posts of files come into a community. */
@NullMarked
package dev.roost.bench.imports;

import org.jspecify.annotations.NullMarked;
