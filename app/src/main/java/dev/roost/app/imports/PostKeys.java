package dev.roost.app.imports;

import dev.roost.model.PostId;
import java.util.Arrays;

/**
 * The keys of an export's posts: their place in it, from 1. So they do not depend on the ids, which another community
 * gives anew. 8 bytes a post.
 */
final class PostKeys {
    private long[] ids = new long[1 << 10];
    private int count;

    /** The key of the next post; ids must ascend. */
    String add(PostId id) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, count + (count >> 1));
        }
        ids[count++] = id.value();
        return Integer.toString(count);
    }

    /** The key of a post that was added, or an empty one. */
    String of(PostId id) {
        int place = Arrays.binarySearch(ids, 0, count, id.value());
        return place < 0 ? "" : Integer.toString(place + 1);
    }
}
