package dev.roost.app.imports;

import dev.roost.model.AccountId;

/** Tells who the holder of a slot (see {@link ImportPipeline#account}) is, when a batch is sent. */
@FunctionalInterface
public interface Names {
    /** The account of a slot. */
    AccountId id(int slot);
}
