package dev.roost.http.server;

/**
 * Answers one kind of request.
 *
 * <p>Runs on a virtual thread of its own and may block. Expected refusals are thrown as {@link ApiError}; anything else
 * that is thrown is answered with 500 and logged once.
 */
@FunctionalInterface
public interface Endpoint {
    /** The answer to a call that has passed the route's {@link Access}. */
    Reply handle(Call call);
}
