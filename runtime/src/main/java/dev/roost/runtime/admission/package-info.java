/** Who is worked for now, who waits, and who is turned away. */
@NullMarked
package dev.roost.runtime.admission;

import org.jspecify.annotations.NullMarked;
