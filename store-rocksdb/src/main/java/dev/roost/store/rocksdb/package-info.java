/** Log and state on the local disk, in one RocksDB. */
@NullMarked
package dev.roost.store.rocksdb;

import org.jspecify.annotations.NullMarked;
