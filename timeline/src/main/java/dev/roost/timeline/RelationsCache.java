package dev.roost.timeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.roost.model.AccountId;
import java.util.function.LongSupplier;

/** Relations of readers who have no ring. Any thread. */
final class RelationsCache {
    private final ByAccount byAccount;
    private final Snapshots snapshots;
    private final Cache<Integer, Known> known;

    private final LongSupplier structuralOffset;

    /** Of some state; each load asks whether they are its own. */
    private volatile Suspended suspended;

    RelationsCache(ByAccount byAccount, Snapshots snapshots, int readersMax, LongSupplier structuralOffset) {
        this.suspended = snapshots.read(Suspended::load);
        this.structuralOffset = structuralOffset;
        this.byAccount = byAccount;
        this.snapshots = snapshots;
        this.known = Caffeine.newBuilder()
                .maximumSize(readersMax)
                .executor(Runnable::run)
                .build();
    }

    /** Relations, the version that they were loaded at, and the offset from which on they are right. */
    record Known(Relations relations, int version, long asOf) {}

    Known get(int reader, long nowMs) {
        Known cached = known.getIfPresent(reader);
        int version = byAccount.version(reader);
        if (cached != null && cached.version() == version && !cached.relations().expiredAt(nowMs)) {
            return cached;
        }
        Relations relations = load(reader, nowMs);
        Known loaded = new Known(relations, version, structuralOffset.getAsLong());
        known.put(reader, loaded);
        return loaded;
    }

    /** A reader's relations of the newest state. */
    Relations load(int reader, long nowMs) {
        return snapshots.read(state -> {
            Suspended now = suspended.in(state);
            suspended = now;
            return Relations.load(state, new AccountId(reader), now, nowMs);
        });
    }
}
