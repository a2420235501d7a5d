/** Durable deliveries a second through the real write path, beside lists in Redis. */
@NullMarked
package dev.roost.bench.fanout;

import org.jspecify.annotations.NullMarked;
