/** Made-up words in many scripts, the same for the same seed. */
@NullMarked
package dev.roost.app.prose;

import org.jspecify.annotations.NullMarked;
