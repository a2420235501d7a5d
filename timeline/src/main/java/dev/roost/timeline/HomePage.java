package dev.roost.timeline;

import java.util.Arrays;

/**
 * Post ids, newest first, and the log offset at which they are what the plain query gives.
 *
 * @param ids not to be changed: other pages may share them
 */
public record HomePage(long[] ids, long offset) {
    @Override
    public String toString() {
        return Arrays.toString(ids) + " at " + offset;
    }
}
