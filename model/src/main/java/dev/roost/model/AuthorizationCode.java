package dev.roost.model;

/**
 * A consent that a client may redeem once for a token.
 *
 * @param challenge PKCE S256 challenge, empty for none
 */
public record AuthorizationCode(
        byte[] codeHash,
        AppId app,
        AccountId account,
        String redirectUri,
        String scopes,
        String challenge,
        long expiresAtMs) {}
