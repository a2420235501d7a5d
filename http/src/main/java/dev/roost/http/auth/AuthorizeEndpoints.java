package dev.roost.http.auth;

import dev.roost.http.auth.AuthorizationRequest.Checked;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.Params;
import dev.roost.http.server.Refusals;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.Account;
import dev.roost.model.AuthorizationCode;
import dev.roost.model.Command;
import dev.roost.model.Standing;
import dev.roost.runtime.Roost;
import dev.roost.runtime.WritesStoppedException;
import dev.roost.runtime.credentials.Secrets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The pages where a user signs in and lets an application use the account. */
final class AuthorizeEndpoints {
    private static final Duration CODE_LIFE = Duration.ofMinutes(10);
    static final String PATH = "/oauth/authorize";

    private final Roost roost;
    private final SignIn signIn;
    private final Sessions sessions;
    private final KnownBrowsers browsers;

    AuthorizeEndpoints(Roost roost, SignIn signIn, Sessions sessions, KnownBrowsers browsers) {
        this.roost = roost;
        this.signIn = signIn;
        this.sessions = sessions;
        this.browsers = browsers;
    }

    void register(Routes routes) {
        routes.get(PATH, Access.anybody(), call -> asPage(call, this::show));
        routes.post(PATH, Access.anybody(), call -> asPage(call, this::step));
    }

    @FunctionalInterface
    private interface Step {
        Reply take(Call call, AuthorizationRequest request);
    }

    private Reply asPage(Call call, Step step) {
        try {
            return switch (AuthorizationRequest.check(call.params(), roost.reads())) {
                case Checked.Good good -> step.take(call, good.request());
                case Checked.NotTrusted no -> Pages.problem(400, "This does not work", no.text());
                case Checked.Wrong wrong -> refuse(wrong.request(), wrong.error(), wrong.description());
            };
        } catch (ApiError expected) {
            return Pages.problem(expected.status(), "This does not work", String.valueOf(expected.getMessage()));
        } catch (WritesStoppedException stopped) {
            return Pages.problem(503, "Please try again later", Refusals.stoppedText(stopped) + ".")
                    .header("Retry-After", String.valueOf(stopped.retrySeconds()));
        }
    }

    private Reply show(Call call, AuthorizationRequest request) {
        return show(call, request, "");
    }

    private Reply show(Call call, AuthorizationRequest request, String problem) {
        String browser = sessions.browserOf(call);
        Optional<Account> account = signedIn(browser);
        if (account.isEmpty() || call.params().bool("force_login", false)) {
            return signInPage(browser, request, call.params().text("email", ""), problem);
        }
        return consentPage(browser, request, account.get(), problem);
    }

    private Reply step(Call call, AuthorizationRequest request) {
        Params params = call.params();
        String browser = sessions.browserOf(call);
        if (!sessions.proves(browser, params.text(Sessions.PROOF, ""))) {
            return signInPage(browser, request, "", "Your browser did not show where it came from. Please try again.");
        }
        return switch (params.text("step", "")) {
            case "sign-in" -> takePassword(call, browser, request);
            case "authorize" -> authorize(browser, request);
            case "deny" -> refuse(request, "access_denied", "The resource owner denied the request.");
            default -> show(call, request, "The form did not say what to do. Please use one of its buttons.");
        };
    }

    private Reply takePassword(Call call, String browser, AuthorizationRequest request) {
        String login = call.params().text("email", "");
        Optional<Account> account = signIn.check(login, call.params().text("password", ""), call);
        if (account.isEmpty()) {
            return signInPage(browser, request, login, "Invalid e-mail address or password.");
        }
        if (account.get().standing() != Standing.ACTIVE) {
            return signInPage(
                    browser, request, login, Pages.whyNot(account.get().standing()) + ".");
        }
        sessions.signOut(browser);
        String renamed = sessions.signIn(account.get().id());
        Reply reply = Reply.redirect(RedirectUris.with(PATH, request.parameters()));
        return browsers.remember(sessions.keep(renamed, reply), account.get(), call.nowMs());
    }

    private Reply authorize(String browser, AuthorizationRequest request) {
        Optional<Account> account = signedIn(browser);
        if (account.isEmpty()) {
            return signInPage(browser, request, "", "Please sign in again.");
        }
        String code = Secrets.random();
        Refusals.require(roost.execute(new Command.IssueCode(new AuthorizationCode(
                Secrets.hash(code),
                request.app().id(),
                account.get().id(),
                request.redirectUri(),
                request.scopes().toString(),
                request.challenge(),
                roost.entryTimeMs() + CODE_LIFE.toMillis()))));
        return request.outOfBand()
                ? Pages.code(request.app().name(), code, sessions.proved(browser, Map.of()))
                : Reply.redirect(request.back(Map.of("code", code)));
    }

    private static Reply refuse(AuthorizationRequest request, String error, String description) {
        if (request.outOfBand()) {
            int status = error.equals("access_denied") ? 200 : 400;
            return Pages.problem(status, "Nothing was authorized", description);
        }
        return Reply.redirect(request.back(new TreeMap<>(Map.of("error", error, "error_description", description))));
    }

    private Optional<Account> signedIn(String browser) {
        return sessions.signedIn(browser)
                .flatMap(roost.reads()::account)
                .filter(account -> account.standing() == Standing.ACTIVE);
    }

    private Reply signInPage(String browser, AuthorizationRequest request, String login, String problem) {
        return sessions.keep(
                browser,
                Pages.signIn(request.app().name(), sessions.proved(browser, request.parameters()), login, problem));
    }

    private Reply consentPage(String browser, AuthorizationRequest request, Account account, String problem) {
        return sessions.keep(
                browser,
                Pages.consent(
                        request.app(),
                        account.username(),
                        request.scopes().names(),
                        sessions.proved(browser, request.parameters()),
                        RedirectUris.policySource(request.redirectUri()),
                        problem));
    }
}
