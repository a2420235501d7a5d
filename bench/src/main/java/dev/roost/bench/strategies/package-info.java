/** Fan-out on read, on write and hybrid on the same reads and writes: what a request costs with each. */
@NullMarked
package dev.roost.bench.strategies;

import org.jspecify.annotations.NullMarked;
