package dev.roost.core;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/** Rows named for people who have to find out what is affected by damage: the table, and whose row it is. */
public final class RowNames {
    private static final Set<Table> BY_ACCOUNT = EnumSet.of(
            Table.ACCOUNTS,
            Table.ACCOUNT_COUNTS,
            Table.POSTS_BY_AUTHOR,
            Table.BOOSTS_BY_AUTHOR,
            Table.FOLLOWEES,
            Table.FOLLOWERS,
            Table.FOLLOW_REQUESTS,
            Table.FOLLOW_REQUESTS_SENT,
            Table.BLOCKS,
            Table.BLOCKED_BY,
            Table.MUTES,
            Table.MARKS,
            Table.MARKS_BY_TIME,
            Table.NOTIFICATIONS,
            Table.MARKERS,
            Table.LISTS,
            Table.LISTS_BY_MEMBER,
            Table.TOKENS_BY_ACCOUNT,
            Table.IDEMPOTENCY,
            Table.NOTIFICATIONS_BY_SENDER,
            Table.POST_WATCHERS,
            Table.MUTES_BY_TIME,
            Table.CONVERSATIONS,
            Table.CONVERSATIONS_BY_POST,
            Table.CONVERSATIONS_BY_MEMBERS,
            Table.CONVERSATION_POSTS,
            Table.DIRECT_POSTS_BY_ADDRESSEE);
    private static final Set<Table> BY_POST = EnumSet.of(
            Table.POSTS,
            Table.POST_COUNTS,
            Table.POST_VERSIONS,
            Table.REPLIES,
            Table.BOOSTS_BY_POST,
            Table.FAVOURITED_BY,
            Table.DIRECT_POSTS,
            Table.NOTIFICATIONS_BY_POST);
    private static final Set<Table> BY_TEXT = EnumSet.of(
            Table.USERNAMES, Table.NAME_WORDS, Table.TAGS, Table.TAGGED_POSTS, Table.IMPORTS, Table.IMPORTED_POSTS);
    private static final int KEY_BYTES_SHOWN = 16;

    private RowNames() {}

    /** The row under a key as a store has it: the table's tag, then the key in the table. */
    public static String of(byte[] taggedKey) {
        for (Table table : Table.values()) {
            if (taggedKey.length > 0 && table.tag() == taggedKey[0]) {
                byte[] key = new byte[taggedKey.length - 1];
                System.arraycopy(taggedKey, 1, key, 0, key.length);
                return of(table, key);
            }
        }
        return "row " + hex(taggedKey);
    }

    /** The row under a key. */
    public static String of(Table table, byte[] key) {
        String name = table.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (table == Table.LOG && key.length == Long.BYTES) {
            return "entry " + Keys.longAt(key, 0) + " of the log";
        }
        if (table == Table.PUBLIC_POSTS && key.length == Long.BYTES) {
            return name + ", post " + ~Keys.longAt(key, 0);
        }
        if (BY_ACCOUNT.contains(table) && key.length >= Integer.BYTES) {
            return name + ", account " + Keys.intAt(key, 0);
        }
        if (BY_POST.contains(table) && key.length >= Long.BYTES) {
            return name + ", post " + Keys.longAt(key, 0);
        }
        if (BY_TEXT.contains(table)) {
            return name + ", " + text(key);
        }
        // Of secrets, e-mail addresses and what has no owner, nothing but the table is told.
        return "a row of " + name;
    }

    private static String text(byte[] key) {
        int end = 0;
        while (end < key.length && key[end] != 0) {
            end++;
        }
        return new String(key, 0, end, StandardCharsets.UTF_8);
    }

    private static String hex(byte[] key) {
        return HexFormat.of().formatHex(key, 0, Math.min(key.length, KEY_BYTES_SHOWN));
    }
}
