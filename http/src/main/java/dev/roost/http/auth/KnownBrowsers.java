package dev.roost.http.auth;

import dev.roost.http.server.Call;
import dev.roost.http.server.Reply;
import dev.roost.model.Account;
import dev.roost.runtime.credentials.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Browsers in which somebody has signed in to an account before. Such a browser brings a cookie that proves it, so that
 * strangers who guess the account's password do not use up the attempts of its owner. The cookie signs nobody in.
 *
 * <p>Nothing is kept here: the cookie is signed with what the state has of the account's password, so it outlives a
 * restart and ends with the password. {@code END.NAME.SIGNATURE}. Any thread.
 */
final class KnownBrowsers {
    private static final Duration LIFE = Duration.ofDays(180);
    private static final String COOKIE = "roost_known_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,12})\\.([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})");

    private final boolean secure;

    /** Cookies are for TLS only where the server is reached that way. */
    KnownBrowsers(String baseUrl) {
        this.secure = baseUrl.startsWith("https:");
    }

    /** The name of the browser if it is known for this account. */
    Optional<String> nameOf(Call call, Account account) {
        Matcher cookie = SHAPE.matcher(call.cookie(COOKIE + account.id()).orElse(""));
        if (!cookie.matches()
                || account.passwordHash().isEmpty()
                || Long.parseLong(cookie.group(1)) * 1_000 <= call.nowMs()) {
            return Optional.empty();
        }
        String signature = sign(account, cookie.group(1), cookie.group(2));
        return MessageDigest.isEqual(
                        signature.getBytes(StandardCharsets.US_ASCII),
                        cookie.group(3).getBytes(StandardCharsets.US_ASCII))
                ? Optional.of(cookie.group(2))
                : Optional.empty();
    }

    /** The reply to a sign-in, with a cookie by which the browser is known from now on. */
    Reply remember(Reply reply, Account account, long nowMs) {
        String name = Secrets.random();
        String end = Long.toString((nowMs + LIFE.toMillis()) / 1_000);
        return reply.header(
                "Set-Cookie",
                COOKIE + account.id() + "=" + end + "." + name + "." + sign(account, end, name)
                        + "; Path=/oauth; Max-Age=" + LIFE.toSeconds() + "; HttpOnly; SameSite=Lax"
                        + (secure ? "; Secure" : ""));
    }

    private static String sign(Account account, String end, String name) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(account.passwordHash().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] signature = mac.doFinal(
                    ("known browser " + account.id() + " " + end + " " + name).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
