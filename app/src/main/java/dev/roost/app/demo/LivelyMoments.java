package dev.roost.app.demo;

import dev.roost.app.imports.ImportFailedException;
import dev.roost.app.imports.OpenCommunity;
import dev.roost.app.prose.Phrase;
import dev.roost.app.prose.Prose;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.MarkKind;
import dev.roost.model.Outcome;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.Refusal;
import dev.roost.model.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What has just happened around the two logins: posts, answers, boosts, favourites and follows as people do them, with
 * their notifications. Doing it twice within the hour changes nothing more.
 */
final class LivelyMoments {
    private static final int POSTS = 3;
    private static final int PEOPLE = 12;

    private final OpenCommunity open;
    private final Community community;
    private final SplittableRandom random;
    private final List<CompletableFuture<Outcome>> underWay = new ArrayList<>();
    private int keys;

    LivelyMoments(OpenCommunity open, Community community, long seed) {
        this.open = open;
        this.community = community;
        this.random = new SplittableRandom(seed);
    }

    void happen() {
        for (int login = 0; login < Community.LOGINS.size(); login++) {
            around(login);
        }
        underWay.forEach(this::done);
    }

    private void around(int login) {
        AccountId self = id(login);
        List<PostId> own = new ArrayList<>();
        for (int i = 0; i < POSTS; i++) {
            own.add(stored(open.execute(post(login, plain(login), null))));
        }
        int[] followees = community.followees(login);
        for (int i = 0; i < PEOPLE; i++) {
            int other = followees[random.nextInt(followees.length)];
            PostId about = own.get(i % own.size());
            switch (i % 6) {
                case 0 -> submit(post(other, mention(other, login), null));
                case 1 -> submit(post(other, answer(other, login), about));
                case 2 -> submit(new Command.BoostPost(id(other), about, Visibility.PUBLIC));
                case 3 -> submit(new Command.FollowAccount(id(stranger(login)), self, true, false));
                default -> submit(new Command.MarkPost(id(other), about, MarkKind.FAVOURITE));
            }
            submit(post(other, plain(other), null));
        }
        submit(post(Community.CELEBRITY, plain(Community.CELEBRITY), null));
    }

    /** Somebody who does not follow this login yet. */
    private int stranger(int login) {
        int member = random.nextInt(community.size().accounts());
        while (member == login || community.follows(member, login)) {
            member = random.nextInt(community.size().accounts());
        }
        return member;
    }

    private Command post(int author, PostDraft draft, @Nullable PostId replyTo) {
        return new Command.CreatePost(id(author), draft, replyTo, null, "demo-" + keys++);
    }

    private PostDraft plain(int author) {
        Phrase phrase = Prose.post(community.language(author), random);
        return draft(phrase.text(), phrase, List.of());
    }

    private PostDraft mention(int author, int login) {
        Phrase phrase = Prose.post(community.language(author), random);
        return draft("@" + community.username(login) + " " + phrase.text(), phrase, List.of(community.username(login)));
    }

    private PostDraft answer(int author, int login) {
        Phrase phrase = Prose.reply(community.language(author), random);
        return draft("@" + community.username(login) + " " + phrase.text(), phrase, List.of(community.username(login)));
    }

    private static PostDraft draft(String text, Phrase phrase, List<String> mentions) {
        return new PostDraft(
                new PostBody(text, "", false, phrase.language()), Visibility.PUBLIC, mentions, phrase.tags());
    }

    private AccountId id(int member) {
        return CommunityFill.id(open, community, member);
    }

    private void submit(Command command) {
        underWay.add(open.log().apply(command));
    }

    private static PostId stored(Outcome outcome) {
        if (outcome instanceof Outcome.PostStored post) {
            return post.id();
        }
        throw new ImportFailedException("The server did not take a post: " + outcome);
    }

    private void done(CompletableFuture<Outcome> future) {
        Outcome outcome = future.join();
        if (outcome instanceof Outcome.Refused(Refusal reason)) {
            throw new IllegalStateException("the demo was refused: " + reason);
        }
    }
}
