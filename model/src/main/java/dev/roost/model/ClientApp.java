package dev.roost.model;

import java.util.List;

/**
 * A registered client application.
 *
 * @param clientId public, random
 * @param secretHash SHA-256 of the client secret
 * @param website empty for none
 */
public record ClientApp(
        AppId id,
        String clientId,
        byte[] secretHash,
        String name,
        List<String> redirectUris,
        String scopes,
        String website,
        long createdAtMs) {
    public ClientApp {
        redirectUris = List.copyOf(redirectUris);
    }
}
