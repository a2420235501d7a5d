/** The program: command line, configuration and wiring. */
@NullMarked
package dev.roost.app;

import org.jspecify.annotations.NullMarked;
