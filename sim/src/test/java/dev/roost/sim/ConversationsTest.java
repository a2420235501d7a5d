package dev.roost.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.core.Commit;
import dev.roost.core.StateAudit;
import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Conversation;
import dev.roost.model.ConversationId;
import dev.roost.model.ImportMark;
import dev.roost.model.ImportedPost;
import dev.roost.model.Mute;
import dev.roost.model.Notification;
import dev.roost.model.OriginalPost;
import dev.roost.model.Outcome;
import dev.roost.model.PostBody;
import dev.roost.model.PostChange;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.Refusal;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What direct posts make of conversations, case by case. */
class ConversationsTest {
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);
    private static final AccountId CAROL = new AccountId(3);
    private static final AccountId DAVE = new AccountId(4);

    private final TreeRows rows = new TreeRows();
    private long nowMs = StepCommands.START_MS;

    @BeforeEach
    void accounts() {
        for (String name : List.of("alice", "bob", "carol", "dave")) {
            run(new Command.CreateAccount(name, "", "", name, Standing.ACTIVE, "en"));
        }
    }

    @AfterEach
    void audit() {
        List<String> problems = new ArrayList<>();
        StateAudit.run(rows, problems::add);
        assertThat(problems).isEmpty();
    }

    private Outcome run(Command command) {
        Commit commit = new Commit(rows);
        Outcome outcome = commit.add(++nowMs, command);
        commit.writeTo(rows);
        return outcome;
    }

    private PostId write(AccountId author, @Nullable PostId replyTo, Visibility visibility, String... mentions) {
        PostDraft draft = new PostDraft(
                new PostBody("words " + nowMs, "", false, "en"), visibility, List.of(mentions), List.of());
        return ((Outcome.PostStored) run(new Command.CreatePost(author, draft, replyTo, null, null))).id();
    }

    private PostId direct(AccountId author, @Nullable PostId replyTo, String... mentions) {
        return write(author, replyTo, Visibility.DIRECT, mentions);
    }

    private List<Conversation> of(AccountId owner) {
        List<Conversation> all = new ArrayList<>();
        new StateView(rows).conversations().down(owner, Long.MAX_VALUE, all::add);
        return all;
    }

    private Conversation only(AccountId owner) {
        assertThat(of(owner)).hasSize(1);
        return of(owner).getFirst();
    }

    private List<PostId> posts(Conversation conversation) {
        List<PostId> posts = new ArrayList<>();
        new StateView(rows).conversations().posts(conversation.owner(), conversation.id(), posts::add);
        return posts;
    }

    @Test
    void anAnswerComesIntoTheConversationOfWhatItAnswers() {
        PostId first = direct(ALICE, null, "bob");
        assertThat(only(ALICE).unread()).isFalse();
        assertThat(only(ALICE).others()).containsExactly(BOB);
        assertThat(only(BOB).unread()).isTrue();
        assertThat(only(BOB).others()).containsExactly(ALICE);
        ConversationId id = only(BOB).id();

        PostId answer = direct(BOB, first, "alice");
        assertThat(only(BOB)).isEqualTo(new Conversation(id, BOB, List.of(ALICE), answer, false));
        assertThat(only(ALICE).unread()).isTrue();
        assertThat(posts(only(ALICE))).containsExactly(answer, first);
    }

    @Test
    void whatAnswersNothingBeginsAnotherOne() {
        PostId first = direct(ALICE, null, "bob");
        PostId second = direct(ALICE, null, "bob");
        assertThat(of(BOB)).extracting(Conversation::lastPost).containsExactly(second, first);
    }

    @Test
    void anotherMemberMakesAnotherConversation() {
        PostId first = direct(ALICE, null, "bob");
        PostId wider = direct(BOB, first, "alice", "carol");
        assertThat(of(ALICE)).extracting(Conversation::lastPost).containsExactly(wider, first);
        assertThat(of(ALICE).getFirst().others()).containsExactly(BOB, CAROL);
        assertThat(posts(only(CAROL))).containsExactly(wider);
        PostId back = direct(ALICE, wider, "bob");
        assertThat(of(BOB)).extracting(Conversation::lastPost).containsExactly(back, wider);
        assertThat(posts(of(BOB).getFirst())).containsExactly(back, first);
    }

    @Test
    void aNoteToOneselfIsAConversationWithNobody() {
        direct(ALICE, null);
        assertThat(only(ALICE).others()).isEmpty();
        assertThat(only(ALICE).unread()).isFalse();
    }

    @Test
    void otherVisibilitiesHaveNone() {
        write(ALICE, null, Visibility.PRIVATE, "bob");
        write(ALICE, null, Visibility.PUBLIC, "bob");
        assertThat(of(ALICE)).isEmpty();
        assertThat(of(BOB)).isEmpty();
    }

    @Test
    void directAnswersWithinOnePublicThreadAreOneConversation() {
        PostId root = write(ALICE, null, Visibility.PUBLIC);
        PostId reply = write(CAROL, root, Visibility.PUBLIC, "alice");
        PostId first = direct(BOB, root, "alice");
        PostId second = direct(BOB, reply, "alice");
        assertThat(posts(only(ALICE))).containsExactly(second, first);
    }

    @Test
    void deletionGoesBackToThePostBefore() {
        PostId first = direct(ALICE, null, "bob");
        PostId answer = direct(BOB, first, "alice");
        run(new Command.DeletePost(BOB, answer));
        assertThat(only(ALICE).lastPost()).isEqualTo(first);
        assertThat(only(ALICE).unread()).isTrue();
        run(new Command.DeletePost(ALICE, first));
        assertThat(of(ALICE)).isEmpty();
        assertThat(of(BOB)).isEmpty();
    }

    @Test
    void aThreadKeepsTogetherWhateverOfItIsDeleted() {
        PostId first = direct(ALICE, null, "bob");
        PostId middle = direct(BOB, first, "alice");
        PostId third = direct(ALICE, middle, "bob");
        run(new Command.DeletePost(BOB, middle));
        PostId fourth = direct(BOB, third, "alice");
        assertThat(posts(only(ALICE))).containsExactly(fourth, third, first);
    }

    @Test
    void readingAndMarkingUnread() {
        direct(ALICE, null, "bob");
        ConversationId id = only(BOB).id();
        assertThat(run(new Command.MarkConversation(BOB, id, false))).isEqualTo(Outcome.Done.DONE);
        assertThat(only(BOB).unread()).isFalse();
        run(new Command.MarkConversation(BOB, id, true));
        assertThat(only(BOB).unread()).isTrue();
        assertThat(run(new Command.MarkConversation(CAROL, id, true)))
                .isEqualTo(new Outcome.Refused(Refusal.CONVERSATION_NOT_FOUND));
    }

    @Test
    void aDeletedConversationComesBackWithTheNextPost() {
        PostId first = direct(ALICE, null, "bob");
        ConversationId id = only(BOB).id();
        run(new Command.RemoveConversation(BOB, id));
        assertThat(of(BOB)).isEmpty();
        assertThat(posts(only(ALICE))).containsExactly(first);
        PostId second = direct(ALICE, first, "bob");
        assertThat(only(BOB).id()).isNotEqualTo(id);
        assertThat(posts(only(BOB))).containsExactly(second);
        assertThat(run(new Command.RemoveConversation(BOB, id)))
                .isEqualTo(new Outcome.Refused(Refusal.CONVERSATION_NOT_FOUND));
    }

    @Test
    void aBlockTakesConversationsFromBothSides() {
        PostId first = direct(ALICE, null, "bob");
        PostId answer = direct(BOB, first, "alice");
        run(new Command.BlockAccount(ALICE, BOB));
        assertThat(of(ALICE)).isEmpty();
        // What Bob wrote himself he still sees.
        assertThat(posts(only(BOB))).containsExactly(answer);
        direct(BOB, answer, "alice");
        assertThat(of(ALICE)).isEmpty();
        direct(ALICE, null, "bob");
        assertThat(of(BOB)).hasSize(1);
        run(new Command.UnblockAccount(ALICE, BOB));
        PostId later = direct(BOB, answer, "alice");
        assertThat(of(ALICE)).extracting(Conversation::lastPost).contains(later);
    }

    @Test
    void aMuteTakesThemWhereItHidesNotifications() {
        PostId first = direct(BOB, null, "alice");
        run(new Command.MuteAccount(new Mute(ALICE, BOB, false, Mute.FOREVER)));
        assertThat(only(ALICE).lastPost()).isEqualTo(first);
        PostId second = direct(BOB, first, "alice");
        assertThat(only(ALICE).lastPost()).isEqualTo(second);
        run(new Command.MuteAccount(new Mute(ALICE, BOB, true, Mute.FOREVER)));
        assertThat(of(ALICE)).isEmpty();
        direct(BOB, second, "alice");
        // Nor does what others write to both come.
        direct(CAROL, null, "alice", "bob");
        assertThat(of(ALICE)).isEmpty();
        assertThat(of(BOB)).hasSize(2);
        run(new Command.UnmuteAccount(ALICE, BOB));
        direct(BOB, null, "alice");
        assertThat(of(ALICE)).hasSize(1);
    }

    @Test
    void anEditBringsThePostToWhoIsNewlyMentioned() {
        PostId first = direct(ALICE, null, "bob");
        PostId answer = direct(BOB, first, "alice");
        run(new Command.EditPost(
                ALICE,
                first,
                PostChange.to(new PostBody("other words", "", false, "en"), List.of("bob", "dave"), List.of())));
        assertThat(only(DAVE)).isEqualTo(new Conversation(only(DAVE).id(), DAVE, List.of(ALICE, BOB), first, true));
        assertThat(posts(only(BOB))).containsExactly(answer, first);
        assertThat(only(BOB).unread()).isFalse();
    }

    @Test
    void whoIsMentionedNoMoreKeepsThePostAndIsToldOnce() {
        PostId first = direct(ALICE, null, "bob", "carol");
        Conversation before = only(BOB);
        mentionOnly(first, "carol");
        assertThat(only(BOB)).isEqualTo(before);
        OriginalPost edited = Objects.requireNonNull(new StateView(rows).original(first));
        assertThat(edited.mentionedAccounts()).containsExactly(CAROL);
        assertThat(edited.silentMentions()).containsExactly(BOB);
        assertThat(new StateView(rows).maySee(BOB, edited)).isTrue();
        assertThat(new StateView(rows).maySee(DAVE, edited)).isFalse();

        mentionOnly(first, "carol", "dave");
        mentionOnly(first, "bob");
        edited = Objects.requireNonNull(new StateView(rows).original(first));
        assertThat(edited.mentionedAccounts()).containsExactly(BOB);
        assertThat(edited.silentMentions()).containsExactly(CAROL, DAVE);
        assertThat(only(BOB)).isEqualTo(before);
        assertThat(told(BOB)).hasSize(1);
        assertThat(told(DAVE)).hasSize(1);
    }

    @Test
    void aNotificationThatWasDismissedDoesNotComeBackWithTheMention() {
        PostId first = direct(ALICE, null, "bob");
        run(new Command.ClearNotifications(BOB));
        mentionOnly(first);
        mentionOnly(first, "bob");
        assertThat(told(BOB)).isEmpty();
    }

    private void mentionOnly(PostId post, String... mentions) {
        PostBody body = new PostBody("words " + nowMs, "", false, "en");
        run(new Command.EditPost(ALICE, post, PostChange.to(body, List.of(mentions), List.of())));
    }

    private List<Notification> told(AccountId to) {
        List<Notification> told = new ArrayList<>();
        new StateView(rows).inbox().notifications(to, Long.MAX_VALUE, told::add);
        return told;
    }

    @Test
    void importedOnesAreRead() {
        PostDraft draft =
                new PostDraft(new PostBody("words", "", false, "en"), Visibility.DIRECT, List.of("bob"), List.of());
        run(new Command.ImportPosts(
                new ImportMark("file", 1),
                List.of(new ImportedPost(
                        ALICE, new ImportedPost.Words(draft, new ImportedPost.Nothing()), nowMs - 1_000, "k1"))));
        assertThat(only(BOB).others()).containsExactly(ALICE);
        assertThat(only(BOB).unread()).isFalse();
    }
}
