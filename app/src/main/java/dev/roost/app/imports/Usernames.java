package dev.roost.app.imports;

import dev.roost.model.AccountId;
import dev.roost.model.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The accounts that an import has met: a username without regard to case, to a dense slot, to the account's id once the
 * server has told it. About 24 bytes and the name for each; 10 million fit in 350 MB.
 *
 * <p>One thread. Open addressing with linear probing over the names' bytes, which lie one after the other.
 */
final class Usernames {
    private static final int FREE = -1;

    private byte[] names = new byte[1 << 16];
    private int[] starts = new int[1 << 12];
    private int[] ids = new int[1 << 12];
    private int[] hashes = new int[1 << 12];
    private int[] slots = new int[1 << 13];
    private int count;

    Usernames() {
        Arrays.fill(slots, FREE);
    }

    /** Whether this can be somebody's username: letters of ASCII, digits and underscores. */
    static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > Limits.USERNAME_CHARS) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
            if (!letter && !(c >= '0' && c <= '9') && c != '_') {
                return false;
            }
        }
        return true;
    }

    /** The slot of a valid username, which is new if it equals {@link #count()} before the call. */
    int slot(String name) {
        if (count * 2 >= slots.length) {
            grow();
        }
        int hash = hash(name);
        int mask = slots.length - 1;
        int place = hash & mask;
        while (slots[place] != FREE) {
            if (hashes[slots[place]] == hash && equal(slots[place], name)) {
                return slots[place];
            }
            place = (place + 1) & mask;
        }
        slots[place] = count;
        store(name, hash);
        return count++;
    }

    /** How many names there are; slots are below it. */
    int count() {
        return count;
    }

    /** The name as it was first met. */
    String name(int slot) {
        return new String(names, starts[slot], starts[slot + 1] - starts[slot], StandardCharsets.ISO_8859_1);
    }

    void setId(int slot, int id) {
        ids[slot] = id;
    }

    /** Who it is; fails if the server has not told it. */
    AccountId id(int slot) {
        return new AccountId(ids[slot]);
    }

    private void store(String name, int hash) {
        int start = starts[count];
        int end = start + name.length();
        if (end > names.length) {
            names = Arrays.copyOf(names, Math.max(end, names.length + (names.length >> 1)));
        }
        if (count + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
            ids = Arrays.copyOf(ids, ids.length * 2);
            hashes = Arrays.copyOf(hashes, hashes.length * 2);
        }
        for (int i = 0; i < name.length(); i++) {
            names[start + i] = (byte) name.charAt(i);
        }
        starts[count + 1] = end;
        hashes[count] = hash;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        Arrays.fill(slots, FREE);
        int mask = slots.length - 1;
        for (int slot = 0; slot < count; slot++) {
            int place = hashes[slot] & mask;
            while (slots[place] != FREE) {
                place = (place + 1) & mask;
            }
            slots[place] = slot;
        }
    }

    private boolean equal(int slot, String name) {
        int start = starts[slot];
        if (starts[slot + 1] - start != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (lower(names[start + i]) != lower(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int hash(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = hash * 31 + lower(name.charAt(i));
        }
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    private static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
    }
}
