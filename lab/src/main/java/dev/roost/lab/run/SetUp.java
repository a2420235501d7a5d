package dev.roost.lab.run;

import dev.roost.lab.scenario.Follows;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes new accounts on a server that lets anybody register, and lets them follow one another. */
final class SetUp {
    private static final String SCOPES = "read write follow";
    private static final int AT_A_TIME = 8;

    private final Api api;
    private final IntConsumer progress;

    /** Tells {@code progress} how many calls are done, from any thread. */
    SetUp(Target target, IntConsumer progress) {
        api = new Api(target);
        this.progress = progress;
    }

    /** One call to make. */
    @FunctionalInterface
    private interface Step {
        void run(int number) throws LabException, InterruptedException;
    }

    /**
     * Does it; a registration costs the server a password hash, some 30 ms of processor time.
     *
     * @param prefix of usernames, so that a second run finds them free
     */
    Members make(String prefix, Follows follows) throws LabException, InterruptedException {
        Accounts made = register(prefix, follows.accounts());
        String[] tokens = made.tokens;
        String[] ids = made.ids;
        each(follows.accounts(), reader -> {
            for (int author : follows.followees(reader)) {
                api.post("/api/v1/accounts/" + ids[author] + "/follow", tokens[reader], Map.of());
            }
        });
        List<String> names = IntStream.range(0, ids.length)
                .mapToObj(number -> name(prefix, number))
                .toList();
        return new Members(List.of(ids), List.of(tokens), names, follows);
    }

    /**
     * Adds accounts to those that there are.
     *
     * @param followees of each new one, by number; among them may be new ones
     */
    Members more(Members members, String prefix, List<int[]> followees) throws LabException, InterruptedException {
        Accounts made = register(prefix, followees.size());
        List<String> ids = joined(members.ids(), List.of(made.ids));
        List<String> tokens = joined(members.tokens(), List.of(made.tokens));
        int before = members.ids().size();
        each(followees.size(), number -> {
            for (int author : followees.get(number)) {
                api.post("/api/v1/accounts/" + ids.get(author) + "/follow", made.tokens[number], Map.of());
            }
        });
        List<String> names = IntStream.range(0, followees.size())
                .mapToObj(number -> name(prefix, number))
                .toList();
        int[][] all = IntStream.range(0, ids.size())
                .mapToObj(number -> number < before
                        ? members.follows().followees(number)
                        : followees.get(number - before).clone())
                .toArray(int[][]::new);
        return new Members(ids, tokens, joined(members.names(), names), new Follows(all));
    }

    /** Lets the first {@code authors} of them write posts, in turn, {@code count} in all. */
    void posts(Members members, int authors, int count) throws LabException, InterruptedException {
        each(
                count,
                number -> api.post(
                        "/api/v1/statuses",
                        members.tokens().get(number % authors),
                        Map.of("status", "written before the run, " + number)));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private record Accounts(String[] ids, String[] tokens) {}

    private Accounts register(String prefix, int count) throws LabException, InterruptedException {
        String app = appToken();
        Accounts made = new Accounts(new String[count], new String[count]);
        each(count, number -> {
            String name = name(prefix, number);
            made.tokens[number] = api.post(
                            Api.ACCOUNTS,
                            app,
                            Map.of(
                                    "username",
                                    name,
                                    "email",
                                    name + "@lab.example",
                                    "password",
                                    "laboratory " + prefix,
                                    "agreement",
                                    true,
                                    "locale",
                                    "en"))
                    .path("access_token")
                    .asString();
            made.ids[number] = api.get("/api/v1/accounts/verify_credentials", made.tokens[number])
                    .path("id")
                    .asString();
        });
        return made;
    }

    private static String name(String prefix, int number) {
        return prefix + "_" + number;
    }

    /** A token of an app, with which accounts are made. */
    String appToken() throws LabException, InterruptedException {
        var app = api.post(
                "/api/v1/apps",
                null,
                Map.of("client_name", "Roost lab", "redirect_uris", "urn:ietf:wg:oauth:2.0:oob", "scopes", SCOPES));
        return api.post(
                        "/oauth/token",
                        null,
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                app.path("client_id").asString(),
                                "client_secret",
                                app.path("client_secret").asString(),
                                "scope",
                                SCOPES))
                .path("access_token")
                .asString();
    }

    private void each(int count, Step step) throws LabException, InterruptedException {
        try (ExecutorService workers =
                Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            List<Future<Boolean>> steps = IntStream.range(0, count)
                    .mapToObj(number -> workers.submit(() -> {
                        step.run(number);
                        progress.accept(1);
                        return true;
                    }))
                    .toList();
            try {
                for (Future<Boolean> each : steps) {
                    each.get();
                }
            } catch (ExecutionException failed) {
                workers.shutdownNow();
                if (failed.getCause() instanceof LabException expected) {
                    throw expected;
                }
                throw new IllegalStateException(failed.getCause());
            }
        }
    }
}
