package dev.roost.core;

import dev.roost.model.AccessToken;
import dev.roost.model.AppId;
import dev.roost.model.AuthorizationCode;
import dev.roost.model.ClientApp;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Applications, authorization codes and access tokens. As fresh and as thread-safe as the reader below it. */
public final class SignInView {
    private final StateReader rows;

    SignInView(StateReader rows) {
        this.rows = rows;
    }

    /** A registered application. */
    public @Nullable ClientApp app(AppId id) {
        byte[] row = rows.get(Table.APPS, Keys.of(id));
        return row == null ? null : Rows.clientApp(id, row);
    }

    /** The application with a client id. */
    public @Nullable ClientApp appWithClientId(String clientId) {
        byte[] row = rows.get(Table.CLIENT_IDS, Keys.text(clientId));
        return row == null ? null : app(new AppId((int) Rows.number(row)));
    }

    /** A code, redeemed or not; it may have expired. */
    public @Nullable AuthorizationCode code(byte[] codeHash) {
        byte[] row = rows.get(Table.CODES, codeHash);
        return row == null ? null : Rows.code(codeHash, Rows.reader(row));
    }

    /** The hash of the token that a code gave when it was redeemed; empty if it was not, or is not known. */
    public byte[] tokenOfCode(byte[] codeHash) {
        byte[] row = rows.get(Table.CODES, codeHash);
        return row == null ? Keys.NONE : Rows.tokenOfCode(codeHash, row);
    }

    /** A token that was not revoked. */
    public @Nullable AccessToken token(byte[] tokenHash) {
        byte[] row = rows.get(Table.TOKENS, tokenHash);
        return row == null ? null : Rows.token(tokenHash, row);
    }

    /** All registered applications, by id upwards. */
    public void apps(Predicate<ClientApp> visitor) {
        rows.scan(
                Table.APPS,
                new byte[0],
                null,
                (key, value) -> visitor.test(Rows.clientApp(new AppId(Keys.intAt(key, 0)), value)));
    }

    /** All tokens that were not revoked, by their hashes upwards. */
    public void tokens(Predicate<AccessToken> visitor) {
        rows.scan(Table.TOKENS, new byte[0], null, (key, value) -> visitor.test(Rows.token(key, value)));
    }
}
