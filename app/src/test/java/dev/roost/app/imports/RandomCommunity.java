package dev.roost.app.imports;

import dev.roost.app.prose.Phrase;
import dev.roost.app.prose.Prose;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.MarkKind;
import dev.roost.model.Mute;
import dev.roost.model.Outcome;
import dev.roost.model.PostBody;
import dev.roost.model.PostChange;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.ProfileChange;
import dev.roost.model.ProfileField;
import dev.roost.model.RepliesPolicy;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** People who do everything that people can, at random. */
final class RandomCommunity {
    private static final int PEOPLE = 12;

    private final MemoryCommunity community;
    private final SplittableRandom random;
    private final List<PostId> posts = new ArrayList<>();

    RandomCommunity(MemoryCommunity community, long seed) {
        this.community = community;
        this.random = new SplittableRandom(seed);
    }

    void live(int moments) {
        for (int i = 1; i <= PEOPLE; i++) {
            community.execute(new Command.CreateAccount(
                    "Person_" + i,
                    i % 3 == 0 ? "" : i + "@example.org",
                    "hash" + i,
                    "Person " + i,
                    Standing.ACTIVE,
                    "en"));
        }
        Outcome.AppRegistered app = (Outcome.AppRegistered) community.execute(new Command.RegisterApp(
                "client", new byte[] {1, 2, 3}, "App", List.of("urn:ietf:wg:oauth:2.0:oob"), "read write", ""));
        community.execute(new Command.IssueToken(new byte[] {4, 5}, app.id(), null, "read"));
        community.execute(new Command.IssueToken(new byte[] {6, 7}, app.id(), somebody(), "read write"));
        for (int i = 0; i < moments; i++) {
            moment();
        }
    }

    private void moment() {
        AccountId one = somebody();
        AccountId other = somebody();
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> remember(new Command.CreatePost(one, draft(), null, null, null));
            case 4, 5 -> remember(new Command.CreatePost(one, draft(), aPost(), null, null));
            case 6, 7 -> {
                if (aPost() != null) {
                    remember(new Command.BoostPost(
                            one, aPost(), any(List.of(Visibility.PUBLIC, Visibility.UNLISTED, Visibility.PRIVATE))));
                }
            }
            case 8 -> onPost(post -> new Command.DeletePost(one, post));
            case 9, 10 ->
                onPost(post -> {
                    PostDraft words = draft();
                    return new Command.EditPost(
                            authorOf(post, one),
                            post,
                            PostChange.to(words.body(), words.mentionHandles(), words.tags()));
                });
            case 11, 12 ->
                onPost(post -> new Command.MarkPost(one, post, any(List.of(MarkKind.FAVOURITE, MarkKind.BOOKMARK))));
            case 13 -> onPost(post -> new Command.MarkPost(authorOf(post, one), post, MarkKind.PIN));
            case 14 -> onPost(post -> new Command.UnmarkPost(one, post, MarkKind.FAVOURITE));
            case 15, 16 ->
                community.execute(new Command.FollowAccount(one, other, random.nextInt(4) > 0, random.nextInt(4) == 0));
            case 17 -> community.execute(new Command.UnfollowAccount(one, other));
            case 18 -> community.execute(new Command.BlockAccount(one, other));
            case 19 ->
                community.execute(new Command.MuteAccount(new Mute(
                        one, other, random.nextBoolean(), random.nextBoolean() ? Mute.FOREVER : 1_800_000_000_000L)));
            case 20 -> community.execute(new Command.UpdateProfile(one, ProfileChange.to(profile(), defaults())));
            case 21 ->
                community.execute(new Command.SetStanding(
                        one, any(List.of(Standing.ACTIVE, Standing.ACTIVE, Standing.SUSPENDED, Standing.DELETED))));
            default -> list(one);
        }
    }

    private void list(AccountId owner) {
        Outcome made = community.execute(
                new Command.CreateList(owner, "List " + random.nextInt(100), any(List.of(RepliesPolicy.values()))));
        if (made instanceof Outcome.ListCreated created) {
            for (int i = 0; i < 3; i++) {
                community.execute(new Command.AddToList(owner, created.id(), List.of(somebody())));
            }
        }
    }

    private Profile profile() {
        return new Profile(
                Prose.name(Prose.language(random), random),
                Prose.note(Prose.language(random), random),
                List.of(new ProfileField("a", "b\"\\\n")),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean());
    }

    private PostingDefaults defaults() {
        return new PostingDefaults(
                any(List.of(Visibility.PUBLIC, Visibility.UNLISTED, Visibility.PRIVATE)), random.nextBoolean(), "de");
    }

    private PostDraft draft() {
        Phrase phrase = Prose.post(Prose.language(random), random);
        String name = "person_" + (1 + random.nextInt(PEOPLE + 3));
        boolean mention = random.nextInt(3) == 0;
        String text = mention ? "@" + name + " " + phrase.text() + " " + random.nextInt(1000) : phrase.text();
        return new PostDraft(
                new PostBody(text, random.nextInt(5) == 0 ? "spoiler" : "", random.nextBoolean(), phrase.language()),
                any(List.of(Visibility.values())),
                mention ? List.of(name) : List.of(),
                phrase.tags());
    }

    private AccountId authorOf(PostId post, AccountId otherwise) {
        var found = community.open().state().post(post);
        return found == null ? otherwise : found.author();
    }

    private void onPost(java.util.function.Function<PostId, Command> command) {
        PostId post = aPost();
        if (post != null) {
            community.execute(command.apply(post));
        }
    }

    private void remember(Command command) {
        if (community.execute(command) instanceof Outcome.PostStored stored) {
            posts.add(stored.id());
        }
    }

    private @Nullable PostId aPost() {
        return posts.isEmpty() ? null : posts.get(random.nextInt(posts.size()));
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private AccountId somebody() {
        return new AccountId(1 + random.nextInt(PEOPLE));
    }
}
