package dev.roost.runtime.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Random texts that give access: tokens, codes, client ids and secrets. Only their hashes are stored. Any thread. */
public final class Secrets {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Never updated, only cloned: looking the algorithm up costs as much as hashing a token. */
    private static final MessageDigest SHA_256 = sha256();

    private Secrets() {}

    /** A new secret: 32 random bytes as 43 characters of {@code [A-Za-z0-9_-]}. */
    public static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The SHA-256 under which a secret is kept. Enough for random secrets; not for passwords. */
    public static byte[] hash(String secret) {
        try {
            MessageDigest digest = (MessageDigest) SHA_256.clone();
            return digest.digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether this is the secret with this hash, in a time that does not depend on where they differ. */
    public static boolean matches(String secret, byte[] storedHash) {
        return MessageDigest.isEqual(hash(secret), storedHash);
    }
}
