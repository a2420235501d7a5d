/** The laboratory measures what is known beforehand, and shows each figure beside its expected value. */
@NullMarked
package dev.roost.lab.selftest;

import org.jspecify.annotations.NullMarked;
