package dev.roost.store.rocksdb;

import java.io.IOException;
import org.rocksdb.RocksDBException;

/** RocksDB's failures as the port names them. */
final class Failures {
    private Failures() {}

    static IOException of(String what, RocksDBException e) {
        return new IOException(what + ": " + e.getMessage(), e);
    }
}
