package dev.roost.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.core.Commit;
import dev.roost.core.StateAudit;
import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.MarkKind;
import dev.roost.model.Outcome;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.Refusal;
import dev.roost.model.RepliesPolicy;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deleted account with more than one command takes away. */
class ErasureTest {
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);

    private final TreeRows rows = new TreeRows();
    private long nowMs = StepCommands.START_MS;

    @BeforeEach
    void accounts() {
        for (String name : List.of("alice", "bob")) {
            run(new Command.CreateAccount(name, name + "@here", "hash", name, Standing.ACTIVE, "en"));
        }
    }

    private Outcome run(Command command) {
        Commit commit = new Commit(rows);
        Outcome outcome = commit.add(++nowMs, command);
        commit.writeTo(rows);
        List<String> problems = new ArrayList<>();
        StateAudit.run(rows, problems::add);
        assertThat(problems).isEmpty();
        return outcome;
    }

    private PostId write(AccountId author, @Nullable PostId replyTo, String... mentions) {
        Commit commit = new Commit(rows);
        PostDraft draft =
                new PostDraft(new PostBody("words", "", false, "en"), Visibility.PUBLIC, List.of(mentions), List.of());
        Outcome outcome = commit.add(++nowMs, new Command.CreatePost(author, draft, replyTo, null, null));
        commit.writeTo(rows);
        return ((Outcome.PostStored) outcome).id();
    }

    private StateView state() {
        return new StateView(rows);
    }

    private List<AccountId> left() {
        List<AccountId> left = new ArrayList<>();
        state().suspensions().deleted((account, atMs) -> left.add(account));
        return left;
    }

    @Test
    void itGoesInSlicesAndOthersKeepWhatIsTheirs() {
        PostId first = write(ALICE, null);
        for (int i = 0; i < 2 * Limits.ERASED_AT_ONCE; i++) {
            write(ALICE, null);
        }
        PostId answer = write(BOB, first, "alice");
        run(new Command.BoostPost(BOB, first, Visibility.PUBLIC));
        run(new Command.BoostPost(ALICE, answer, Visibility.PUBLIC));
        run(new Command.MarkPost(ALICE, answer, MarkKind.FAVOURITE));
        run(new Command.FollowAccount(ALICE, BOB, true, true));
        run(new Command.FollowAccount(BOB, ALICE, true, true));
        run(new Command.CreateList(ALICE, "mine", RepliesPolicy.LIST));
        run(new Command.ChangeStanding(ALICE, Standing.ACTIVE, Standing.DELETED));

        assertThat(run(new Command.EraseAccount(ALICE))).isEqualTo(new Outcome.Refused(Refusal.ACCOUNT_NOT_ERASABLE));
        nowMs += Limits.DELETED_ACCOUNT_MS;
        int commands = 0;
        while (!left().isEmpty()) {
            assertThat(run(new Command.EraseAccount(ALICE))).isEqualTo(Outcome.Done.DONE);
            assertThat(state().account(ALICE).standing()).isEqualTo(Standing.ERASED);
            commands++;
        }
        assertThat(commands).isEqualTo(3);
        assertThat(run(new Command.EraseAccount(ALICE))).isEqualTo(new Outcome.Refused(Refusal.ACCOUNT_NOT_ERASABLE));
        assertThat(run(new Command.SetStanding(ALICE, Standing.ACTIVE)))
                .isEqualTo(new Outcome.Refused(Refusal.ACCOUNT_STANDING_OTHER));

        assertThat(state().originalPosts()).isEqualTo(1);
        assertThat(state().postCounts(answer).favourites()).isZero();
        assertThat(state().postCounts(answer).boosts()).isZero();
        assertThat(state().counts(BOB).followers()).isZero();
        assertThat(state().counts(BOB).followees()).isZero();
        assertThat(state().counts(ALICE).posts()).isZero();
        assertThat(state().lists(ALICE)).isEmpty();
        assertThat(state().accountWithEmail("alice@here")).isNull();
        assertThat(state().accountNamed("alice")).isEqualTo(ALICE);
    }
}
