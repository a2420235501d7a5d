/** The Mastodon client API, OAuth and streaming; the only public JSON. */
@NullMarked
package dev.roost.http;

import org.jspecify.annotations.NullMarked;
