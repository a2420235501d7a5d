/** Accounts, how they stand to one another, lists, markers and hashtags. */
@NullMarked
package dev.roost.http.accounts;

import org.jspecify.annotations.NullMarked;
