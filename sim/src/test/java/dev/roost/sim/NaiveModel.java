package dev.roost.sim;

import dev.roost.model.AccessToken;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.AuthorizationCode;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.Marker;
import dev.roost.model.Outcome;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.Refusal;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import dev.roost.sim.NaiveState.Named;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * The reference model: what every command does, written as obviously as possible over plain collections, and sharing
 * nothing with the program but its nouns. Slow on purpose.
 */
final class NaiveModel {
    final NaiveState state = new NaiveState();
    private final Changed changed = new Changed();
    private final NaiveBell bell = new NaiveBell(state, changed);
    final NaiveConversations conversations = new NaiveConversations(state, changed);
    private final NaivePosts posts = new NaivePosts(state, changed, bell, conversations);
    private final NaiveGraph graph = new NaiveGraph(state, changed, bell, conversations);
    private final NaiveErasure erasure = new NaiveErasure(state, changed, bell, posts, graph, conversations);
    private final NaiveImports imports = new NaiveImports(state, changed, posts, graph);

    /** Whether the command at hand has changed anything: if not, it takes no place in the log. */
    static final class Changed {
        boolean yes;
    }

    /** Applies a command at a time of the clock, which may have gone back. */
    Outcome apply(long nowMs, Command command) {
        long formerTimeMs = state.timeMs;
        state.timeMs = Math.max(nowMs, formerTimeMs);
        state.offset++;
        changed.yes = false;
        Outcome outcome = decide(command);
        if (!changed.yes) {
            state.offset--;
            state.timeMs = formerTimeMs;
        }
        return outcome;
    }

    static Outcome refused(Refusal reason) {
        return new Outcome.Refused(reason);
    }

    private Outcome decide(Command command) {
        return switch (command) {
            case Command.CreateAccount c -> createAccount(c);
            case Command.UpdateProfile c -> updateProfile(c);
            case Command.ReplaceProfile c ->
                replace(c.account(), a -> with(a, a.passwordHash(), a.standing(), c.profile(), c.defaults()));
            case Command.ApproveAccount c -> approve(c);
            case Command.SetPassword c ->
                replace(c.account(), a -> with(a, c.passwordHash(), a.standing(), a.profile(), a.defaults()));
            case Command.SetStanding c -> setStanding(c.account(), c.standing());
            case Command.ChangeStanding c -> {
                Account account = state.accounts.get(c.account());
                yield account != null && account.standing() != c.from()
                        ? refused(Refusal.ACCOUNT_STANDING_OTHER)
                        : setStanding(c.account(), c.to());
            }
            case Command.EraseAccount c -> erasure.erase(c.account());
            case Command.RegisterApp _ -> registerApp();
            case Command.IssueCode c -> issueCode(c.code());
            case Command.RedeemCode c -> redeemCode(c);
            case Command.IssueToken c -> issueToken(c);
            case Command.RevokeToken c -> revoke(c.tokenHash());
            case Command.CreatePost c -> posts.create(c);
            case Command.EditPost c -> posts.edit(c);
            case Command.DeletePost c -> posts.delete(c);
            case Command.BoostPost c -> posts.boost(c);
            case Command.UnboostPost c -> posts.unboost(c);
            case Command.MarkPost c -> posts.mark(c);
            case Command.UnmarkPost c -> posts.unmark(c);
            case Command.FollowAccount c -> graph.follow(c);
            case Command.UnfollowAccount c -> graph.unfollow(c);
            case Command.AnswerFollowRequest c -> graph.answer(c);
            case Command.BlockAccount c -> graph.block(c);
            case Command.UnblockAccount c -> graph.unblock(c);
            case Command.MuteAccount c -> graph.mute(c.mute());
            case Command.UnmuteAccount c -> graph.unmute(c);
            case Command.CreateList c -> graph.createList(c);
            case Command.UpdateList c -> graph.updateList(c);
            case Command.DeleteList c -> graph.deleteList(c);
            case Command.AddToList c -> graph.addToList(c);
            case Command.RemoveFromList c -> graph.removeFromList(c);
            case Command.DismissNotification c -> bell.dismiss(c);
            case Command.ClearNotifications c -> bell.clear(c);
            case Command.SetMarker c -> setMarker(c);
            case Command.MarkConversation c -> conversations.mark(c);
            case Command.RemoveConversation c -> conversations.remove(c);
            case Command.ImportAccounts c -> imports.accounts(c);
            case Command.ImportFollows c -> imports.follows(c);
            case Command.ImportPosts c -> imports.posts(c);
            case Command.ImportRecords c -> imports.records(c);
        };
    }

    // ---- accounts

    private Outcome updateProfile(Command.UpdateProfile c) {
        Account former = state.accounts.get(c.account());
        if (former == null) {
            return refused(Refusal.ACCOUNT_NOT_FOUND);
        }
        Profile profile = c.change().of(former.profile());
        Account now = with(
                former,
                former.passwordHash(),
                former.standing(),
                profile,
                c.change().of(former.defaults()));
        changed.yes |= !now.equals(former);
        state.accounts.put(c.account(), now);
        if (!profile.locked()) {
            graph.acceptAll(c.account());
        }
        return Outcome.Done.DONE;
    }

    private Outcome approve(Command.ApproveAccount c) {
        Account account = state.accounts.get(c.account());
        if (account == null) {
            return refused(Refusal.ACCOUNT_NOT_FOUND);
        }
        if (account.standing() != Standing.PENDING) {
            return refused(Refusal.ACCOUNT_NOT_PENDING);
        }
        return replace(c.account(), a -> with(a, a.passwordHash(), Standing.ACTIVE, a.profile(), a.defaults()));
    }

    private Outcome createAccount(Command.CreateAccount c) {
        if (state.named(c.username()) != null) {
            return refused(Refusal.USERNAME_TAKEN);
        }
        if (!c.email().isEmpty() && state.emailTaken(c.email())) {
            return refused(Refusal.EMAIL_TAKEN);
        }
        Account account = newAccount(state, c);
        changed.yes = true;
        return new Outcome.AccountCreated(account.id());
    }

    static Account newAccount(NaiveState state, Command.CreateAccount c) {
        Account account = new Account(
                new AccountId(state.accounts.size() + 1),
                c.username(),
                c.email(),
                c.passwordHash(),
                state.timeMs,
                c.standing(),
                Profile.named(c.displayName()),
                new PostingDefaults(Visibility.PUBLIC, false, c.language()));
        state.accounts.put(account.id(), account);
        return account;
    }

    private interface Replacing {
        Account instead(Account former);
    }

    private Outcome replace(AccountId id, Replacing by) {
        Account former = state.accounts.get(id);
        if (former == null) {
            return refused(Refusal.ACCOUNT_NOT_FOUND);
        }
        state.accounts.put(id, by.instead(former));
        changed.yes = true;
        return Outcome.Done.DONE;
    }

    private static Account with(
            Account a, String passwordHash, Standing standing, Profile profile, PostingDefaults defaults) {
        return new Account(a.id(), a.username(), a.email(), passwordHash, a.createdAtMs(), standing, profile, defaults);
    }

    private Outcome setStanding(AccountId id, Standing standing) {
        Account account = state.accounts.get(id);
        if (account == null) {
            return refused(Refusal.ACCOUNT_NOT_FOUND);
        }
        if (account.standing() == standing) {
            return Outcome.Done.DONE;
        }
        if (account.standing() == Standing.ERASED || standing == Standing.ERASED) {
            return refused(Refusal.ACCOUNT_STANDING_OTHER);
        }
        if (standing != Standing.ACTIVE) {
            state.tokens.values().removeIf(t -> id.equals(t.account()));
        }
        state.deletedAtMs.remove(id);
        if (standing == Standing.DELETED) {
            state.deletedAtMs.put(id, state.timeMs);
        }
        return replace(id, a -> with(a, a.passwordHash(), standing, a.profile(), a.defaults()));
    }

    // ---- sign-in

    private Outcome registerApp() {
        AppId id = new AppId(++state.lastApp);
        state.apps.add(id);
        changed.yes = true;
        return new Outcome.AppRegistered(id);
    }

    private Outcome issueCode(AuthorizationCode code) {
        Outcome inactive = inactive(state, code.account());
        if (inactive != null) {
            return inactive;
        }
        if (!state.apps.contains(code.app())) {
            return refused(Refusal.APP_NOT_FOUND);
        }
        state.codes.put(hex(code.codeHash()), code);
        changed.yes = true;
        return Outcome.Done.DONE;
    }

    private Outcome redeemCode(Command.RedeemCode c) {
        AuthorizationCode code = state.codes.get(hex(c.codeHash()));
        if (code == null || !code.app().equals(c.app())) {
            return refused(Refusal.CODE_NOT_VALID);
        }
        byte[] given = state.tokensOfCodes.get(hex(c.codeHash()));
        if (given != null && state.timeMs - code.expiresAtMs() < Limits.ENDED_CODE_MS) {
            revoke(given);
            return Outcome.CodeReplayed.REPLAYED;
        }
        if (given != null || code.expiresAtMs() <= state.timeMs) {
            return refused(Refusal.CODE_NOT_VALID);
        }
        Outcome inactive = inactive(state, code.account());
        if (inactive != null) {
            return inactive;
        }
        state.tokensOfCodes.put(hex(c.codeHash()), c.tokenHash());
        keepToken(new Command.IssueToken(c.tokenHash(), code.app(), code.account(), code.scopes()));
        return new Outcome.TokenIssued(code.account(), code.scopes());
    }

    private Outcome issueToken(Command.IssueToken c) {
        Outcome inactive = c.account() == null ? null : inactive(state, c.account());
        if (inactive != null) {
            return inactive;
        }
        if (!state.apps.contains(c.app())) {
            return refused(Refusal.APP_NOT_FOUND);
        }
        keepToken(c);
        return Outcome.Done.DONE;
    }

    private void keepToken(Command.IssueToken c) {
        state.tokens.put(
                hex(c.tokenHash()), new AccessToken(c.tokenHash(), c.app(), c.account(), c.scopes(), state.timeMs));
        changed.yes = true;
    }

    private Outcome revoke(byte[] tokenHash) {
        changed.yes |= state.tokens.remove(hex(tokenHash)) != null;
        return Outcome.Done.DONE;
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    // ---- markers

    private Outcome setMarker(Command.SetMarker c) {
        Outcome inactive = inactive(state, c.account());
        if (inactive != null) {
            return inactive;
        }
        Named key = new Named(c.account(), c.timeline());
        Marker former = state.markers.get(key);
        int version = former == null ? 1 : former.version() + 1;
        state.markers.put(key, new Marker(c.timeline(), c.lastReadId(), version, state.timeMs));
        changed.yes = true;
        return Outcome.Done.DONE;
    }

    /** Why an account may not act; null if it may. */
    static Outcome inactive(NaiveState state, AccountId id) {
        if (!state.accounts.containsKey(id)) {
            return refused(Refusal.ACCOUNT_NOT_FOUND);
        }
        boolean mayAct = state.active(id) || (state.importing && state.suspended(id));
        return mayAct ? null : refused(Refusal.ACCOUNT_NOT_ACTIVE);
    }

    /** Markers of an account by name. */
    List<Marker> markers(AccountId account) {
        List<Marker> found = new ArrayList<>();
        state.markers.forEach((key, marker) -> {
            if (key.account().equals(account)) {
                found.add(marker);
            }
        });
        found.sort(Comparator.comparing(Marker::timeline));
        return found;
    }
}
