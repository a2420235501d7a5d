package dev.roost.app.demo;

import dev.roost.app.prose.Language;
import dev.roost.app.prose.Phrase;
import dev.roost.app.prose.Prose;
import dev.roost.model.ImportedPost;
import dev.roost.model.ImportedPost.Keyed;
import dev.roost.model.ImportedPost.Nothing;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.Visibility;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What a community has posted and boosted, in the order of time. Each call of {@link #next} makes one more; the same
 * community and seed give the same posts, whenever they are made.
 */
final class CommunityPosts {
    /** How far back the first post lies. */
    static final long SPAN_MS = 14L * 24 * 3_600_000;

    private static final int HOUR_MS = 3_600_000;
    /** How busy each hour of the day is. */
    private static final int[] HOURS = {
        4, 3, 2, 2, 2, 3, 5, 8, 10, 11, 11, 11, 12, 12, 11, 10, 10, 11, 13, 14, 14, 12, 9, 6
    };
    /** Posts of each member that others may still come upon. */
    private static final int REMEMBERED = 4;

    private static final int LOOKS = 24;

    private final Community community;
    private final SplittableRandom random;
    private final Chances activity;
    private final long[] agesMs;
    private final int[] authors;
    /** Of each member, the newest open posts, in a ring. */
    private final int[] remembered;

    private final int[] openPosts;
    private final Set<Long> boosted = new HashSet<>();
    private int made;

    CommunityPosts(Community community, long seed) {
        this.community = community;
        this.random = new SplittableRandom(seed);
        int posts = community.size().posts();
        activity = new Chances(community.size().accounts(), 0.7, 20, Community.CELEBRITY + 1, random.split());
        agesMs = ages(posts, random.split());
        authors = new int[posts];
        remembered = new int[community.size().accounts() * REMEMBERED];
        openPosts = new int[community.size().accounts()];
    }

    /**
     * A post.
     *
     * @param author a member
     * @param ageMs how long before the community's present
     * @param key under which {@link Keyed} targets mean it
     */
    record Made(int author, long ageMs, String key, ImportedPost.Content content, int characters) {}

    boolean hasNext() {
        return made < authors.length;
    }

    Made next() {
        int author = activity.draw(random);
        int roll = random.nextInt(100);
        int target = roll < 40 ? target(author, roll >= 20) : -1;
        authors[made] = author;
        Made post;
        if (target >= 0 && roll >= 20) {
            boosted.add(pair(author, target));
            post = made(author, new ImportedPost.BoostOf(new Keyed(key(target)), Visibility.PUBLIC, null), 0);
        } else {
            PostDraft draft = target >= 0 ? answer(target) : plain(author);
            if (draft.visibility() == Visibility.PUBLIC) {
                remembered[author * REMEMBERED + openPosts[author]++ % REMEMBERED] = made;
            }
            ImportedPost.Target answered = target >= 0 ? new Keyed(key(target)) : new Nothing();
            post = made(
                    author,
                    new ImportedPost.Words(draft, answered),
                    draft.body().text().length());
        }
        made++;
        return post;
    }

    /** A post that a member may have liked, or -1: a recent one by somebody they follow. */
    int liked(int member, SplittableRandom chance) {
        int[] followees = community.followees(member);
        for (int i = 0; i < LOOKS; i++) {
            int post = recent(followees[chance.nextInt(followees.length)], chance);
            if (post >= 0) {
                return post;
            }
        }
        return -1;
    }

    /** The newest open post of a member, or -1. */
    int newestOf(int member) {
        return openPosts[member] == 0 ? -1 : remembered[member * REMEMBERED + (openPosts[member] - 1) % REMEMBERED];
    }

    private int recent(int member, SplittableRandom chance) {
        int known = Math.min(openPosts[member], REMEMBERED);
        return known == 0 ? -1 : remembered[member * REMEMBERED + chance.nextInt(known)];
    }

    static String key(int post) {
        return Integer.toString(post + 1);
    }

    private Made made(int author, ImportedPost.Content content, int characters) {
        return new Made(author, agesMs[made], key(made), content, characters);
    }

    private int target(int author, boolean toBoost) {
        int[] followees = community.followees(author);
        for (int i = 0; i < LOOKS; i++) {
            int post = recent(followees[random.nextInt(followees.length)], random);
            if (post >= 0 && !(toBoost && boosted.contains(pair(author, post)))) {
                return post;
            }
        }
        return -1;
    }

    private PostDraft answer(int target) {
        int asked = authors[target];
        Phrase phrase = Prose.reply(community.language(asked), random);
        String name = community.username(asked);
        return draft("@" + name + " " + phrase.text(), "", phrase, List.of(name), Visibility.PUBLIC);
    }

    private PostDraft plain(int author) {
        // Some people write in more than one language.
        Language language = random.nextInt(12) == 0 ? Prose.language(random) : community.language(author);
        Phrase phrase = Prose.post(language, random);
        int[] followees = community.followees(author);
        int roll = random.nextInt(100);
        if (roll < 12) {
            String name = community.username(followees[random.nextInt(followees.length)]);
            return draft(phrase.text() + " @" + name, "", phrase, List.of(name), Visibility.PUBLIC);
        }
        String spoiler = roll >= 98 ? language.topics().getFirst() : "";
        Visibility visibility = roll >= 90 && roll < 93
                ? Visibility.UNLISTED
                : roll >= 93 && roll < 96 ? Visibility.PRIVATE : Visibility.PUBLIC;
        return draft(phrase.text(), spoiler, phrase, List.of(), visibility);
    }

    private static PostDraft draft(
            String text, String spoiler, Phrase phrase, List<String> mentions, Visibility visibility) {
        PostBody body = new PostBody(text, spoiler, !spoiler.isEmpty(), phrase.language());
        return new PostDraft(body, visibility, mentions, phrase.tags());
    }

    private static long pair(int author, int post) {
        return ((long) author << 32) | post;
    }

    /** Descending, so that the posts ascend in time; with days and nights. */
    private static long[] ages(int posts, SplittableRandom random) {
        int busiest = Arrays.stream(HOURS).max().orElseThrow();
        long[] ages = new long[posts];
        for (int i = 0; i < posts; i++) {
            long age = random.nextLong(SPAN_MS);
            while (HOURS[(int) (age / HOUR_MS % HOURS.length)] < random.nextInt(busiest)) {
                age = random.nextLong(SPAN_MS);
            }
            ages[posts - 1 - i] = age;
        }
        Arrays.sort(ages);
        for (int i = 0; i < posts / 2; i++) {
            long swap = ages[i];
            ages[i] = ages[posts - 1 - i];
            ages[posts - 1 - i] = swap;
        }
        return ages;
    }
}
