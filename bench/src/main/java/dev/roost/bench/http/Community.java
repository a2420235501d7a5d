package dev.roost.bench.http;

import dev.roost.app.prose.Language;
import dev.roost.app.prose.Phrase;
import dev.roost.app.prose.Prose;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Whom the pages belong to: accounts, posts in many scripts, and readers who follow as many as people on Nostr do
 * (log-normal, median 250, mean 358). Popular accounts are followed more and write more. Always the same.
 *
 * <p>Accounts are numbered from 0 and the first ones are the readers; posts are numbered in the order of time.
 */
final class Community {
    private static final double FOLLOWEES_MEDIAN = 250;
    private static final double FOLLOWEES_SIGMA = 0.85;
    private static final int FOLLOWEES_MAX = 5_000;
    /** Powers of an even number between 0 and 1: the higher, the more goes to few. */
    private static final double POPULARITY = 2.5;

    private static final double ACTIVITY = 2;

    private final String[] displayNames;
    private final String[] notes;
    private final int[][] followees;
    private final int[] authors;
    private final Phrase[] posts;

    /** Makes one up; a second or two for 300,000 posts. */
    Community(int accounts, int readers, int postCount) {
        SplittableRandom random = new SplittableRandom(20_120_704);
        Language[] languages = new Language[accounts];
        displayNames = new String[accounts];
        notes = new String[accounts];
        for (int i = 0; i < accounts; i++) {
            languages[i] = Prose.language(random);
            displayNames[i] = Prose.name(languages[i], random);
            notes[i] = Prose.note(languages[i], random);
        }
        followees = new int[readers][];
        for (int reader = 0; reader < readers; reader++) {
            followees[reader] = followees(reader, accounts, random);
        }
        authors = new int[postCount];
        posts = new Phrase[postCount];
        for (int i = 0; i < postCount; i++) {
            authors[i] = skewed(accounts, ACTIVITY, random);
            posts[i] = Prose.post(languages[authors[i]], random);
        }
    }

    private static int[] followees(int reader, int accounts, SplittableRandom random) {
        double wanted = FOLLOWEES_MEDIAN * Math.exp(FOLLOWEES_SIGMA * random.nextGaussian());
        int count = (int) Math.min(Math.min(FOLLOWEES_MAX, accounts / 4.0), Math.max(1.0, Math.rint(wanted)));
        BitSet chosen = new BitSet(accounts);
        for (int found = 0; found < count; ) {
            int other = skewed(accounts, POPULARITY, random);
            if (other != reader && !chosen.get(other)) {
                chosen.set(other);
                found++;
            }
        }
        return chosen.stream().toArray();
    }

    /** The readers would be the popular ones, were the order not turned round. */
    private static int skewed(int accounts, double power, SplittableRandom random) {
        return accounts - 1 - (int) (accounts * Math.pow(random.nextDouble(), power));
    }

    int accounts() {
        return displayNames.length;
    }

    int readers() {
        return followees.length;
    }

    int posts() {
        return posts.length;
    }

    static String username(int account) {
        return "member" + account;
    }

    String displayName(int account) {
        return displayNames[account];
    }

    String note(int account) {
        return notes[account];
    }

    /** Whom a reader follows, ascending; not to be changed. */
    int[] followees(int reader) {
        return followees[reader];
    }

    long follows() {
        long sum = 0;
        for (int[] each : followees) {
            sum += each.length;
        }
        return sum;
    }

    int author(int post) {
        return authors[post];
    }

    Phrase post(int post) {
        return posts[post];
    }
}
