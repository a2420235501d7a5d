/** A generated community to try things on. */
@NullMarked
package dev.roost.app.demo;

import org.jspecify.annotations.NullMarked;
