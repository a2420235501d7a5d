/** What an operator sets: a file, overridden by options, checked before anything starts. */
@NullMarked
package dev.roost.app.config;

import org.jspecify.annotations.NullMarked;
