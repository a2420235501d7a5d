/** The write path and the read path: group commit, waiting, reads, home timelines, and the port to the disk. */
@NullMarked
package dev.roost.runtime;

import org.jspecify.annotations.NullMarked;
