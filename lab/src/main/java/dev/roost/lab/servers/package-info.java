/** Servers that the laboratory starts itself: with settings, on some of the processors, and stopped in the end. */
@NullMarked
package dev.roost.lab.servers;

import org.jspecify.annotations.NullMarked;
