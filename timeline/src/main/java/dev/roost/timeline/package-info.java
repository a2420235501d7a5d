/** Home timelines: rings, subscriptions, fan-out, the celebrity merge, and the plain query they must equal. */
@NullMarked
package dev.roost.timeline;

import org.jspecify.annotations.NullMarked;
