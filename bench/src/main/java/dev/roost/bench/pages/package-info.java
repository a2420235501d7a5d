/** The reading side measured: home pages warm, cold and deep, and what a celebrity's post costs. */
@NullMarked
package dev.roost.bench.pages;

import org.jspecify.annotations.NullMarked;
