package dev.roost.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import dev.roost.timeline.TimelineSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is brought in ahead of readers is what they would have brought in themselves. */
class WarmUpTest {
    private static final int AUTHORS = 150;
    private static final PageRequest NEWEST = PageRequest.newest(40);

    @Test
    void pagesAreTheSameWithAndWithoutIt() throws InterruptedException {
        MemoryStore store = new MemoryStore();
        try (Roost roost = Roost.open(store, TimelineSettings.DEFAULT, InstantSource.system())) {
            AccountId reader = account(roost, "reader");
            List<AccountId> authors = new ArrayList<>();
            for (int i = 0; i < AUTHORS; i++) {
                AccountId author = account(roost, "author" + i);
                authors.add(author);
                roost.execute(new Command.FollowAccount(reader, author, true, false));
            }
            write(roost, authors);
            try (WarmUp warmUp = roost.warmUp()) {
                warmUp.await();
                assertThat(roost.home().page(reader, NEWEST))
                        .isEqualTo(roost.home().plainPage(reader, NEWEST));
                roost.home().evict(reader);
                write(roost, authors.subList(0, 3));
                assertThat(roost.home().page(reader, NEWEST))
                        .isEqualTo(roost.home().plainPage(reader, NEWEST));
            }
        }
    }

    private static AccountId account(Roost roost, String name) {
        return ((Outcome.AccountCreated)
                        roost.execute(new Command.CreateAccount(name, "", "", name, Standing.ACTIVE, "en")))
                .id();
    }

    private static void write(Roost roost, List<AccountId> authors) {
        for (int i = 0; i < 2; i++) {
            for (AccountId author : authors) {
                PostDraft draft = new PostDraft(
                        new PostBody("post " + i, "", false, "en"), Visibility.PUBLIC, List.of(), List.of());
                roost.execute(new Command.CreatePost(author, draft, null, null, null));
            }
        }
    }
}
