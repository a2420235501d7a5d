package dev.roost.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.ApiServer;
import dev.roost.http.ApiServer.Answer;
import dev.roost.http.ApiServer.App;
import dev.roost.http.ApiServer.Token;
import dev.roost.http.server.HttpSettings.Names;
import dev.roost.http.server.HttpSettings.RateLimits;
import dev.roost.http.server.HttpSettings.Registrations;
import dev.roost.model.Command;
import dev.roost.model.Standing;
import dev.roost.runtime.credentials.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person signs in with a browser and lets an application use the account. */
class AuthorizeTest {
    private static final String OOB = "urn:ietf:wg:oauth:2.0:oob";
    private static final String BACK = "https://app.example/back?x=1";
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");
    private ApiServer server;
    private App app;

    @BeforeEach
    void start() throws IOException {
        server = new ApiServer();
        server.account("ann", Standing.ACTIVE);
        app = server.app();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theCodeIsShownAndGoodForOneToken() {
        Answer shown = authorize("redirect_uri", OOB, "scope", "read write follow");
        assertThat(shown.status()).isEqualTo(200);
        Matcher code = Pattern.compile("<code>([A-Za-z0-9_-]{43})</code>").matcher(shown.text());
        assertThat(code.find()).isTrue();
        Answer token = redeem(code.group(1), OOB, "");
        assertThat(token.json().get("scope").asString()).isEqualTo("read write follow");
        Token text = new Token(token.json().get("access_token").asString());
        assertThat(server.get("/api/v1/accounts/verify_credentials", text).status())
                .isEqualTo(200);
        assertThat(redeem(code.group(1), OOB, "").json().get("error").asString())
                .isEqualTo("invalid_grant");
    }

    /** Codes end by the log's clock, which is then ahead. */
    @Test
    void onePersonCanSignInAlsoWhenTheClockHasGoneBack() {
        server.clockSetMs.set(Duration.ofHours(2).toMillis());
        server.account("bob", Standing.ACTIVE);
        server.clockSetMs.set(0);
        String code = authorize("redirect_uri", BACK).header("Location").replaceAll(".*code=", "");
        assertThat(redeem(code, BACK, "").status()).isEqualTo(200);
        assertThat(server.get("/readyz").status()).isEqualTo(200);
        assertThat(server.get("/readyz")
                        .json()
                        .get("reasons")
                        .get(0)
                        .get("part")
                        .asString())
                .isEqualTo("clock");
    }

    /** RFC 6749, section 4.1.2: whoever comes second, one of the two has stolen the code. */
    @Test
    void replayingACodeRevokesItsToken() {
        String code = codeOf(authorize("redirect_uri", BACK));
        String other = codeOf(authorize("redirect_uri", BACK));
        Token token = tokenOf(redeem(code, BACK, ""));
        Token others = tokenOf(redeem(other, BACK, ""));
        assertThat(redeem(code, OOB, "").status()).isEqualTo(400);
        assertThat(redeemAs(server.app(), code, BACK).status()).isEqualTo(400);
        assertThat(whoIs(token)).as("neither was this application's request").isEqualTo(200);
        assertThat(redeem(code, BACK, "").json().get("error").asString()).isEqualTo("invalid_grant");
        assertThat(whoIs(token)).isEqualTo(401);
        assertThat(whoIs(others)).isEqualTo(200);
        assertThat(redeem(code, BACK, "").json().get("error").asString()).isEqualTo("invalid_grant");
    }

    @Test
    void aReplayWithoutTheVerifierRevokesNothing() {
        String verifier = Secrets.random();
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash(verifier));
        String code =
                codeOf(authorize("redirect_uri", BACK, "code_challenge", challenge, "code_challenge_method", "S256"));
        Token token = tokenOf(redeem(code, BACK, verifier));
        redeem(code, BACK, Secrets.random());
        assertThat(whoIs(token)).isEqualTo(200);
        redeem(code, BACK, verifier);
        assertThat(whoIs(token)).isEqualTo(401);
    }

    @Test
    void aFormWithoutAStepSaysWhatIsMissing() {
        Answer form = open("redirect_uri", OOB);
        Answer again = submit(form, "email", "ann@example.org", "password", ApiServer.PASSWORD);
        assertThat(again.text())
                .contains("role=\"alert\"", "did not say what to do", "type=\"password\"", "ann@example.org")
                .doesNotContain(ApiServer.PASSWORD);
        Answer consent = signIn(open("redirect_uri", OOB));
        assertThat(submit(consent, "step", "nonsense").text()).contains("role=\"alert\"", "did not say", "@ann");
    }

    @Test
    void everyButtonSubmitsAndSaysSo() {
        Answer form = open("redirect_uri", OOB);
        Answer consent = signIn(form);
        Answer code = submit(consent, "step", "authorize");
        for (Answer page : List.of(form, consent, code, server.get("/oauth/sign_out"))) {
            assertThat(page.text().split("<button ", -1)).hasSizeGreaterThan(1);
            assertThat(page.text().replaceAll("<button [^>]*type=\"submit\"", ""))
                    .doesNotContain("<button");
        }
    }

    @Test
    void aBrowserSignsOut() {
        Answer consent = signIn(open("redirect_uri", OOB));
        String[] fields = hidden(consent).toArray(String[]::new);
        assertThat(server.get("/oauth/sign_out").text()).contains("@ann", "Sign out");
        Answer forged = server.post("/oauth/sign_out", "proof", Secrets.random());
        assertThat(forged.text()).contains("role=\"alert\"");
        assertThat(open("redirect_uri", OOB).text()).contains("@ann");
        Answer out = server.post("/oauth/sign_out", fields);
        assertThat(out.header("Location")).startsWith("/oauth/authorize?");
        assertThat(server.get(out.header("Location")).text()).contains("type=\"password\"");
        assertThat(submit(consent, "step", "authorize").text()).doesNotContain("<code>");
        assertThat(server.get("/oauth/sign_out").text()).contains("signed out");
    }

    @Test
    void aKnownBrowserIsNotShutOutByStrangers() throws IOException {
        try (ApiServer limited = new ApiServer(Registrations.OPEN, true, Names.DEFAULT, RateLimits.MASTODON, true)) {
            server.close();
            server = limited;
            server.account("ann", Standing.ACTIVE);
            app = server.app();
            Answer form = open("redirect_uri", OOB);
            signIn(form);
            for (int i = 0; i < 25; i++) {
                assertThat(guess("203.0.113." + i)).isEqualTo(400);
            }
            assertThat(guess("203.0.113.99")).isEqualTo(429);
            // The browser has moved: it brings its cookie from another address.
            Answer again = open("redirect_uri", OOB, "force_login", "true");
            List<String> fields = hidden(again);
            fields.addAll(List.of("step", "sign-in", "email", "ANN", "password", ApiServer.PASSWORD));
            String body = ApiServer.encode(fields.toArray(String[]::new));
            String type = "application/x-www-form-urlencoded";
            assertThat(server.send(
                                    "POST",
                                    "/oauth/authorize",
                                    body,
                                    "Content-Type",
                                    type,
                                    "X-Forwarded-For",
                                    "192.0.2.77")
                            .status())
                    .isEqualTo(302);
        }
    }

    /** By a stranger, who has no cookies. */
    private int guess(String address) throws IOException {
        String body = ApiServer.encode(ApiServer.passwordFields(app, "ann", "wrong"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Forwarded-For", address)
                .POST(BodyPublishers.ofString(body))
                .build();
        try (HttpClient stranger = HttpClient.newHttpClient()) {
            return stranger.send(request, BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One registered before such addresses were refused. */
    @Test
    void addressesThatAreRefusedNowAreRefusedFromOldApplicationsToo() {
        server.roost.execute(new Command.RegisterApp(
                "old",
                Secrets.hash("x"),
                "Old",
                List.of("view-source:https://a/", "https://a;script-src *", BACK),
                "read",
                ""));
        String query = "/oauth/authorize?response_type=code&client_id=old&";
        for (String wrong : List.of("view-source:https://a/", "https://a;script-src *")) {
            Answer answer = server.get(query + ApiServer.encode("redirect_uri", wrong));
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.header("Content-Security-Policy")).doesNotContain("script-src");
        }
        assertThat(server.get(query + ApiServer.encode("redirect_uri", BACK)).status())
                .isEqualTo(200);
    }

    @Test
    void longStatesComeBackOrAreRefusedButNeverBreakTheAnswer() {
        String longest = "\u00e4".repeat(682);
        Answer back = authorize("redirect_uri", BACK, "state", longest);
        assertThat(back.status()).isEqualTo(302);
        assertThat(back.header("Location")).endsWith(ApiServer.encode("state", longest));
        assertThat(open("redirect_uri", BACK, "state", longest + "\u00e4").status())
                .isEqualTo(400);
    }

    private static String codeOf(Answer back) {
        return back.header("Location").replaceAll(".*code=([^&]*).*", "$1");
    }

    private static Token tokenOf(Answer answer) {
        return new Token(answer.json().get("access_token").asString());
    }

    private int whoIs(Token token) {
        return server.get("/api/v1/accounts/verify_credentials", token).status();
    }

    private Answer redeemAs(App other, String code, String redirectUri) {
        return server.post(
                "/oauth/token",
                "grant_type",
                "authorization_code",
                "client_id",
                other.id(),
                "client_secret",
                other.secret(),
                "code",
                code,
                "redirect_uri",
                redirectUri);
    }

    @Test
    void theBrowserIsSentBackWithTheState() {
        Answer back = authorize("redirect_uri", BACK, "state", "my state &=");
        assertThat(back.status()).isEqualTo(302);
        assertThat(back.header("Location"))
                .matches("https://app\\.example/back\\?x=1&code=[\\w-]{43}&state=my\\+state\\+%26%3D");
        String code = back.header("Location").replaceAll(".*code=([^&]*).*", "$1");
        assertThat(redeem(code, OOB, "").status()).isEqualTo(400);
        assertThat(redeem(code, BACK, "").status()).isEqualTo(200);
    }

    @Test
    void aChallengeMustBeMet() {
        String verifier = Secrets.random();
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash(verifier));
        String code = authorize("redirect_uri", BACK, "code_challenge", challenge, "code_challenge_method", "S256")
                .header("Location")
                .replaceAll(".*code=", "");
        assertThat(redeem(code, BACK, "").status()).isEqualTo(400);
        assertThat(redeem(code, BACK, "x" + verifier).status()).isEqualTo(400);
        assertThat(redeem(code, BACK, verifier).status()).isEqualTo(200);
        Answer plain = open("redirect_uri", BACK, "code_challenge", verifier, "code_challenge_method", "plain");
        assertThat(plain.header("Location")).contains("error=invalid_request");
    }

    @Test
    void whileNothingCanBeChangedThePageSaysSo() {
        server.fillDisk();
        Answer consent = signIn(open("redirect_uri", BACK));
        for (int i = 0; i < 2; i++) {
            Answer problem = submit(consent, "step", "authorize");
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.header("Retry-After")).isEqualTo("5");
            assertThat(problem.header("Content-Type")).startsWith("text/html");
            assertThat(problem.text()).contains("Nothing can be changed at the moment: the disk is full.");
        }
    }

    @Test
    void sayingNoSendsBackAnError() {
        Answer consent = signIn(open("redirect_uri", BACK, "state", "s"));
        Answer back = submit(consent, "step", "deny");
        assertThat(back.header("Location"))
                .startsWith("https://app.example/back?x=1&error=access_denied")
                .endsWith("&state=s");
        assertThat(submit(signIn(open("redirect_uri", OOB, "force_login", "true")), "step", "deny")
                        .text())
                .doesNotContain("<code>");
    }

    @Test
    void nobodyIsSentToAnUnknownAddress() {
        assertThat(open("redirect_uri", "https://elsewhere.example/").status()).isEqualTo(400);
        assertThat(server.get("/oauth/authorize?response_type=code&client_id=x").status())
                .isEqualTo(400);
        assertThat(open("redirect_uri", BACK, "scope", "admin:write").header("Location"))
                .contains("error=invalid_scope");
        assertThat(open("redirect_uri", OOB, "scope", "admin:write").status()).isEqualTo(400);
    }

    @Test
    void aWrongPasswordShowsTheFormAgain() {
        Answer form = open("redirect_uri", OOB);
        Answer again = submit(form, "step", "sign-in", "email", "ann\"><b>", "password", "wrong");
        assertThat(again.text())
                .contains("Invalid e-mail address or password", "type=\"password\"", "ann&quot;&gt;&lt;b&gt;")
                .doesNotContain("<b>\"");
        server.account("pending", Standing.PENDING);
        assertThat(submit(form, "step", "sign-in", "email", "pending", "password", ApiServer.PASSWORD)
                        .text())
                .contains("pending approval");
    }

    @Test
    void aFormFromElsewhereDoesNothing() {
        Answer consent = signIn(open("redirect_uri", BACK));
        List<String> fields = hidden(consent);
        fields.set(fields.indexOf("proof") + 1, Secrets.random());
        fields.addAll(List.of("step", "authorize"));
        Answer forged = server.post("/oauth/authorize", fields.toArray(String[]::new));
        assertThat(forged.header("Location")).isEmpty();
        assertThat(forged.text()).contains("type=\"password\"");
    }

    @Test
    void whoIsSignedInIsAskedOnlyForConsentUnlessForced() {
        signIn(open("redirect_uri", OOB));
        assertThat(open("redirect_uri", OOB).text())
                .contains("Authorize", "@ann")
                .doesNotContain("type=\"password\"");
        assertThat(open("redirect_uri", OOB, "force_login", "False").text()).doesNotContain("type=\"password\"");
        assertThat(open("redirect_uri", OOB, "force_login", "true").text()).contains("type=\"password\"");
    }

    @Test
    void pagesAreShutToScriptsAndFrames() {
        Answer consent = signIn(open("redirect_uri", BACK));
        assertThat(consent.header("Content-Security-Policy"))
                .contains("default-src 'none'", "form-action 'self' https://app.example", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(consent.text()).contains("An &lt;app&gt;").doesNotContain("<app>", "<script");
        assertThat(server.get("/oauth/authorize/?" + query("redirect_uri", OOB)).header("Set-Cookie"))
                .contains("HttpOnly", "SameSite=Lax");
    }

    private Answer authorize(String... parameters) {
        return submit(signIn(open(parameters)), "step", "authorize");
    }

    private Answer open(String... parameters) {
        return server.get("/oauth/authorize?" + query(parameters));
    }

    private String query(String... parameters) {
        return "response_type=code&client_id=" + app.id() + "&" + ApiServer.encode(parameters);
    }

    /** Signs in and follows to the page that asks for consent. */
    private Answer signIn(Answer form) {
        Answer redirected = submit(form, "step", "sign-in", "email", "ann@example.org", "password", ApiServer.PASSWORD);
        assertThat(redirected.status()).as(redirected.text()).isEqualTo(302);
        return server.get(redirected.header("Location"));
    }

    private Answer submit(Answer page, String... fields) {
        List<String> all = hidden(page);
        all.addAll(List.of(fields));
        return server.post("/oauth/authorize", all.toArray(String[]::new));
    }

    private static List<String> hidden(Answer page) {
        List<String> fields = new ArrayList<>();
        Matcher matcher = HIDDEN.matcher(page.text());
        while (matcher.find()) {
            fields.add(matcher.group(1));
            fields.add(matcher.group(2).replace("&amp;", "&"));
        }
        assertThat(fields).as(page.text()).isNotEmpty();
        return fields;
    }

    private Answer redeem(String code, String redirectUri, String verifier) {
        return server.post(
                "/oauth/token",
                "grant_type",
                "authorization_code",
                "client_id",
                app.id(),
                "client_secret",
                app.secret(),
                "code",
                code,
                "redirect_uri",
                redirectUri,
                "code_verifier",
                verifier);
    }
}
