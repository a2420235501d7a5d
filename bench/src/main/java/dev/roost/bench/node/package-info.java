/** Nodes to measure: a real one on a directory, filled through its own log. */
@NullMarked
package dev.roost.bench.node;

import org.jspecify.annotations.NullMarked;
