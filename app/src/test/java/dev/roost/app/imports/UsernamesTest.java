package dev.roost.app.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.Limits;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UsernamesTest {
    @Test
    void aUsernameIsOfAsciiLettersDigitsAndUnderscores() {
        assertThat(Usernames.isValid("a".repeat(Limits.USERNAME_CHARS))).isTrue();
        assertThat(Usernames.isValid("a".repeat(Limits.USERNAME_CHARS + 1))).isFalse();
        assertThat(Usernames.isValid("42")).isTrue();
        assertThat(Usernames.isValid("_Az9")).isTrue();
        for (String bad : new String[] {"", "a-b", "a.b", "ä", "a b", "a@b", "[", "`"}) {
            assertThat(Usernames.isValid(bad)).as(bad).isFalse();
        }
    }

    @Test
    void slotsAreAsInAMapWithoutRegardToCase() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Usernames usernames = new Usernames();
        Map<String, Integer> expected = new HashMap<>();
        Map<Integer, String> first = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String name = (random.nextBoolean() ? "User_" : "uSER_") + random.nextInt(20_000);
            int slot = usernames.slot(name);
            int before = expected.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> expected.size());
            first.putIfAbsent(slot, name);
            assertThat(slot).as("seed %d", seed).isEqualTo(before);
        }
        assertThat(usernames.count()).isEqualTo(expected.size());
        first.forEach((slot, name) -> assertThat(usernames.name(slot)).isEqualTo(name));
    }
}
