/** Times as histograms, and objectives over them. Knows of no server, network or clock. */
@NullMarked
package dev.roost.telemetry;

import org.jspecify.annotations.NullMarked;
