/** What the server says of itself, and honest answers about what it does not do. */
@NullMarked
package dev.roost.http.instance;

import org.jspecify.annotations.NullMarked;
