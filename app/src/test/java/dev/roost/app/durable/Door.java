package dev.roost.app.durable;

import java.io.IOException;

/** One connection to a server that may be killed at any moment. One thread. */
interface Door extends AutoCloseable {
    /**
     * Posts under an idempotency key that is also the text.
     *
     * @return the post's id
     * @throws IOException when there is no answer
     */
    String post(int author, String key) throws IOException;

    /** Deletes a post; done also when it is not there. */
    void delete(int author, String post) throws IOException;

    /** Boosts a post if it is there. */
    void boost(int author, String post) throws IOException;

    /** Follows or unfollows. */
    void follow(int follower, int followee, boolean follows) throws IOException;

    @Override
    void close() throws IOException;
}
