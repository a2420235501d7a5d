/**
 * {@code apply}: command in, state change and effects out. The only code that changes state; asks no clock, file or
 * thread.
 */
@NullMarked
package dev.roost.core;

import org.jspecify.annotations.NullMarked;
