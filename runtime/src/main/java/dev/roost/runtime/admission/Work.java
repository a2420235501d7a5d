package dev.roost.runtime.admission;

/** Something that somebody asks for: exactly one of the two is called, once. */
public interface Work {
    /** Does it; on a thread of its own that may block. */
    void run();

    /** It will not be done: there is too much else. Must not block. */
    void turnedAway();

    /** Whether nobody waits for it any more: it is dropped then. Must not block; called when its turn comes. */
    default boolean abandoned() {
        return false;
    }
}
