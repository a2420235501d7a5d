/** Two servers, or two settings of one, measured in turn. */
@NullMarked
package dev.roost.lab.compare;

import org.jspecify.annotations.NullMarked;
