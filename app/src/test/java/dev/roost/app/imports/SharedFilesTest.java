package dev.roost.app.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roost.core.StateView;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.runtime.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Reads the public data sets that lie beside the project; skipped where they do not. */
class SharedFilesTest {
    private final AtomicLong follows = new AtomicLong();
    private final AtomicLong posts = new AtomicLong();
    private final Map<String, Integer> accounts = new HashMap<>();
    private final Streams err = new Streams();

    @Test
    void theHiggsGraphIsReadWhole() throws IOException {
        assertThat(read("higgs_follow_derived.tsv.gz", ImportFormat.AUTO)).isTrue();
        assertThat(follows).hasValue(812_770);
        assertThat(accounts).hasSize(322_359);
    }

    @Test
    void theHiggsActivityCollapsesToItsPosts() throws IOException {
        assertThat(read("higgs-activity_time.txt.gz", ImportFormat.AUTO)).isTrue();
        assertThat(posts).hasValue(460_756);
    }

    @Test
    void otherGraphsAndPostsAreRead() throws IOException {
        assertThat(read("soc-Slashdot0902.noself.txt.gz", ImportFormat.AUTO)).isTrue();
        assertThat(follows).hasValue(870_161);
        assertThat(read("nostr_follows.tsv.gz", ImportFormat.AUTO)).isTrue();
        assertThat(follows).hasValue(870_161 + 494_125);
        assertThat(read("tweets_mayweather_mcgregor_2017_emoji.jsonl.gz", ImportFormat.AUTO))
                .isTrue();
        assertThat(posts).hasValue(12_118);
        read("tweets_8lang_text_only.tsv.gz", ImportFormat.TEXTS);
        assertThat(posts.get()).isGreaterThan(12_118 + 24_000);
    }

    private boolean read(String name, ImportFormat format) throws IOException {
        Path file = sharedFiles().resolve(name);
        assumeTrue(
                Files.isReadable(file),
                () -> "no " + file.toAbsolutePath().normalize()
                        + ": -Droost.data=FOLDER says which folder has the real data of the tests");
        OpenCommunity counting = new OpenCommunity(this::count, new StateView(new MemoryStore()));
        return new Imports(counting, 1_700_000_000_000L, Streams.NONE, err.print())
                .run(List.of(file), format, () -> false);
    }

    /** The folder that is given, or the one beside the project. */
    private static Path sharedFiles() {
        String given = System.getProperty("roost.data");
        if (given != null) {
            return Path.of(given);
        }
        Path from = Path.of("").toAbsolutePath();
        for (Path at = from; at != null; at = at.getParent()) {
            Path shared = at.resolve("shared/data");
            if (Files.isDirectory(shared)) {
                return shared;
            }
        }
        return from.resolve("../../shared/data");
    }

    private CompletableFuture<Outcome> count(Command command) {
        Outcome outcome = switch (command) {
            case Command.ImportAccounts c ->
                new Outcome.AccountsImported(c.usernames().stream()
                        .mapToInt(name -> accounts.computeIfAbsent(name, key -> accounts.size() + 1))
                        .toArray());
            case Command.ImportFollows c -> {
                follows.addAndGet(c.followers().length);
                yield new Outcome.Imported(c.followers().length, 0);
            }
            case Command.ImportPosts c -> {
                posts.addAndGet(c.posts().size());
                yield new Outcome.Imported(c.posts().size(), 0);
            }
            default -> throw new IllegalArgumentException("not expected: " + command);
        };
        return CompletableFuture.completedFuture(outcome);
    }
}
