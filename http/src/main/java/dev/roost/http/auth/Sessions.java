package dev.roost.http.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.roost.http.server.Call;
import dev.roost.http.server.Reply;
import dev.roost.model.AccountId;
import dev.roost.runtime.credentials.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Browsers that are signing in. A browser is known by a random cookie; a form that it sends back proves with a text
 * derived from the cookie that it came from a page of ours. Kept in memory: after a restart one signs in again.
 */
final class Sessions {
    /** Signed-in browsers that are remembered. */
    private static final int SESSIONS_MAX = 100_000;

    /** The name under which a form brings its proof back. */
    static final String PROOF = "proof";

    private static final Duration LIFE = Duration.ofHours(1);
    private static final String COOKIE = "roost_session";
    private static final String ALGORITHM = "HmacSHA256";

    private final Cache<String, AccountId> signedIn = Caffeine.newBuilder()
            .maximumSize(SESSIONS_MAX)
            .expireAfterWrite(LIFE)
            .build();
    private final SecretKeySpec key =
            new SecretKeySpec(Secrets.random().getBytes(StandardCharsets.US_ASCII), ALGORITHM);
    private final boolean secure;

    /** Cookies are for TLS only where the server is reached that way. */
    Sessions(String baseUrl) {
        this.secure = baseUrl.startsWith("https:");
    }

    /** The browser's name, or a new one if it has none. */
    String browserOf(Call call) {
        return call.cookie(COOKIE).filter(Sessions::wellFormed).orElseGet(Secrets::random);
    }

    /** Who is signed in with this browser. */
    Optional<AccountId> signedIn(String browser) {
        return Optional.ofNullable(signedIn.getIfPresent(browser));
    }

    /** Signs an account in; the browser gets a new name, so that a planted one is worth nothing. */
    String signIn(AccountId account) {
        String browser = Secrets.random();
        signedIn.put(browser, account);
        return browser;
    }

    /** Forgets who was signed in. */
    void signOut(String browser) {
        signedIn.invalidate(browser);
    }

    /** What a form of this browser must bring back. */
    private String proof(String browser) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] proof = mac.doFinal(browser.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(proof);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A form's hidden fields, with the proof among them. */
    Map<String, String> proved(String browser, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put(PROOF, proof(browser));
        return all;
    }

    /** Whether a form came from a page that this browser was given. */
    boolean proves(String browser, String proof) {
        return MessageDigest.isEqual(
                proof(browser).getBytes(StandardCharsets.US_ASCII), proof.getBytes(StandardCharsets.UTF_8));
    }

    /** The reply, with the cookie that keeps the browser's name. */
    Reply keep(String browser, Reply reply) {
        return reply.header(
                "Set-Cookie",
                COOKIE + "=" + browser + "; Path=/oauth; Max-Age=" + LIFE.toSeconds() + "; HttpOnly; SameSite=Lax"
                        + (secure ? "; Secure" : ""));
    }

    private static boolean wellFormed(String browser) {
        return browser.length() == 43
                && browser.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
    }
}
