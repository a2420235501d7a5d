/** Mastodon's entities as JSON: encoded once, kept, and put together into answers without encoding them again. */
@NullMarked
package dev.roost.http.json;

import org.jspecify.annotations.NullMarked;
