package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.ListId;
import dev.roost.model.MarkKind;
import dev.roost.model.NotificationId;
import dev.roost.model.PostId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The keys of {@link Table}. Numbers are big-endian; "descending" numbers are stored as their complement, so that a
 * scan meets the newest first; texts that are followed by something end with a zero byte.
 *
 * <pre>
 * account 4 | post 8 | offset 8 | ~post 8
 * FOLLOWEES        follower 4, followee 4        POSTS_BY_AUTHOR  author 4, ~post 8
 * MARKS            account 4, kind 1, post 8     MARKS_BY_TIME    account 4, kind 1, ~sequence 8
 * FOLLOWERS        followee 4, ~sequence 8, follower 4
 * FAVOURITED_BY    post 8, ~sequence 8, account 4
 * NOTIFICATIONS    account 4, ~notification 8    TAGGED_POSTS     tag, 0, ~post 8
 * </pre>
 */
final class Keys {
    /** The one row of totals and last ids. */
    static final byte[] HEADS = {0};

    /** The one row that says when an account was last suspended, or one no longer: the offset. */
    static final byte[] SUSPENSIONS = {1};

    static final byte[] NONE = {};

    private Keys() {}

    static byte[] of(AccountId account) {
        return int32(account.value());
    }

    static byte[] of(AppId app) {
        return int32(app.value());
    }

    static byte[] of(ListId list) {
        return int32(list.value());
    }

    static byte[] of(PostId post) {
        return offset(post.value());
    }

    static byte[] deleted(long atMs, AccountId account) {
        byte[] key = new byte[12];
        putLong(key, 0, atMs);
        System.arraycopy(int32(account.value()), 0, key, 8, 4);
        return key;
    }

    static byte[] int32(int value) {
        return new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
    }

    static byte[] offset(long value) {
        byte[] key = new byte[8];
        putLong(key, 0, value);
        return key;
    }

    static byte[] folded(String text) {
        return text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] pair(AccountId first, AccountId second) {
        return pair(first.value(), second.value());
    }

    static byte[] pair(ListId list, AccountId member) {
        return pair(list.value(), member.value());
    }

    static byte[] pair(int first, int second) {
        byte[] key = new byte[8];
        putInt(key, 0, first);
        putInt(key, 4, second);
        return key;
    }

    static byte[] pair(PostId post, AccountId account) {
        byte[] key = new byte[12];
        putLong(key, 0, post.value());
        putInt(key, 8, account.value());
        return key;
    }

    static byte[] pair(PostId first, long second) {
        byte[] key = new byte[16];
        putLong(key, 0, first.value());
        putLong(key, 8, second);
        return key;
    }

    /** Whose list it is, then the sequence of an entry, which counts down, then the account that the entry is about. */
    static byte[] byTime(AccountId owner, long sequence, AccountId other) {
        byte[] key = new byte[16];
        putInt(key, 0, owner.value());
        putLong(key, 4, ~sequence);
        putInt(key, 12, other.value());
        return key;
    }

    /** The same in the list of a post. */
    static byte[] byTime(PostId post, long sequence, AccountId account) {
        byte[] key = new byte[20];
        putLong(key, 0, post.value());
        putLong(key, 8, ~sequence);
        putInt(key, 16, account.value());
        return key;
    }

    /** Where the entries of a list begin that have this sequence or an older one. */
    static byte[] from(byte[] list, long sequence) {
        byte[] key = Arrays.copyOf(list, list.length + 8);
        putLong(key, list.length, ~sequence);
        return key;
    }

    /** Account, then a number that counts down. */
    static byte[] descending(AccountId account, long number) {
        return descending(account.value(), number);
    }

    static byte[] descending(int account, long number) {
        byte[] key = new byte[12];
        putInt(key, 0, account);
        putLong(key, 4, ~number);
        return key;
    }

    /** A number that counts down. */
    static byte[] descending(long number) {
        return offset(~number);
    }

    /** Account, then a number that counts up. */
    static byte[] ascending(AccountId account, long number) {
        byte[] key = new byte[12];
        putInt(key, 0, account.value());
        putLong(key, 4, number);
        return key;
    }

    static byte[] boostOf(PostId original, long boost) {
        return pair(original, ~boost);
    }

    static byte[] mark(AccountId account, MarkKind kind, long post) {
        return marked(account, kind, post);
    }

    static byte[] markByTime(AccountId account, MarkKind kind, long sequence) {
        return marked(account, kind, ~sequence);
    }

    static byte[] marks(AccountId account, MarkKind kind) {
        return Arrays.copyOf(marked(account, kind, 0), 5);
    }

    static byte[] tagged(String tag, long post) {
        return terminated(tag, ~post);
    }

    static byte[] tagged(String tag) {
        return new ByteWriter(tag.length() + 1).raw(text(tag)).u8(0).toBytes();
    }

    static byte[] nameWord(String word, AccountId account) {
        return new ByteWriter(word.length() + 5)
                .raw(text(word))
                .u8(0)
                .i32(account.value())
                .toBytes();
    }

    static byte[] notificationBySender(AccountId to, AccountId from, NotificationId id) {
        return new ByteWriter(16)
                .i32(to.value())
                .i32(from.value())
                .i64(~id.value())
                .toBytes();
    }

    static byte[] notificationByPost(PostId post, AccountId to, NotificationId id) {
        return new ByteWriter(20)
                .i64(post.value())
                .i32(to.value())
                .i64(id.value())
                .toBytes();
    }

    static byte[] named(AccountId account, String name) {
        return new ByteWriter(4 + name.length())
                .i32(account.value())
                .raw(text(name))
                .toBytes();
    }

    static byte[] tokenOf(AccountId account, byte[] tokenHash) {
        return new ByteWriter(36).i32(account.value()).raw(tokenHash).toBytes();
    }

    static byte[] codeByEnd(long endMs, byte[] codeHash) {
        return new ByteWriter(8 + codeHash.length).i64(endMs).raw(codeHash).toBytes();
    }

    static byte[] idempotencyByTime(long timeMs, AccountId account, String key) {
        return new ByteWriter(12 + key.length())
                .i64(timeMs)
                .i32(account.value())
                .raw(text(key))
                .toBytes();
    }

    static byte[] imported(String source, String key) {
        return new ByteWriter(source.length() + key.length() + 1)
                .raw(text(source))
                .u8(0)
                .raw(text(key))
                .toBytes();
    }

    /** The first key behind all that start with the prefix; null if there is none. */
    static byte @Nullable [] after(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xFF) {
                byte[] end = Arrays.copyOf(prefix, i + 1);
                end[i]++;
                return end;
            }
        }
        return null;
    }

    static int intAt(byte[] key, int at) {
        return (key[at] << 24) | ((key[at + 1] & 0xFF) << 16) | ((key[at + 2] & 0xFF) << 8) | (key[at + 3] & 0xFF);
    }

    static long longAt(byte[] key, int at) {
        return ((long) intAt(key, at) << 32) | (intAt(key, at + 4) & 0xFFFF_FFFFL);
    }

    private static byte[] marked(AccountId account, MarkKind kind, long number) {
        byte[] key = new byte[13];
        putInt(key, 0, account.value());
        key[4] = (byte) kind.ordinal();
        putLong(key, 5, number);
        return key;
    }

    private static byte[] terminated(String text, long number) {
        return new ByteWriter(text.length() + 9)
                .raw(text(text))
                .u8(0)
                .i64(number)
                .toBytes();
    }

    private static void putInt(byte[] key, int at, int value) {
        key[at] = (byte) (value >>> 24);
        key[at + 1] = (byte) (value >>> 16);
        key[at + 2] = (byte) (value >>> 8);
        key[at + 3] = (byte) value;
    }

    private static void putLong(byte[] key, int at, long value) {
        putInt(key, at, (int) (value >>> 32));
        putInt(key, at + 4, (int) value);
    }
}
