package dev.roost.http.json;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Tells whether something may have changed since it was read, without a lock between writers and readers.
 *
 * <p>A reader notes {@link #of} <em>before</em> it reads the state and keeps the stamp with what it made of it; that is
 * good as long as the stamp is the same. A writer calls {@link #change} after its commit and before its answer. So
 * whoever has seen an answer never gets anything older, and a slow reader can spoil nothing. Keys share stamps: a
 * change of another key now and then costs an encoding, never a wrong answer.
 */
final class Stamps {
    private final AtomicIntegerArray stamps;
    private final int shift;

    /** With 2 to the {@code bits} stamps of 4 bytes. */
    Stamps(int bits) {
        this.stamps = new AtomicIntegerArray(1 << bits);
        this.shift = Long.SIZE - bits;
    }

    int of(long key) {
        return stamps.get(slot(key));
    }

    void change(long key) {
        stamps.getAndIncrement(slot(key));
    }

    void changeAll() {
        for (int i = 0; i < stamps.length(); i++) {
            stamps.getAndIncrement(i);
        }
    }

    /** Fibonacci hashing: the low bits of ids hardly differ. */
    private int slot(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> shift);
    }
}
