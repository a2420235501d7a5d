/** Signing in: applications, OAuth, registration, and the signed-in account's own settings. */
@NullMarked
package dev.roost.http.auth;

import org.jspecify.annotations.NullMarked;
