/**
 * Text as the safe HTML that Mastodon clients expect.
 *
 * <p>Every character of a user's text passes through {@link dev.roost.http.html.HtmlWriter}; there is no way to write
 * one unescaped.
 */
@NullMarked
package dev.roost.http.html;

import org.jspecify.annotations.NullMarked;
