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
        String app = appToken();
        String[] tokens = new String[follows.accounts()];
        String[] ids = new String[follows.accounts()];
        each(follows.accounts(), number -> {
            String name = name(prefix, number);
            tokens[number] = api.post(
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
            ids[number] = api.get("/api/v1/accounts/verify_credentials", tokens[number])
                    .path("id")
                    .asString();
        });
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
