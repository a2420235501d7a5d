/** How much load a server takes while it meets its objectives. */
@NullMarked
package dev.roost.lab.capacity;

import org.jspecify.annotations.NullMarked;
