/**
 * What the text of a post means: its clean form, its length, and the mentions, hashtags and links in it.
 *
 * <p>Everything here is a pure function of the text. Nothing here knows which accounts exist, what a page looks like,
 * or HTML.
 */
@NullMarked
package dev.roost.runtime.text;

import org.jspecify.annotations.NullMarked;
