/** Endpoints for notifications. */
@NullMarked
package dev.roost.http.notifications;

import org.jspecify.annotations.NullMarked;
