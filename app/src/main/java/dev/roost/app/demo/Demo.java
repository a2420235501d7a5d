package dev.roost.app.demo;

import dev.roost.app.imports.ImportFailedException;
import dev.roost.app.imports.OpenCommunity;
import dev.roost.app.imports.Progress;
import dev.roost.app.imports.Show;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.ClientApp;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.runtime.credentials.Passwords;
import dev.roost.runtime.credentials.Secrets;
import java.io.PrintStream;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The generated community: fills a data directory with it, and says who can be signed in as. */
public final class Demo {
    /** The same community everywhere. */
    private static final long SEED = 8420;

    private static final String CLIENT_ID = "roost-demo";
    private static final String SCOPES = "read write follow push";

    private Demo() {}

    /** Somebody whom one can sign in as; everybody may know the password. */
    public record Login(String email, String password) {}

    /** Those who can be signed in as, the first one with the token of {@link #token}. */
    public static List<Login> logins() {
        return Community.LOGINS.stream()
                .map(DemoLogin::of)
                .map(login -> new Login(login.email(), login.password()))
                .toList();
    }

    /**
     * Fills what is open, unless it is full already; a fill that was broken off goes on.
     *
     * @param nowMs the community's present: its posts lie in the two weeks before
     * @param err for progress
     * @param stopAsked whether to stop; the next call goes on
     * @return whether the community is complete
     * @throws ImportFailedException when something else is in there
     */
    public static boolean fill(OpenCommunity open, long nowMs, PrintStream err, BooleanSupplier stopAsked) {
        if (CommunityFill.isFinished(open)) {
            return true;
        }
        if (!CommunityFill.isFillable(open)) {
            throw new ImportFailedException("the data directory holds another community; \"roost serve\" serves it,"
                    + " and --data names another directory for the demo");
        }
        long started = System.nanoTime();
        boolean whole = fill(open, CommunitySize.DEMO, nowMs, err, stopAsked);
        if (whole) {
            err.println("Made a community of " + Show.count(open.state().accounts(), "account", "accounts") + " in "
                    + Show.seconds(System.nanoTime() - started));
        }
        return whole;
    }

    static boolean fill(
            OpenCommunity open, CommunitySize size, long nowMs, PrintStream err, BooleanSupplier stopAsked) {
        Passwords passwords = new Passwords();
        Community community = new Community(SEED, size);
        try (Progress progress = Progress.of("Making the community", CommunityFill.steps(size), err)) {
            CommunityFill fill = new CommunityFill(
                    open,
                    SEED,
                    community,
                    username -> passwords.hash(DemoLogin.of(username).password()),
                    progress,
                    stopAsked);
            if (!fill.run(nowMs)) {
                return false;
            }
            new LivelyMoments(open, community, SEED).happen();
            fill.finished();
        }
        return true;
    }

    /** An access token of the first login, which is no secret either. */
    public static String token(OpenCommunity open) {
        DemoLogin login = DemoLogin.of(Community.LOGINS.getFirst());
        String token = login.password() + "-token";
        byte[] hash = Secrets.hash(token);
        if (open.state().signIn().token(hash) == null) {
            AccountId account = open.state().accountNamed(login.username());
            if (account == null) {
                throw new ImportFailedException("the demo has no account " + login.username());
            }
            Outcome outcome = open.execute(new Command.IssueToken(hash, app(open), account, SCOPES));
            if (outcome instanceof Outcome.Refused refused) {
                throw new ImportFailedException("The server did not give a token: " + refused.reason());
            }
        }
        return token;
    }

    private static AppId app(OpenCommunity open) {
        ClientApp app = open.state().signIn().appWithClientId(CLIENT_ID);
        if (app != null) {
            return app.id();
        }
        Outcome outcome = open.execute(new Command.RegisterApp(
                CLIENT_ID,
                Secrets.hash(Secrets.random()),
                "Roost demo",
                List.of("urn:ietf:wg:oauth:2.0:oob"),
                SCOPES,
                ""));
        if (outcome instanceof Outcome.AppRegistered registered) {
            return registered.id();
        }
        throw new ImportFailedException("The server did not register the demo's application: " + outcome);
    }
}
