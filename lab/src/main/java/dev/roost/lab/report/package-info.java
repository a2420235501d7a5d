/** Runs as pages that open from disk, and as JSON. */
@NullMarked
package dev.roost.lab.report;

import org.jspecify.annotations.NullMarked;
