/** A run: sets a community up through the public API, drives a server, checks each page, and counts. */
@NullMarked
package dev.roost.lab.run;

import org.jspecify.annotations.NullMarked;
