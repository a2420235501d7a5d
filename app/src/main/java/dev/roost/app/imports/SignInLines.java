package dev.roost.app.imports;

import dev.roost.app.imports.ExportLines.SignInLine;
import dev.roost.model.AccountId;
import dev.roost.model.ClientApp;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The applications and tokens of an export. One command each, none for what is there already, so that a second run
 * changes nothing.
 */
final class SignInLines implements LineFormat {
    private final OpenCommunity community;

    SignInLines(OpenCommunity community) {
        this.community = community;
    }

    @Override
    public void line(long number, String line, ImportPipeline into) throws BadLineException {
        into.finish();
        SignInLine entry = Json.parse(SignInLine.class, line);
        if (entry.token() != null) {
            token(entry, bytes(entry.token()));
        } else {
            app(entry, present(entry.clientId(), "client_id"));
        }
    }

    private void app(SignInLine entry, String clientId) throws BadLineException {
        if (community.state().signIn().appWithClientId(clientId) != null) {
            return;
        }
        List<String> redirects = entry.redirectUris() == null ? List.of() : entry.redirectUris();
        execute(new Command.RegisterApp(
                clientId, bytes(entry.secret()), or(entry.name()), redirects, or(entry.scopes()), or(entry.website())));
    }

    private void token(SignInLine entry, byte[] hash) throws BadLineException {
        if (community.state().signIn().token(hash) != null) {
            return;
        }
        ClientApp app = community.state().signIn().appWithClientId(present(entry.app(), "app"));
        if (app == null) {
            throw new BadLineException("a token of an unknown application");
        }
        execute(new Command.IssueToken(hash, app.id(), owner(entry), or(entry.scopes())));
    }

    private @Nullable AccountId owner(SignInLine entry) throws BadLineException {
        if (entry.u() == null) {
            return null;
        }
        AccountId owner = community.state().accountNamed(entry.u());
        if (owner == null) {
            throw new BadLineException("a token of nobody: " + Show.quoted(entry.u()));
        }
        return owner;
    }

    private void execute(Command command) throws BadLineException {
        if (community.execute(command) instanceof Outcome.Refused refused) {
            throw new BadLineException("refused: " + refused.reason());
        }
    }

    private static byte[] bytes(@Nullable String base64) throws BadLineException {
        try {
            return Base64.getDecoder().decode(base64 == null ? "" : base64);
        } catch (IllegalArgumentException e) {
            throw new BadLineException("not Base64");
        }
    }

    private static String present(@Nullable String text, String role) throws BadLineException {
        if (text == null || text.isEmpty()) {
            throw new BadLineException("no " + role);
        }
        return text;
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
