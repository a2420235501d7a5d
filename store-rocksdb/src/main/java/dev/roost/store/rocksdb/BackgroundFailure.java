package dev.roost.store.rocksdb;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.rocksdb.AbstractEventListener;
import org.rocksdb.BackgroundErrorReason;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Hears of the first flush or compaction that fails; RocksDB calls it from threads of its own. */
final class BackgroundFailure extends AbstractEventListener {
    private final AtomicReference<@Nullable RocksDBException> first = new AtomicReference<>();

    BackgroundFailure() {
        super(EnabledEventCallback.ON_BACKGROUND_ERROR);
    }

    @Override
    public void onBackgroundError(BackgroundErrorReason reason, Status status) {
        String state = status.getState();
        first.compareAndSet(
                null, new RocksDBException(reason + ": " + (state == null ? status.getCodeString() : state), status));
    }

    @Nullable
    RocksDBException failure() {
        return first.get();
    }
}
