/** Passwords, tokens, and the shape of usernames and e-mail addresses. */
@NullMarked
package dev.roost.runtime.credentials;

import org.jspecify.annotations.NullMarked;
