/** The way in over HTTP: listening, routing, parameters, access, limits, and the shape of answers and errors. */
@NullMarked
package dev.roost.http.server;

import org.jspecify.annotations.NullMarked;
