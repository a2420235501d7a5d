/** What a server does before its first request comes, so that it is not slow then. */
@NullMarked
package dev.roost.app.rehearsal;

import org.jspecify.annotations.NullMarked;
