package dev.roost.app.demo;

import dev.roost.app.prose.Language;
import dev.roost.app.prose.Prose;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Who is in a generated community, and who follows whom. The same seed and size give the same community.
 *
 * <p>Members are numbered from 0. How many a member follows is log-normal with a median of some tens, as in real follow
 * lists; whom, by preference for the popular and for one's own language, which gives the followers a heavy tail.
 */
final class Community {
    /** The two who can be signed in as; the second also posts in other scripts. */
    static final List<String> LOGINS = List.of("ada", "linh");
    /** Whom nine in ten follow. */
    static final int CELEBRITY = 2;

    private static final String CELEBRITY_NAME = "maris";
    private static final double CELEBRITY_SHARE = 0.9;
    private static final int LOGIN_FOLLOWEES = 150;
    private static final double FOLLOWEES_SPREAD = 1.0;
    private static final int DRAWS_MAX = 40;

    private static final String[] MOODS = {
        "amber", "brisk", "calm", "dapper", "early", "fabled", "gentle", "hushed", "idle", "jolly", "keen", "lucid",
        "mellow", "nimble", "oaken", "plucky", "quiet", "rustic", "silver", "tidal", "umber", "velvet", "windy", "young"
    };
    private static final String[] THINGS = {
        "anchor",
        "badger",
        "cedar",
        "dune",
        "ember",
        "fern",
        "grove",
        "heron",
        "inlet",
        "juniper",
        "kettle",
        "lantern",
        "meadow",
        "needle",
        "otter",
        "pebble",
        "quarry",
        "raven",
        "saddle",
        "thimble",
        "umbrella",
        "violet",
        "willow",
        "yarrow"
    };

    private final CommunitySize size;
    private final String[] usernames;
    private final Language[] languages;
    private final int[][] followees;

    /** Generates one; about half a second for 500,000 follows. */
    Community(long seed, CommunitySize size) {
        this.size = size;
        SplittableRandom random = new SplittableRandom(seed);
        usernames = names(size.accounts(), random.split());
        languages = new Language[size.accounts()];
        SplittableRandom speech = random.split();
        for (int i = 0; i < languages.length; i++) {
            languages[i] = i == 0 ? english(speech) : Prose.language(speech);
        }
        followees = follows(random.split());
    }

    CommunitySize size() {
        return size;
    }

    String username(int member) {
        return usernames[member];
    }

    Language language(int member) {
        return languages[member];
    }

    /** Whom a member follows, ascending, at least one; not to be changed. */
    int[] followees(int member) {
        return followees[member];
    }

    /** Whether one member follows another. */
    boolean follows(int follower, int followee) {
        return Arrays.binarySearch(followees[follower], followee) >= 0;
    }

    private static Language english(SplittableRandom random) {
        Language language = Prose.language(random);
        while (!language.code().equals("en")) {
            language = Prose.language(random);
        }
        return language;
    }

    private static String[] names(int count, SplittableRandom random) {
        String[] names = new String[count];
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String name = i < LOGINS.size() ? LOGINS.get(i) : i == CELEBRITY ? CELEBRITY_NAME : made(random);
            while (!taken.add(name)) {
                name = made(random);
            }
            names[i] = name;
        }
        return names;
    }

    private static String made(SplittableRandom random) {
        String name = MOODS[random.nextInt(MOODS.length)] + "_" + THINGS[random.nextInt(THINGS.length)];
        return random.nextInt(4) == 0 ? name : name + random.nextInt(100);
    }

    private int[][] follows(SplittableRandom random) {
        int accounts = size.accounts();
        BitSet fans = celebrityFans(random);
        int[] wanted = followeeCounts(size.follows() - fans.cardinality(), random);
        Chances popularity = new Chances(accounts, 0.85, 8, CELEBRITY + 1, random);
        int[][] result = new int[accounts][];
        BitSet chosen = new BitSet(accounts);
        for (int member = 0; member < accounts; member++) {
            chosen.clear();
            for (int draws = 0, found = 0; found < wanted[member] && draws < wanted[member] * DRAWS_MAX; draws++) {
                int other = popularity.draw(random);
                boolean foreign = !languages[other].equals(languages[member]);
                if (other == member || other == CELEBRITY || chosen.get(other) || (foreign && random.nextInt(3) > 0)) {
                    continue;
                }
                chosen.set(other);
                found++;
            }
            chosen.set(CELEBRITY, fans.get(member));
            if (member < LOGINS.size()) {
                chosen.set(1 - member);
            }
            result[member] = chosen.stream().toArray();
        }
        return result;
    }

    private BitSet celebrityFans(SplittableRandom random) {
        int wanted = (int) Math.round(CELEBRITY_SHARE * (size.accounts() - 1));
        BitSet fans = new BitSet(size.accounts());
        fans.set(0, LOGINS.size());
        while (fans.cardinality() < wanted) {
            int member = random.nextInt(size.accounts());
            fans.set(member, member != CELEBRITY);
        }
        return fans;
    }

    /** How many each member follows besides the celebrity; {@code total} together, about. */
    private int[] followeeCounts(int total, SplittableRandom random) {
        int accounts = size.accounts();
        double[] raw = new double[accounts];
        double sum = 0;
        for (int i = 0; i < accounts; i++) {
            raw[i] = Math.exp(FOLLOWEES_SPREAD * random.nextGaussian());
            sum += raw[i];
        }
        int most = accounts / 5;
        int[] counts = new int[accounts];
        for (int i = 0; i < accounts; i++) {
            counts[i] = (int) Math.max(1, Math.min(most, Math.round(raw[i] * total / sum)));
        }
        for (int login = 0; login < LOGINS.size(); login++) {
            counts[login] = Math.min(most, LOGIN_FOLLOWEES);
        }
        return counts;
    }
}
