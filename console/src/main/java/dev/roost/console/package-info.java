/** Pages for people: the operator's, and what a browser sees at the root address. */
@NullMarked
package dev.roost.console;

import org.jspecify.annotations.NullMarked;
