package dev.roost.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.LiveApi.Answer;
import dev.roost.http.LiveApi.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two changes of different fields at once both count, whatever they are of. */
class LostUpdatesTest {
    private static final int ROUNDS = 40;

    private LiveApi api;
    private User ann;
    private User ben;
    private ExecutorService callers;

    @BeforeEach
    void start() throws IOException {
        api = new LiveApi();
        ann = api.user("ann");
        ben = api.user("ben");
        callers = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterEach
    void stop() {
        callers.close();
        api.close();
    }

    /** Requests that begin at one time; all must be answered with 200. */
    @SafeVarargs
    private void atOnce(java.util.function.Supplier<Answer>... requests) throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        List<Future<Answer>> answers = new ArrayList<>();
        for (java.util.function.Supplier<Answer> request : requests) {
            answers.add(callers.submit(() -> {
                begin.await();
                return request.get();
            }));
        }
        begin.countDown();
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
        }
    }

    private Answer form(User user, String method, String path, String... form) {
        return api.send(user, method, path, "application/x-www-form-urlencoded", LiveApi.encoded(form));
    }

    private Answer change(String... form) {
        return form(ann, "PATCH", "/api/v1/accounts/update_credentials", form);
    }

    @Test
    void ofAProfile() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            String name = "name " + i;
            String note = "note " + i;
            String bot = i % 2 == 0 ? "true" : "false";
            String privacy = i % 2 == 0 ? "unlisted" : "public";
            atOnce(
                    () -> change("display_name", name),
                    () -> change("note", note),
                    () -> change("bot", bot),
                    () -> change("source[privacy]", privacy));
            Answer after = api.get(ann, "/api/v1/accounts/verify_credentials");
            assertThat(after.text("display_name")).isEqualTo(name);
            assertThat(after.json().path("source").path("note").asString()).isEqualTo(note);
            assertThat(after.yes("bot")).isEqualTo(i % 2 == 0);
            assertThat(after.json().path("source").path("privacy").asString()).isEqualTo(privacy);
        }
    }

    @Test
    void ofAPost() throws Exception {
        String path = "/api/v1/statuses/"
                + api.post(ann, "/api/v1/statuses", "status", "first").text("id");
        for (int i = 0; i < ROUNDS; i++) {
            String text = "text " + i + " #tag" + i;
            String spoiler = i % 2 == 0 ? "careful " + i : "";
            atOnce(() -> form(ann, "PUT", path, "status", text), () -> form(ann, "PUT", path, "spoiler_text", spoiler));
            Answer after = api.get(ann, path + "/source");
            assertThat(after.text("text")).isEqualTo(text);
            assertThat(after.text("spoiler_text")).isEqualTo(spoiler);
            Answer post = api.get(ann, path);
            assertThat(post.yes("sensitive")).isEqualTo(i % 2 == 0);
            assertThat(post.json().path("tags").path(0).path("name").asString()).isEqualTo("tag" + i);
        }
    }

    @Test
    void ofAFollow() throws Exception {
        String path = "/api/v1/accounts/" + ben + "/follow";
        api.post(ann, path);
        for (int i = 0; i < ROUNDS; i++) {
            String yes = i % 2 == 0 ? "true" : "false";
            atOnce(() -> api.post(ann, path, "reblogs", yes), () -> api.post(ann, path, "notify", yes));
            Answer after = api.get(ann, "/api/v1/accounts/relationships?id[]=" + ben);
            assertThat(after.json().path(0).path("showing_reblogs").asBoolean()).isEqualTo(i % 2 == 0);
            assertThat(after.json().path(0).path("notifying").asBoolean()).isEqualTo(i % 2 == 0);
        }
    }

    @Test
    void ofAList() throws Exception {
        String path = "/api/v1/lists/"
                + api.post(ann, "/api/v1/lists", "title", "first").text("id");
        for (int i = 0; i < ROUNDS; i++) {
            String title = "title " + i;
            String replies = i % 2 == 0 ? "followed" : "none";
            atOnce(
                    () -> form(ann, "PUT", path, "title", title),
                    () -> form(ann, "PUT", path, "replies_policy", replies));
            Answer after = api.get(ann, path);
            assertThat(after.text("title")).isEqualTo(title);
            assertThat(after.text("replies_policy")).isEqualTo(replies);
        }
    }

    /** Whoever asks after the account was locked again is not let in by the request that had opened it. */
    @Test
    void lockingIsNotUndone() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            String note = "note " + i;
            change("locked", "false");
            atOnce(() -> change("locked", "true"), () -> change("note", note));
            assertThat(api.get(ann, "/api/v1/accounts/verify_credentials").yes("locked"))
                    .isTrue();
        }
    }

    @Test
    void aWarningTakesItsMarkAlongUnlessThatIsSaid() {
        String path = "/api/v1/statuses/"
                + api.post(ann, "/api/v1/statuses", "status", "text", "spoiler_text", "careful")
                        .text("id");
        assertThat(api.get(ann, path).yes("sensitive")).isTrue();
        assertThat(form(ann, "PUT", path, "status", "other").yes("sensitive")).isTrue();
        assertThat(form(ann, "PUT", path, "spoiler_text", "").yes("sensitive")).isFalse();
        assertThat(form(ann, "PUT", path, "sensitive", "true").yes("sensitive")).isTrue();
        assertThat(form(ann, "PUT", path, "spoiler_text", "", "sensitive", "true")
                        .yes("sensitive"))
                .isTrue();
        assertThat(form(ann, "PUT", path, "spoiler_text", "careful", "sensitive", "false")
                        .yes("sensitive"))
                .isTrue();
    }
}
