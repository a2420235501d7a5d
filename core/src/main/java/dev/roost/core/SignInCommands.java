package dev.roost.core;

import dev.roost.model.AccessToken;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.AuthorizationCode;
import dev.roost.model.Change;
import dev.roost.model.ClientApp;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.Outcome;
import dev.roost.model.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands about applications, authorization codes and access tokens. */
final class SignInCommands {
    /** Ended codes that are forgotten with a new one. */
    private static final int CODES_FORGOTTEN = 16;

    private static final byte[] NOT_REDEEMED = {};

    private final Workspace work;

    SignInCommands(Workspace work) {
        this.work = work;
    }

    Outcome registerApp(Command.RegisterApp c) {
        AppId id = new AppId(++work.heads.lastApp);
        ClientApp app = new ClientApp(
                id, c.clientId(), c.secretHash(), c.name(), c.redirectUris(), c.scopes(), c.website(), work.timeMs());
        work.rows.put(Table.APPS, Keys.of(id), Rows.clientApp(app));
        work.rows.put(Table.CLIENT_IDS, Keys.text(c.clientId()), Rows.number(id.value()));
        return new Outcome.AppRegistered(id);
    }

    Outcome issueCode(Command.IssueCode c) {
        AuthorizationCode code = c.code();
        Outcome inactive = work.inactive(code.account());
        if (inactive != null) {
            return inactive;
        }
        if (work.view.signIn().app(code.app()) == null) {
            return Workspace.refuse(Refusal.APP_NOT_FOUND);
        }
        forgetEndedCodes();
        work.rows.put(Table.CODES, code.codeHash(), Rows.codeRow(code, NOT_REDEEMED));
        work.rows.put(Table.CODES_BY_END, Keys.codeByEnd(code.expiresAtMs(), code.codeHash()), Keys.NONE);
        return Workspace.done();
    }

    Outcome redeemCode(Command.RedeemCode c) {
        AuthorizationCode code = work.view.signIn().code(c.codeHash());
        if (code == null || !code.app().equals(c.app())) {
            return Workspace.refuse(Refusal.CODE_NOT_VALID);
        }
        byte[] given = work.view.signIn().tokenOfCode(c.codeHash());
        if (given.length > 0 && work.timeMs() < code.expiresAtMs() + Limits.ENDED_CODE_MS) {
            revoke(given);
            return Outcome.CodeReplayed.REPLAYED;
        }
        if (given.length > 0 || work.timeMs() >= code.expiresAtMs()) {
            return Workspace.refuse(Refusal.CODE_NOT_VALID);
        }
        Outcome inactive = work.inactive(code.account());
        if (inactive != null) {
            return inactive;
        }
        work.rows.put(Table.CODES, c.codeHash(), Rows.codeRow(code, c.tokenHash()));
        store(new AccessToken(c.tokenHash(), code.app(), code.account(), code.scopes(), work.timeMs()));
        return new Outcome.TokenIssued(code.account(), code.scopes());
    }

    /** Some of the codes that ended long ago; a few at a time, so that no command takes long. */
    private void forgetEndedCodes() {
        long beforeMs = Math.max(0, work.timeMs() - Limits.ENDED_CODE_MS);
        List<byte[]> ended = new ArrayList<>();
        work.rows.scan(Table.CODES_BY_END, Keys.offset(0), Keys.offset(beforeMs), (key, value) -> {
            ended.add(key);
            return ended.size() < CODES_FORGOTTEN;
        });
        for (byte[] key : ended) {
            work.rows.delete(Table.CODES_BY_END, key);
            work.rows.delete(Table.CODES, Arrays.copyOfRange(key, Long.BYTES, key.length));
        }
    }

    Outcome issueToken(Command.IssueToken c) {
        AccountId account = c.account();
        @Nullable Outcome inactive = account == null ? null : work.inactive(account);
        if (inactive != null) {
            return inactive;
        }
        if (work.view.signIn().app(c.app()) == null) {
            return Workspace.refuse(Refusal.APP_NOT_FOUND);
        }
        store(new AccessToken(c.tokenHash(), c.app(), account, c.scopes(), work.timeMs()));
        return Workspace.done();
    }

    Outcome revoke(byte[] tokenHash) {
        AccessToken token = work.view.signIn().token(tokenHash);
        if (token != null) {
            work.rows.delete(Table.TOKENS, tokenHash);
            AccountId account = token.account();
            if (account != null) {
                work.rows.delete(Table.TOKENS_BY_ACCOUNT, Keys.tokenOf(account, tokenHash));
            }
            work.emit(new Change.TokenRevoked(tokenHash));
        }
        return Workspace.done();
    }

    void revokeAll(AccountId account) {
        List<byte[]> hashes = new ArrayList<>();
        byte[] from = Keys.of(account);
        work.rows.scan(
                Table.TOKENS_BY_ACCOUNT,
                from,
                Keys.after(from),
                (key, value) -> hashes.add(Arrays.copyOfRange(key, 4, key.length)));
        hashes.forEach(this::revoke);
    }

    private void store(AccessToken token) {
        work.rows.put(Table.TOKENS, token.tokenHash(), Rows.token(token));
        AccountId account = token.account();
        if (account != null) {
            work.rows.put(Table.TOKENS_BY_ACCOUNT, Keys.tokenOf(account, token.tokenHash()), Keys.NONE);
        }
    }
}
