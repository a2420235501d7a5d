/** The nouns: ids, commands, outcomes, entities and their limits. */
@NullMarked
package dev.roost.model;

import org.jspecify.annotations.NullMarked;
