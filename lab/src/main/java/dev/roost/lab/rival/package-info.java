/** The generator beside other load tools, against the same trivial server at the same rate. */
@NullMarked
package dev.roost.lab.rival;

import org.jspecify.annotations.NullMarked;
