/** The write path and the read path: group commit, apply loop, waiting, admission, and the ports to log and store. */
@NullMarked
package dev.roost.runtime;

import org.jspecify.annotations.NullMarked;
