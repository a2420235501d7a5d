<<<<<<< HEAD
/** {@code apply}: command in, state change and effects out. The only code that changes state; asks no clock, file or thread. */
=======
/** Applies one command to the state; the only code that changes it, and it asks no clock, file or thread. */
>>>>>>> build
@NullMarked
package dev.roost.core;

import org.jspecify.annotations.NullMarked;
