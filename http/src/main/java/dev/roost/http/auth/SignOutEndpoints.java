package dev.roost.http.auth;

import dev.roost.http.auth.AuthorizationRequest.Checked;
import dev.roost.http.server.Access;
import dev.roost.http.server.Call;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.Account;
import dev.roost.runtime.Roost;
import java.util.Map;
import java.util.Optional;

/**
 * Signs a browser out of the pages of signing in. Applications stay signed in: they have tokens, which they give back
 * themselves.
 */
final class SignOutEndpoints {
    private final Roost roost;
    private final Sessions sessions;

    SignOutEndpoints(Roost roost, Sessions sessions) {
        this.roost = roost;
        this.sessions = sessions;
    }

    void register(Routes routes) {
        routes.get(Pages.SIGN_OUT, Access.anybody(), call -> page(call, ""));
        routes.post(Pages.SIGN_OUT, Access.anybody(), this::signOut);
    }

    private Reply page(Call call, String problem) {
        String browser = sessions.browserOf(call);
        Optional<Account> account = sessions.signedIn(browser).flatMap(roost.reads()::account);
        return account.isEmpty()
                ? Pages.signedOut()
                : sessions.keep(
                        browser, Pages.signOut(account.get().username(), sessions.proved(browser, Map.of()), problem));
    }

    private Reply signOut(Call call) {
        String browser = sessions.browserOf(call);
        if (!sessions.proves(browser, call.params().text(Sessions.PROOF, ""))) {
            return page(call, "Your browser did not show where it came from. Please try again.");
        }
        sessions.signOut(browser);
        // From the middle of an application's request, somebody else can go on with it.
        return call.params().has("client_id")
                        && AuthorizationRequest.check(call.params(), roost.reads()) instanceof Checked.Good good
                ? Reply.redirect(RedirectUris.with(
                        AuthorizeEndpoints.PATH, good.request().parameters()))
                : Pages.signedOut();
    }
}
