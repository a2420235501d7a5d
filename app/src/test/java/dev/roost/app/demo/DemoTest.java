package dev.roost.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.app.imports.ImportFailedException;
import dev.roost.app.imports.MemoryCommunity;
import dev.roost.app.imports.OpenCommunity;
import dev.roost.app.imports.Progress;
import dev.roost.app.imports.Streams;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.MarkKind;
import dev.roost.model.Notification;
import dev.roost.model.NotificationType;
import dev.roost.model.Standing;
import dev.roost.runtime.credentials.Passwords;
import dev.roost.runtime.credentials.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    private static final long NOW_MS = 1_700_000_000_000L;
    private static final CommunitySize SMALL = new CommunitySize(400, 12_000, 5_000, 2_000);

    @TempDir
    private Path directory;

    private final MemoryCommunity memory = new MemoryCommunity();
    private final OpenCommunity open = memory.open();

    @Test
    void theLoginsCanSignInAndHaveSomethingToRead() {
        assertThat(Demo.fill(open, SMALL, NOW_MS, Streams.NONE, () -> false)).isTrue();
        Passwords passwords = new Passwords();
        for (Demo.Login login : Demo.logins()) {
            AccountId id = open.state().accountWithEmail(login.email());
            assertThat(id).isNotNull();
            Account account = open.state().account(id);
            assertThat(passwords.matches(login.password(), account.passwordHash()))
                    .isTrue();
            assertThat(open.state().counts(id).followees()).isGreaterThan(50);
            List<NotificationType> told = new ArrayList<>();
            open.state().inbox().notifications(id, Long.MAX_VALUE, (Notification each) -> told.add(each.type()));
            assertThat(told)
                    .contains(
                            NotificationType.MENTION,
                            NotificationType.BOOST,
                            NotificationType.FAVOURITE,
                            NotificationType.FOLLOW);
            List<Object> bookmarks = new ArrayList<>();
            open.state().marks(id, MarkKind.BOOKMARK, bookmarks::add);
            assertThat(bookmarks).isNotEmpty();
        }
        assertThat(open.state().accounts()).isEqualTo(SMALL.accounts());
        String token = Demo.token(open);
        assertThat(token).matches("[A-Za-z0-9_-]+");
        assertThat(open.state().signIn().token(Secrets.hash(token))).isNotNull();
        assertThat(Demo.token(open)).isEqualTo(token);
    }

    @Test
    void aFullDirectoryIsLeftAlone() {
        Demo.fill(open, SMALL, NOW_MS, Streams.NONE, () -> false);
        long offset = open.state().offset();
        assertThat(Demo.fill(open, NOW_MS, Streams.NONE, () -> false)).isTrue();
        assertThat(open.state().offset()).isEqualTo(offset);
    }

    @Test
    void anotherCommunityIsNotTouched() {
        memory.execute(new Command.CreateAccount("ann", "", "", "Ann", Standing.ACTIVE, ""));
        assertThatThrownBy(() -> Demo.fill(open, NOW_MS, Streams.NONE, () -> false))
                .isInstanceOf(ImportFailedException.class)
                .hasMessageContaining("another community");
        assertThat(open.state().accounts()).isEqualTo(1);
    }

    @Test
    void aFillThatIsKilledAnywhereGoesOnToTheSame() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        assertThat(fill(open, NOW_MS)).isTrue();
        Path whole = memory.export(directory.resolve("whole"));

        MemoryCommunity broken = new MemoryCommunity();
        boolean done = false;
        for (int attempts = 0; !done; attempts++) {
            assertThat(attempts).as("seed %d", seed).isLessThan(200);
            broken.breakAfter(random.nextInt(2, 6));
            try {
                done = fill(broken.open(), NOW_MS + attempts);
            } catch (ImportFailedException killed) {
                // Again.
            }
        }
        broken.breakAfter(Integer.MAX_VALUE);
        Path mended = broken.export(directory.resolve("mended"));
        assertThat(MemoryCommunity.listOf(mended)).as("seed %d", seed).isEqualTo(MemoryCommunity.listOf(whole));
    }

    private static boolean fill(OpenCommunity open, long nowMs) {
        Community community = new Community(1, SMALL);
        try (Progress progress = Progress.of("test", 0, Streams.NONE)) {
            return new CommunityFill(open, 1, community, username -> "hash", progress, () -> false).run(nowMs);
        }
    }
}
