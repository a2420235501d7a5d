/** Seeded simulation: mixed histories, faults, invariants and the reference model. */
@NullMarked
package dev.roost.sim;

import org.jspecify.annotations.NullMarked;
