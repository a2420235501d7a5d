/** What people build timelines from by hand, driven as hard as it can be, to be measured beside Roost. */
@NullMarked
package dev.roost.bench.rivals;

import org.jspecify.annotations.NullMarked;
