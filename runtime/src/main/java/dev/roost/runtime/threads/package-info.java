/** Which threads go before which others. */
@NullMarked
package dev.roost.runtime.threads;

import org.jspecify.annotations.NullMarked;
