package dev.roost.store.rocksdb;

import dev.roost.runtime.MemoryStore;
import dev.roost.runtime.StateStore;

class MemoryStoreTest extends StateStoreContract {
    @Override
    StateStore openStore() {
        return new MemoryStore();
    }
}
