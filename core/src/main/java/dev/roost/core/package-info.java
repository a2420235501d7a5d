/** Applies one command to the state; the only code that changes it, and it asks no clock, file or thread. */
@NullMarked
package dev.roost.core;

import org.jspecify.annotations.NullMarked;
