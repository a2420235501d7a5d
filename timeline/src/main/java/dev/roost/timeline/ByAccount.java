package dev.roost.timeline;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Things found by the dense number of an account: its active reader, and the version of its relations. Any thread. */
final class ByAccount {
    private static final int CHUNK = 1 << 12;
    private static final int CHUNKS = 1 << 19;

    private final AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable ActiveReader>> readers =
            new AtomicReferenceArray<>(CHUNKS);
    private final AtomicReferenceArray<@Nullable AtomicIntegerArray> versions = new AtomicReferenceArray<>(CHUNKS);
    /** What every account's version has on top of its own. */
    private volatile int common;

    @Nullable
    ActiveReader reader(int account) {
        AtomicReferenceArray<@Nullable ActiveReader> chunk = readers.get(account / CHUNK);
        return chunk == null ? null : chunk.get(account % CHUNK);
    }

    boolean replace(int account, @Nullable ActiveReader expected, @Nullable ActiveReader reader) {
        AtomicReferenceArray<@Nullable ActiveReader> chunk = readers.get(account / CHUNK);
        if (chunk == null) {
            readers.compareAndSet(account / CHUNK, null, new AtomicReferenceArray<>(CHUNK));
            chunk = readers.get(account / CHUNK);
        }
        return chunk != null && chunk.compareAndSet(account % CHUNK, expected, reader);
    }

    int version(int account) {
        AtomicIntegerArray chunk = versions.get(account / CHUNK);
        return common + (chunk == null ? 0 : chunk.get(account % CHUNK));
    }

    /** Changes every account's version; publisher only. Allocates nothing. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void bumpAll() {
        common++;
    }

    void bump(int account) {
        AtomicIntegerArray chunk = versions.get(account / CHUNK);
        if (chunk == null) {
            versions.compareAndSet(account / CHUNK, null, new AtomicIntegerArray(CHUNK));
            chunk = versions.get(account / CHUNK);
        }
        if (chunk != null) {
            chunk.incrementAndGet(account % CHUNK);
        }
    }
}
