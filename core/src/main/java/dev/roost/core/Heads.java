package dev.roost.core;

import dev.roost.model.Limits;
import dev.roost.model.PostId;
import dev.roost.model.PostKind;
import org.jspecify.annotations.Nullable;

/** The last ids given out and the totals: one row, changed by every command, written once per commit. */
final class Heads {
    long offset;
    long timeMs;
    long lastPost;
    long lastNotification;
    int lastAccount;
    int lastApp;
    int lastList;
    long originalPosts;

    static Heads read(byte @Nullable [] row) {
        Heads heads = new Heads();
        if (row != null) {
            ByteReader in = Rows.reader(row);
            heads.offset = in.varint();
            heads.timeMs = in.varint();
            heads.lastPost = in.varint();
            heads.lastNotification = in.varint();
            heads.lastAccount = in.int32();
            heads.lastApp = in.int32();
            heads.lastList = in.int32();
            heads.originalPosts = in.varint();
        }
        return heads;
    }

    byte[] toRow() {
        return Rows.writer(64)
                .varint(offset)
                .varint(timeMs)
                .varint(lastPost)
                .varint(lastNotification)
                .varint(lastAccount)
                .varint(lastApp)
                .varint(lastList)
                .varint(originalPosts)
                .toBytes();
    }

    /**
     * When a fact of the newest command came about, as a number that increases along the log: lists are ordered by it,
     * and it is their cursor.
     *
     * @param position of the fact in its command, from 0; only imports have more than one
     */
    long sequence(int position) {
        return offset * Limits.IMPORT_BATCH + position;
    }

    PostId nextPost(PostKind kind) {
        PostId id = PostId.after(lastPost, timeMs, kind);
        lastPost = id.value();
        return id;
    }
}
