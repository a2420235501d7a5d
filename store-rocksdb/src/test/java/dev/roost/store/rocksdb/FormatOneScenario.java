package dev.roost.store.rocksdb;

import dev.roost.core.Commit;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.AuthorizationCode;
import dev.roost.model.Command;
import dev.roost.model.Follow;
import dev.roost.model.Hashtag;
import dev.roost.model.ImportMark;
import dev.roost.model.ImportedPost;
import dev.roost.model.ImportedRecord;
import dev.roost.model.ListId;
import dev.roost.model.MarkKind;
import dev.roost.model.Mute;
import dev.roost.model.NotificationId;
import dev.roost.model.Outcome;
import dev.roost.model.PostBody;
import dev.roost.model.PostChange;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.ProfileField;
import dev.roost.model.RepliesPolicy;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import dev.roost.runtime.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A small community of every kind of fact. The last program that wrote format 1 ran {@link #main}, and what it left is
 * in {@code format-1.zip}; a newer one that plays the same scenario has to end up with the same rows as by an upgrade.
 *
 * <p>The store is closed once on the way and killed at the end: part of it is in tables, the rest in write-ahead files.
 */
final class FormatOneScenario {
    static final int ALICE = 1;
    static final int BOB = 2;
    static final int CAROL = 3;
    static final int DAVE = 4;
    static final int ERIN = 5;
    static final int FRANK = 6;
    /** Locked. */
    static final int GRACE = 7;

    static final int HEIDI = 8;

    private static final List<String> NAMES =
            List.of("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi");
    private static final long START_MS = 1_750_000_000_000L;
    private static final String SOURCE = "elsewhere";

    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<String, PostId> posts = new HashMap<>();
    private StateStore store;
    private long nowMs = START_MS;

    FormatOneScenario(StateStore store) {
        this.store = store;
    }

    /** Writes a directory of this program's format, and does not close it. */
    public static void main(String[] args) throws IOException {
        RocksDbSettings settings = new RocksDbSettings(8 << 20, 1 << 20);
        FormatOneScenario scenario;
        try (RocksDbStore store = RocksDbStore.open(Path.of(args[0]), settings, "0.1.0")) {
            scenario = new FormatOneScenario(store);
            scenario.firstHalf();
        }
        scenario.store = RocksDbStore.open(Path.of(args[0]), settings, "0.1.0");
        scenario.secondHalf();
        System.out.println(scenario.outcomes.size() + " commands");
        Runtime.getRuntime().halt(0);
    }

    /** All of it. */
    void play() throws IOException {
        firstHalf();
        secondHalf();
    }

    private Outcome run(Command command) throws IOException {
        nowMs += 1_000;
        Commit commit = new Commit(store);
        Outcome outcome = commit.add(nowMs, command);
        if (outcome instanceof Outcome.Refused refused) {
            throw new IllegalStateException(command + " is refused: " + refused.reason());
        }
        store.commit(commit::writeTo);
        outcomes.add(outcome);
        return outcome;
    }

    private static AccountId id(int account) {
        return new AccountId(account);
    }

    private void firstHalf() throws IOException {
        accounts();
        follows();
        requests();
        blocksAndMutes();
        signIns();
    }

    private void secondHalf() throws IOException {
        posts();
        edits();
        boostsAndMarks();
        lists();
        readers();
        imports();
        removals();
    }

    private void accounts() throws IOException {
        for (String name : NAMES) {
            run(new Command.CreateAccount(name, name + "@example.org", "hash", name, Standing.ACTIVE, "en"));
        }
        Profile locked = new Profile(
                "Grace",
                "Asks first",
                List.of(new ProfileField("site", "https://example.org")),
                true,
                false,
                true,
                true,
                false);
        run(new Command.ReplaceProfile(id(GRACE), locked, new PostingDefaults(Visibility.PRIVATE, true, "de")));
        run(new Command.SetPassword(id(GRACE), "another hash"));
    }

    private void follow(int follower, int followee, boolean boosts, boolean notify) throws IOException {
        run(new Command.FollowAccount(id(follower), id(followee), boosts, notify));
    }

    /** To carol, in the end: dave, bob, alice, erin; by alice: erin, bob, carol, dave. */
    private void follows() throws IOException {
        follow(ERIN, CAROL, true, false);
        follow(BOB, CAROL, true, true);
        follow(ALICE, DAVE, true, false);
        follow(ALICE, CAROL, true, false);
        follow(ALICE, BOB, true, false);
        follow(ALICE, ERIN, false, false);
        follow(DAVE, CAROL, true, false);
        follow(FRANK, CAROL, true, false);
        run(new Command.UnfollowAccount(id(FRANK), id(CAROL)));
        run(new Command.UnfollowAccount(id(BOB), id(CAROL)));
        follow(BOB, CAROL, true, true);
        follow(ERIN, CAROL, true, true);
        run(new Command.UnfollowAccount(id(DAVE), id(CAROL)));
        follow(DAVE, CAROL, false, false);
        follow(CAROL, ALICE, true, false);
        follow(BOB, ALICE, true, false);
        follow(FRANK, HEIDI, true, false);
    }

    /** Of grace's requests: heidi, bob, frank are open; alice is a follower, erin is not. */
    private void requests() throws IOException {
        follow(FRANK, GRACE, true, false);
        follow(ALICE, GRACE, true, true);
        follow(ERIN, GRACE, true, false);
        follow(BOB, GRACE, true, false);
        follow(HEIDI, GRACE, true, false);
        follow(FRANK, GRACE, false, false);
        run(new Command.AnswerFollowRequest(id(GRACE), id(ALICE), true));
        run(new Command.AnswerFollowRequest(id(GRACE), id(ERIN), false));
        follow(DAVE, GRACE, true, false);
        run(new Command.UnfollowAccount(id(DAVE), id(GRACE)));
    }

    /** By heidi: erin, bob, frank, alice are blocked; by dave: bob, frank, erin are muted. */
    private void blocksAndMutes() throws IOException {
        for (int blocked : new int[] {ALICE, FRANK, CAROL, BOB, ERIN}) {
            run(new Command.BlockAccount(id(HEIDI), id(blocked)));
        }
        run(new Command.UnblockAccount(id(HEIDI), id(CAROL)));
        run(new Command.MuteAccount(new Mute(id(DAVE), id(ERIN), true, Mute.FOREVER)));
        run(new Command.MuteAccount(new Mute(id(DAVE), id(BOB), true, nowMs + 5_000)));
        run(new Command.MuteAccount(new Mute(id(DAVE), id(FRANK), false, Mute.FOREVER)));
        run(new Command.MuteAccount(new Mute(id(DAVE), id(CAROL), false, Mute.FOREVER)));
        run(new Command.MuteAccount(new Mute(id(DAVE), id(ERIN), false, Mute.FOREVER)));
        run(new Command.UnmuteAccount(id(DAVE), id(CAROL)));
        nowMs += 10_000;
        run(new Command.MuteAccount(new Mute(id(DAVE), id(BOB), true, Mute.FOREVER)));
    }

    private void signIns() throws IOException {
        run(new Command.RegisterApp("client", bytes(1), "App", List.of("urn:ietf:wg:oauth:2.0:oob"), "read", ""));
        AppId app = new AppId(1);
        run(new Command.IssueCode(new AuthorizationCode(
                bytes(2), app, id(ALICE), "urn:ietf:wg:oauth:2.0:oob", "read", "", nowMs + 9_000)));
        run(new Command.RedeemCode(bytes(2), app, bytes(3)));
        run(new Command.IssueToken(bytes(4), app, null, "read"));
        run(new Command.IssueToken(bytes(5), app, id(BOB), "read write"));
        run(new Command.RevokeToken(bytes(5)));
    }

    private static byte[] bytes(int value) {
        byte[] hash = new byte[32];
        hash[0] = (byte) value;
        return hash;
    }

    private PostDraft draft(String text, Visibility visibility, String... handles) {
        return new PostDraft(new PostBody(text, "", false, "en"), visibility, List.of(handles), List.of());
    }

    private PostId post(int author, PostDraft draft, @Nullable PostId replyTo) throws IOException {
        Outcome.PostStored stored =
                (Outcome.PostStored) run(new Command.CreatePost(id(author), draft, replyTo, new AppId(1), null));
        return stored.id();
    }

    private void posts() throws IOException {
        PostDraft tagged = new PostDraft(
                new PostBody("Hello #World", "", false, "en"),
                Visibility.PUBLIC,
                List.of(),
                List.of(new Hashtag("world", "World")));
        posts.put("tagged", post(CAROL, tagged, null));
        posts.put("reply", post(ALICE, draft("@carol hello", Visibility.PUBLIC, "carol"), posts.get("tagged")));
        posts.put("direct", post(BOB, draft("@alice psst", Visibility.DIRECT, "alice"), null));
        posts.put("answer", post(ALICE, draft("@bob what?", Visibility.DIRECT, "bob"), posts.get("direct")));
        posts.put("private", post(GRACE, draft("for those who follow", Visibility.PRIVATE), null));
        posts.put("unlisted", post(DAVE, draft("not too loud", Visibility.UNLISTED), null));
        // Mentions heidi, who blocks bob, next to carol, whom the post concerns all the same.
        post(BOB, draft("@heidi @carol @dave look", Visibility.PUBLIC, "heidi", "carol", "dave"), null);
        PostDraft once = draft("only once", Visibility.PUBLIC);
        run(new Command.CreatePost(id(ERIN), once, null, null, "key"));
        posts.put("deleted", post(ERIN, draft("not for long", Visibility.PUBLIC), null));
        posts.put("orphan", post(BOB, draft("@erin why?", Visibility.PUBLIC, "erin"), posts.get("deleted")));
    }

    private void edit(int author, String post, String text, String... handles) throws IOException {
        run(new Command.EditPost(
                id(author),
                posts.get(post),
                PostChange.to(new PostBody(text, "", false, "en"), List.of(handles), List.of())));
    }

    private void edits() throws IOException {
        run(new Command.BoostPost(id(BOB), posts.get("tagged"), Visibility.PUBLIC));
        edit(CAROL, "tagged", "Hello again");
        edit(CAROL, "tagged", "Hello a third time");
        edit(ALICE, "reply", "hello");
        edit(ALICE, "reply", "@carol hello!", "carol");
    }

    /** Who likes carol's post: bob, erin, alice; who shows it: alice, dave, bob. */
    private void boostsAndMarks() throws IOException {
        PostId post = posts.get("tagged");
        mark(ALICE, MarkKind.FAVOURITE, post);
        mark(DAVE, MarkKind.FAVOURITE, post);
        mark(ERIN, MarkKind.FAVOURITE, post);
        mark(BOB, MarkKind.FAVOURITE, post);
        run(new Command.UnmarkPost(id(DAVE), post, MarkKind.FAVOURITE));
        mark(BOB, MarkKind.BOOKMARK, posts.get("reply"));
        mark(CAROL, MarkKind.PIN, post);
        run(new Command.BoostPost(id(DAVE), post, Visibility.UNLISTED));
        run(new Command.BoostPost(id(ERIN), post, Visibility.PUBLIC));
        run(new Command.BoostPost(id(ALICE), post, Visibility.PUBLIC));
        run(new Command.UnboostPost(id(ERIN), post));
    }

    private void mark(int account, MarkKind kind, PostId post) throws IOException {
        run(new Command.MarkPost(id(account), post, kind));
    }

    private void lists() throws IOException {
        ListId list =
                ((Outcome.ListCreated) run(new Command.CreateList(id(ALICE), "friends", RepliesPolicy.LIST))).id();
        run(new Command.AddToList(id(ALICE), list, List.of(id(ERIN), id(CAROL), id(BOB))));
        run(new Command.RemoveFromList(id(ALICE), list, List.of(id(CAROL))));
        run(new Command.UpdateList(id(ALICE), list, "close friends", RepliesPolicy.FOLLOWED));
        ListId other = ((Outcome.ListCreated) run(new Command.CreateList(id(BOB), "gone", RepliesPolicy.NONE))).id();
        run(new Command.DeleteList(id(BOB), other));
    }

    /** Notification 1 is erin's follow, told to carol; all of dave's are cleared. */
    private void readers() throws IOException {
        run(new Command.SetMarker(id(ALICE), "home", posts.get("unlisted").toString()));
        run(new Command.SetMarker(id(ALICE), "home", posts.get("reply").toString()));
        run(new Command.DismissNotification(id(CAROL), new NotificationId(1)));
        run(new Command.ClearNotifications(id(DAVE)));
    }

    private void imports() throws IOException {
        List<String> names = IntStream.range(0, 40).mapToObj(i -> "guest" + i).toList();
        run(new Command.ImportAccounts(new ImportMark(SOURCE, 40), names));
        int first = NAMES.size() + 1;
        // The youngest guest follows frank first.
        int[] followers = IntStream.range(0, 40).map(i -> first + 39 - i).toArray();
        int[] followees = IntStream.range(0, 40).map(i -> FRANK).toArray();
        run(new Command.ImportFollows(new ImportMark(SOURCE, 80), followers, followees));
        run(new Command.ImportPosts(
                new ImportMark(SOURCE, 83),
                List.of(
                        imported(first, new ImportedPost.Words(draft("from afar", Visibility.PUBLIC), nothing()), "a"),
                        imported(
                                first + 1,
                                new ImportedPost.BoostOf(new ImportedPost.Keyed("a"), Visibility.PUBLIC, null),
                                "b"),
                        imported(
                                first,
                                new ImportedPost.Edit(
                                        new ImportedPost.Keyed("a"),
                                        new PostBody("from farther", "", false, "en"),
                                        List.of(),
                                        List.of()),
                                null))));
        run(new Command.ImportRecords(
                new ImportMark(SOURCE, 90),
                List.of(
                        new ImportedRecord.FollowWithSettings(new Follow(id(first), id(HEIDI), false, true)),
                        new ImportedRecord.AskedFollow(new Follow(id(first + 5), id(ALICE), true, false)),
                        new ImportedRecord.AskedFollow(new Follow(id(first + 3), id(ALICE), true, false)),
                        new ImportedRecord.Block(id(HEIDI), id(first + 7)),
                        new ImportedRecord.Muting(new Mute(id(DAVE), id(first + 2), true, Mute.FOREVER)),
                        new ImportedRecord.Mark(id(first + 9), new ImportedPost.Keyed("a"), MarkKind.FAVOURITE),
                        new ImportedRecord.Mark(id(first + 4), new ImportedPost.Keyed("a"), MarkKind.FAVOURITE),
                        new ImportedRecord.ListOfMembers(
                                id(first), "guests", RepliesPolicy.LIST, List.of(id(HEIDI))))));
    }

    private static ImportedPost.Nothing nothing() {
        return new ImportedPost.Nothing();
    }

    private ImportedPost imported(int author, ImportedPost.Content content, @Nullable String key) {
        return new ImportedPost(id(author), content, START_MS - 1_000_000, key);
    }

    private void removals() throws IOException {
        run(new Command.DeletePost(id(ERIN), posts.get("deleted")));
        run(new Command.SetStanding(id(FRANK), Standing.DISABLED));
    }
}
