package dev.roost.app.rehearsal;

import dev.roost.app.rehearsal.Caller.Person;
import dev.roost.http.MastodonApi;
import dev.roost.http.json.EntitySettings;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.HttpSettings.RateLimits;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.Standing;
import dev.roost.runtime.MemoryStore;
import dev.roost.runtime.Roost;
import dev.roost.runtime.credentials.Passwords;
import dev.roost.runtime.credentials.Secrets;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A small community whose people read and post over HTTP, so that what answers requests has been loaded and compiled
 * when the first real one comes. At a start it lives in memory for some tenths of a second: nothing of it touches the
 * data directory, and it listens on loopback only, on a port that nobody knows, to tokens that nobody has.
 *
 * <p>Runs beside the opening of the store. Begun and closed by one thread.
 */
public final class Rehearsal implements AutoCloseable {
    /** A server should be ready this soon. */
    private static final Duration READY_AT = Duration.ofMillis(1_700);
    /** Where all has taken longer, as on one processor, it is well worth so much more. */
    private static final Duration LONGER = Duration.ofMillis(700);
    /** After so many, what is left to be compiled comes with real ones. */
    private static final int REQUESTS_ENOUGH = 200;

    private static final int LOOK_MS = 10;
    private static final int PEOPLE = 16;
    private static final int CALLERS = 4;
    private static final String SCOPES = "read write follow";

    private final AtomicLong requests = new AtomicLong();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final Thread thread =
            Thread.ofPlatform().name("roost-rehearsal").daemon().unstarted(this::playInMemory);
    private volatile boolean ending;
    private volatile String endedBy = "";

    private Rehearsal() {}

    /** Begins at once, on a node of its own. */
    public static Rehearsal begin() {
        Rehearsal rehearsal = new Rehearsal();
        rehearsal.thread.start();
        return rehearsal;
    }

    /**
     * Plays on a node that serves nobody else, and returns when that ends. Its people stay in it.
     *
     * @return requests that were answered as they should be
     * @throws IOException when the server hangs up
     */
    public static long playOn(Roost roost, int port, BooleanSupplier goOn) throws IOException, InterruptedException {
        Rehearsal rehearsal = new Rehearsal();
        rehearsal.play(roost, port, goOn);
        return rehearsal.requests() - rehearsal.refusals.size();
    }

    /** What came of it, for the log: once the server listens, so that nothing stands before why it does not. */
    public String told() {
        return "rehearsed " + requests + " requests before the first real one"
                + (endedBy.isEmpty() ? "" : ", and ended early: " + endedBy);
    }

    /** Requests answered so far. */
    public long requests() {
        return requests.get();
    }

    /** What was refused: next to nothing should be, and that by load alone. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    boolean isOver() {
        return !thread.isAlive();
    }

    private void playInMemory() {
        HttpSettings settings = HttpSettings.loopback(0).withRateLimits(RateLimits.OFF);
        EntitySettings entities = EntitySettings.at(settings.baseUrl(), settings.domain());
        try (Roost roost = Roost.open(new MemoryStore(), TimelineSettings.DEFAULT, InstantSource.system());
                MastodonApi api = MastodonApi.start(roost, settings, entities, new Passwords(), (routes, kept) -> {})) {
            play(roost, api.port(), () -> !ending && requests.get() < REQUESTS_ENOUGH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            // The server is slower in its first seconds then, and no worse.
            endedBy = e.toString();
        }
    }

    private void play(Roost roost, int port, BooleanSupplier goOn) throws IOException, InterruptedException {
        List<Person> people = people(roost);
        List<Thread> callers = new ArrayList<>();
        AtomicLong failures = new AtomicLong();
        for (int i = 0; i < CALLERS; i++) {
            Caller caller = new Caller(port, people, i * PEOPLE / CALLERS, goOn, this::count);
            callers.add(Thread.ofPlatform()
                    .name("roost-rehearsal-" + i)
                    .daemon()
                    .uncaughtExceptionHandler((_, failed) -> {
                        failures.incrementAndGet();
                        endedBy = failed.toString();
                    })
                    .start(caller));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        if (failures.get() == CALLERS) {
            throw new IOException("the server hangs up on everybody");
        }
    }

    private void count(String request, int status) {
        requests.incrementAndGet();
        if (status >= 300) {
            refusals.add(status + " " + request);
        }
    }

    /** People who all follow one another. */
    private static List<Person> people(Roost roost) {
        AppId app = ((Outcome.AppRegistered) roost.execute(
                        new Command.RegisterApp("rehearsal", new byte[32], "rehearsal", List.of(), SCOPES, "")))
                .id();
        List<AccountId> accounts = new ArrayList<>();
        List<Person> people = new ArrayList<>();
        List<CompletableFuture<Outcome>> follows = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            String name = "nobody" + i;
            AccountId id = ((Outcome.AccountCreated)
                            roost.execute(new Command.CreateAccount(name, "", "", name, Standing.ACTIVE, "en")))
                    .id();
            String token = Secrets.random();
            roost.execute(new Command.IssueToken(Secrets.hash(token), app, id, SCOPES));
            accounts.forEach(other -> {
                follows.add(roost.submit(new Command.FollowAccount(id, other, true, false)));
                follows.add(roost.submit(new Command.FollowAccount(other, id, true, false)));
            });
            accounts.add(id);
            people.add(new Person(id.value(), token));
        }
        CompletableFuture.allOf(follows.toArray(CompletableFuture<?>[]::new)).join();
        return people;
    }

    /**
     * Lets it go on until it has answered {@link #REQUESTS_ENOUGH}, or until {@link #READY_AT} or for {@link #LONGER}
     * if that is later; then ends it.
     *
     * @param age of the process
     */
    public void finish(Duration age) throws InterruptedException {
        Duration left = READY_AT.minus(age);
        long untilNs = System.nanoTime() + (left.compareTo(LONGER) > 0 ? left : LONGER).toNanos();
        while (requests.get() < REQUESTS_ENOUGH && thread.isAlive() && System.nanoTime() - untilNs < 0) {
            thread.join(LOOK_MS);
        }
        close();
    }

    /** Ends it; waits until it has given everything back. */
    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
