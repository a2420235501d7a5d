/** The nouns: ids, entities, commands, outcomes, limits. Immutable values; nothing here does anything. */
@NullMarked
package dev.roost.model;

import org.jspecify.annotations.NullMarked;
