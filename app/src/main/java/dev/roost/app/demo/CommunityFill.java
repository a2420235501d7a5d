package dev.roost.app.demo;

import dev.roost.app.imports.ImportPipeline;
import dev.roost.app.imports.OpenCommunity;
import dev.roost.app.imports.Progress;
import dev.roost.app.imports.Show;
import dev.roost.app.prose.Language;
import dev.roost.app.prose.Prose;
import dev.roost.model.AccountId;
import dev.roost.model.Command.ImportAccounts;
import dev.roost.model.ImportMark;
import dev.roost.model.ImportedPost;
import dev.roost.model.ImportedRecord;
import dev.roost.model.MarkKind;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.ProfileField;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Brings a generated community into an empty state, as an import does: in batches, each with a mark. A fill that was
 * broken off goes on where it stopped, since the community can be generated again.
 *
 * <p>One thread.
 */
final class CommunityFill {
    private static final String SOURCE = "demo-community/1";
    /** The mark of the moment that the community's present is, in milliseconds since 1970. */
    private static final String PRESENT = SOURCE + "/present";

    private static final String FINISHED = SOURCE + "/finished";
    private static final long ACCOUNT_AGE_MS = 400L * 24 * 3_600_000;
    private static final int PROGRESS_STEPS = 1 << 10;

    private final OpenCommunity open;
    private final long seed;
    private final Community community;
    private final UnaryOperator<String> passwordHash;
    private final Progress progress;
    private final BooleanSupplier stopAsked;
    private final ImportPipeline pipeline;
    private final long skip;
    private long step;

    /**
     * A fill of a state.
     *
     * @param passwordHash from a login's username to the stored hash of the password
     */
    CommunityFill(
            OpenCommunity open,
            long seed,
            Community community,
            UnaryOperator<String> passwordHash,
            Progress progress,
            BooleanSupplier stopAsked) {
        this.open = open;
        this.seed = seed;
        this.community = community;
        this.passwordHash = passwordHash;
        this.progress = progress;
        this.stopAsked = stopAsked;
        this.skip = open.state().importedLines(SOURCE);
        this.pipeline = new ImportPipeline(open, SOURCE, skip);
    }

    /** Whether a state has been filled to the end. */
    static boolean isFinished(OpenCommunity open) {
        return open.state().importedLines(FINISHED) > 0;
    }

    /** Whether a state holds nothing, or a fill that was broken off. */
    static boolean isFillable(OpenCommunity open) {
        return open.state().accounts() == 0 || open.state().importedLines(PRESENT) > 0;
    }

    /** Steps of a whole fill, about. */
    static long steps(CommunitySize size) {
        return (long) size.accounts() + size.follows() + size.posts() + size.favourites();
    }

    /** Fills; false if it was told to stop before the end. */
    boolean run(long nowMs) {
        long presentMs = present(nowMs);
        boolean whole = accounts(presentMs) && follows() && posts(presentMs);
        pipeline.finish();
        return whole;
    }

    /** Nothing is left to do. */
    void finished() {
        open.execute(new ImportAccounts(new ImportMark(FINISHED, 1), List.of()));
    }

    /** The same for all parts of a fill, so that a later part does not go back in time. */
    private long present(long nowMs) {
        long presentMs = open.state().importedLines(PRESENT);
        if (presentMs == 0) {
            open.execute(new ImportAccounts(new ImportMark(PRESENT, nowMs), List.of()));
            return nowMs;
        }
        return presentMs;
    }

    private boolean accounts(long presentMs) {
        SplittableRandom random = new SplittableRandom(seed + 1);
        for (int member = 0; member < community.size().accounts(); member++) {
            long createdAtMs = presentMs - CommunityPosts.SPAN_MS - random.nextLong(ACCOUNT_AGE_MS);
            Profile profile = profile(member, random);
            if (isNew()) {
                account(member, createdAtMs, profile);
            }
            if (isStopped("accounts")) {
                return false;
            }
        }
        return true;
    }

    private void account(int member, long createdAtMs, Profile profile) {
        String username = community.username(member);
        boolean login = Community.LOGINS.contains(username);
        String email = login ? DemoLogin.of(username).email() : "";
        String hash = login ? passwordHash.apply(username) : "";
        PostingDefaults defaults = new PostingDefaults(
                Visibility.PUBLIC, false, community.language(member).code());
        int slot = pipeline.account(username);
        pipeline.fact(
                profile.note().length() + hash.length(),
                names -> new ImportedRecord.AccountFields(
                        names.id(slot), email, hash, createdAtMs, Standing.ACTIVE, profile, defaults));
        pipeline.settled(step);
    }

    private Profile profile(int member, SplittableRandom random) {
        Language language = community.language(member);
        String made = Prose.name(language, random);
        String note = Prose.note(language, random);
        return switch (member) {
            case 0 -> profile("Ada Hartwell", note, "Sign-in of this demo", false);
            case 1 -> profile("Linh Trần 🌱", note, "Sign-in of this demo", false);
            case Community.CELEBRITY ->
                profile("Maris Vega ⭐", "Songs, mostly. Nine in ten of you follow me.", "", false);
            default -> profile(made, random.nextInt(5) == 0 ? "" : note, "", random.nextInt(50) == 0);
        };
    }

    private static Profile profile(String name, String note, String about, boolean bot) {
        List<ProfileField> fields = about.isEmpty() ? List.of() : List.of(new ProfileField("About", about));
        return new Profile(name, note, fields, false, bot, true, true, false);
    }

    private boolean follows() {
        for (int member = 0; member < community.size().accounts(); member++) {
            for (int followee : community.followees(member)) {
                if (isNew()) {
                    pipeline.follow(slot(member), slot(followee));
                    pipeline.settled(step);
                }
                if (isStopped("follows")) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean posts(long presentMs) {
        CommunityPosts posts = new CommunityPosts(community, seed + 2);
        while (posts.hasNext()) {
            CommunityPosts.Made post = posts.next();
            if (isNew()) {
                int author = slot(post.author());
                pipeline.post(
                        post.characters(),
                        names -> new ImportedPost(
                                names.id(author), post.content(), presentMs - post.ageMs(), post.key()));
                pipeline.settled(step);
            }
            if (isStopped("posts")) {
                return false;
            }
        }
        return marks(posts);
    }

    private boolean marks(CommunityPosts posts) {
        SplittableRandom random = new SplittableRandom(seed + 3);
        int pinned = posts.newestOf(Community.CELEBRITY);
        if (pinned >= 0 && isNew()) {
            mark(Community.CELEBRITY, pinned, MarkKind.PIN);
        }
        for (int i = 0; i < community.size().favourites(); i++) {
            int member = i % 500 < Community.LOGINS.size()
                    ? i % 500
                    : random.nextInt(community.size().accounts());
            int post = posts.liked(member, random);
            if (post >= 0 && isNew()) {
                boolean kept = member < Community.LOGINS.size() && i % 3 == 0;
                mark(member, post, kept ? MarkKind.BOOKMARK : MarkKind.FAVOURITE);
            }
            if (isStopped("favourites")) {
                return false;
            }
        }
        return true;
    }

    private void mark(int member, int post, MarkKind kind) {
        int slot = slot(member);
        pipeline.fact(
                0,
                names -> new ImportedRecord.Mark(
                        names.id(slot), new ImportedPost.Keyed(CommunityPosts.key(post)), kind));
        pipeline.settled(step);
    }

    private int slot(int member) {
        return pipeline.account(community.username(member));
    }

    /** Counts a step; whether it was not done in an earlier part of the fill. */
    private boolean isNew() {
        step++;
        return step > skip;
    }

    private boolean isStopped(String what) {
        if (step % PROGRESS_STEPS == 0) {
            progress.at(step, what + ", " + Show.count(step, "entry", "entries"));
            return stopAsked.getAsBoolean();
        }
        return false;
    }

    /** Who a member is in the filled state. */
    static AccountId id(OpenCommunity open, Community community, int member) {
        AccountId id = open.state().accountNamed(community.username(member));
        if (id == null) {
            throw new IllegalStateException("no account for " + community.username(member));
        }
        return id;
    }
}
