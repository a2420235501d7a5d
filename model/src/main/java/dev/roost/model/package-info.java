<<<<<<< HEAD
/** The nouns: ids, entities, commands, outcomes, limits. Immutable values; nothing here does anything. */
=======
/** The nouns: ids, commands, outcomes, entities and their limits. */
>>>>>>> build
@NullMarked
package dev.roost.model;

import org.jspecify.annotations.NullMarked;
