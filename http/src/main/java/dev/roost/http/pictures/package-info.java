/** Pictures for accounts, drawn from their names. */
@NullMarked
package dev.roost.http.pictures;

import org.jspecify.annotations.NullMarked;
