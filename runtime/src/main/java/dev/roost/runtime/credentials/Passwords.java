package dev.roost.runtime.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and checks passwords with Argon2id, in PHC form: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}.
 *
 * <p>One hash takes 19 MiB and some tens of milliseconds of a core, so {@link Hashers} does few at once. Any thread.
 */
public final class Passwords {
    // OWASP Password Storage Cheat Sheet, Argon2id.
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /** What a stored hash may ask for at most, so that a foreign one cannot take the machine down. */
    private static final int MEMORY_KIB_MAX = 262_144;

    private static final int PASSES_MAX = 16;
    private static final int LANES_MAX = 8;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    /** The memory of a hash of our own, used again by the next one on the same thread. */
    private static final ThreadLocal<Argon2BytesGenerator.FixedBlockPool> BLOCKS = ThreadLocal.withInitial(
            () -> new Argon2BytesGenerator.FixedBlockPool(Argon2BytesGenerator.getBlockCount(MEMORY_KIB, LANES)));

    private final Hashers hashers = new Hashers();
    /** The hash of nobody's password, checked for unknown accounts so that they take as long as known ones. */
    private final String nobodys;

    /** Ready to hash. */
    public Passwords() {
        byte[] unknowable = new byte[SALT_BYTES];
        RANDOM.nextBytes(unknowable);
        nobodys = new Phc(MEMORY_KIB, PASSES, LANES, unknowable, new byte[HASH_BYTES]).toString();
    }

    /**
     * A salted hash to store.
     *
     * @throws dev.roost.runtime.OverloadedException when too many are waiting
     */
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Phc parameters = new Phc(MEMORY_KIB, PASSES, LANES, salt, new byte[HASH_BYTES]);
        return new Phc(MEMORY_KIB, PASSES, LANES, salt, compute(password, parameters)).toString();
    }

    /**
     * Whether the password is the one that was hashed. Takes as long for an empty or unreadable hash, and says no.
     *
     * @throws dev.roost.runtime.OverloadedException when too many are waiting
     */
    public boolean matches(String password, String storedHash) {
        Phc stored = Phc.parse(storedHash);
        if (stored == null) {
            compute(password, Phc.require(nobodys));
            return false;
        }
        return MessageDigest.isEqual(compute(password, stored), stored.hash());
    }

    /** Takes as long as {@link #matches} does, for accounts that do not exist. */
    public void matchNobody(String password) {
        compute(password, Phc.require(nobodys));
    }

    private byte[] compute(String password, Phc parameters) {
        return hashers.hashed(() -> argon2id(password, parameters));
    }

    private static byte[] argon2id(String password, Phc parameters) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(parameters.memoryKib())
                .withIterations(parameters.passes())
                .withParallelism(parameters.lanes())
                .withSalt(parameters.salt())
                .withBlockPool(BLOCKS.get())
                .build());
        byte[] hash = new byte[parameters.hash().length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    /** The parts of a stored hash. */
    private record Phc(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
        private static final Pattern FORM = Pattern.compile(
                "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");

        static @Nullable Phc parse(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                return null;
            }
            int memoryKib = Integer.parseInt(matcher.group(1));
            int passes = Integer.parseInt(matcher.group(2));
            int lanes = Integer.parseInt(matcher.group(3));
            if (memoryKib > MEMORY_KIB_MAX || passes < 1 || passes > PASSES_MAX || lanes < 1 || lanes > LANES_MAX) {
                return null;
            }
            Base64.Decoder decoder = Base64.getDecoder();
            return new Phc(
                    memoryKib, passes, lanes, decoder.decode(matcher.group(4)), decoder.decode(matcher.group(5)));
        }

        static Phc require(String text) {
            return Objects.requireNonNull(parse(text));
        }

        @Override
        public String toString() {
            return "$argon2id$v=19$m=" + memoryKib + ",t=" + passes + ",p=" + lanes + "$" + ENCODER.encodeToString(salt)
                    + "$" + ENCODER.encodeToString(hash);
        }
    }
}
