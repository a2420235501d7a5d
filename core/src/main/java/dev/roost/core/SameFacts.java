package dev.roost.core;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a state that came from a replay has the facts of the one that it replaces: the same ids for the same things,
 * and nothing lost. How they are indexed, and what the rules make of them, may differ.
 */
public final class SameFacts {
    /** Whose keys are facts. */
    private static final Set<Table> KEYS = EnumSet.of(
            Table.LOG,
            Table.ACCOUNTS,
            Table.POSTS,
            Table.POSTS_BY_AUTHOR,
            Table.FOLLOWEES,
            Table.FOLLOW_REQUESTS_SENT,
            Table.BLOCKED_BY,
            Table.MUTES,
            Table.LISTS,
            Table.LIST_MEMBERS,
            Table.APPS,
            Table.SUSPENDED_ACCOUNTS);

    /** Whose values are, too. */
    private static final Set<Table> WHOLE = EnumSet.of(
            Table.USERNAMES,
            Table.EMAILS,
            Table.BOOSTS_BY_AUTHOR,
            Table.MARKS,
            Table.CLIENT_IDS,
            Table.TOKENS,
            Table.IMPORTS,
            Table.IMPORTED_POSTS);

    private static final byte[] START = {};

    private SameFacts() {}

    /** What is not the same, a line each; walks the tables that have facts in both. */
    public static List<String> differences(StateReader former, StateReader replayed) {
        List<String> found = new ArrayList<>();
        heads(new StateView(former).heads(), new StateView(replayed).heads(), found);
        for (Table table : Table.values()) {
            if (KEYS.contains(table) || WHOLE.contains(table)) {
                Digest before = Digest.of(former, table);
                Digest after = Digest.of(replayed, table);
                if (!Arrays.equals(before.hash, after.hash)) {
                    found.add(table + " has other rows (" + before.rows + ", now " + after.rows + ")");
                }
            }
        }
        return found;
    }

    private static void heads(Heads former, Heads replayed, List<String> found) {
        unlessEqual("offset", former.offset, replayed.offset, found);
        unlessEqual("time", former.timeMs, replayed.timeMs, found);
        unlessEqual("last post", former.lastPost, replayed.lastPost, found);
        unlessEqual("original posts", former.originalPosts, replayed.originalPosts, found);
        unlessEqual("last notification", former.lastNotification, replayed.lastNotification, found);
        unlessEqual("last account", former.lastAccount, replayed.lastAccount, found);
        unlessEqual("last application", former.lastApp, replayed.lastApp, found);
        unlessEqual("last list", former.lastList, replayed.lastList, found);
    }

    private static void unlessEqual(String what, long former, long replayed, List<String> found) {
        if (former != replayed) {
            found.add("the " + what + " was " + former + ", now " + replayed);
        }
    }

    /** Of a table's rows in order. */
    private static final class Digest {
        private final byte[] hash;
        private long rows;

        private Digest(StateReader reader, Table table, MessageDigest digest) {
            boolean whole = WHOLE.contains(table);
            reader.scan(table, START, null, (key, value) -> {
                rows++;
                update(digest, key);
                if (whole) {
                    update(digest, value);
                }
                return true;
            });
            hash = digest.digest();
        }

        static Digest of(StateReader reader, Table table) {
            try {
                return new Digest(reader, table, MessageDigest.getInstance("SHA-256"));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void update(MessageDigest digest, byte[] bytes) {
            digest.update(Keys.int32(bytes.length));
            digest.update(bytes);
        }
    }
}
