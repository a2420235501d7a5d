package dev.roost.http.streaming;

import dev.roost.http.server.Scopes;
import dev.roost.model.AccessToken;
import dev.roost.model.AccountId;
import dev.roost.model.Standing;
import dev.roost.runtime.Reads;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Who a client is, and which streams it may have. Any thread. */
final class StreamRights {
    private final Reads reads;
    private final UnaryOperator<String> normalisedTag;

    StreamRights(Reads reads, UnaryOperator<String> normalisedTag) {
        this.reads = reads;
        this.normalisedTag = normalisedTag;
    }

    /** Whose token this is; empty for a token that is not valid, is an application's own, or whose account is closed. */
    Optional<Viewer.SignedIn> signedInBy(String token) {
        byte[] hash = sha256(token);
        return reads.token(hash).flatMap(this::inUse);
    }

    /** Whether the viewer's token is still valid. */
    boolean hold(Viewer viewer) {
        return switch (viewer) {
            case Viewer.Anonymous nobody -> true;
            case Viewer.SignedIn user ->
                reads.token(user.tokenHash().bytes()).flatMap(this::inUse).isPresent();
        };
    }

    /** Decides about a wish. */
    StreamChoice choose(Wish wish, Viewer viewer) {
        return StreamChoice.of(wish, viewer, reads, normalisedTag);
    }

    private Optional<Viewer.SignedIn> inUse(AccessToken token) {
        AccountId account = token.account();
        if (account == null) {
            return Optional.empty();
        }
        return reads.account(account)
                .filter(found -> found.standing() == Standing.ACTIVE)
                .map(found -> new Viewer.SignedIn(
                        account, TokenHash.of(token.tokenHash()), Scopes.parse(token.scopes())));
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
