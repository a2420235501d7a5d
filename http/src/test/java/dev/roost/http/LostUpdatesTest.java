package dev.roost.http;

import static dev.roost.model.Visibility.PRIVATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.LiveApi.Answer;
import dev.roost.http.LiveApi.User;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PostChange;
import dev.roost.model.PostId;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.ProfileChange;
import dev.roost.model.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two changes of different fields at once both count, whatever they are of. */
class LostUpdatesTest {
    private static final int ROUNDS = 40;

    @AutoClose
    private final LiveApi api = LiveApi.start();

    private final User ann = api.user("ann");
    private final User ben = api.user("ben");

    @AutoClose
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    /** Requests that begin at one time; all must be answered with 200. */
    @SafeVarargs
    private void atOnce(Supplier<Answer>... requests) throws Exception {
        assertThat(answersAtOnce(requests)).extracting(Answer::status).containsOnly(200);
    }

    @SafeVarargs
    private List<Answer> answersAtOnce(Supplier<Answer>... requests) throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        List<Future<Answer>> answers = new ArrayList<>();
        for (Supplier<Answer> request : requests) {
            answers.add(callers.submit(() -> {
                begin.await();
                return request.get();
            }));
        }
        begin.countDown();
        List<Answer> got = new ArrayList<>();
        for (Future<Answer> answer : answers) {
            got.add(answer.get());
        }
        return got;
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

    /** Each fits beside what its author saw, and not beside the other: one of them is refused. */
    @Test
    void ofAPostKeepToTheLimitOfBoth() throws Exception {
        String path = "/api/v1/statuses/"
                + api.post(ann, "/api/v1/statuses", "status", "short").text("id");
        for (int i = 0; i < ROUNDS; i++) {
            String text = "t" + (char) ('a' + i % 26) + "x".repeat(300);
            String spoiler = "w" + (char) ('a' + i % 26) + "y".repeat(300);
            List<Answer> answers = answersAtOnce(
                    () -> form(ann, "PUT", path, "status", text),
                    () -> form(ann, "PUT", path, "spoiler_text", spoiler));
            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 422);
            Answer refused = answers.getFirst().status() == 422 ? answers.getFirst() : answers.getLast();
            assertThat(refused.text("error")).contains("limit of 500");
            assertThat(form(ann, "PUT", path, "status", "short", "spoiler_text", "")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anEditThatWasMeasuredWithOtherWordsIsRefusedByApplyItself() {
        PostId post = new PostId(api.post(ann, "/api/v1/statuses", "status", "short")
                .json()
                .path("id")
                .asLong());
        PostChange warning = new PostChange(null, "careful", null, null);
        Outcome stale = new Outcome.Refused(Refusal.CHANGED_MEANWHILE);
        assertThat(api.roost.execute(new Command.EditPost(ann.id(), post, warning, "other")))
                .isEqualTo(stale);
        assertThat(api.roost.execute(new Command.EditPost(ann.id(), post, warning, "short")))
                .isEqualTo(Outcome.Done.DONE);
        PostChange words = new PostChange(new PostChange.Words("long", List.of(), List.of()), null, null, null);
        assertThat(api.roost.execute(new Command.EditPost(ann.id(), post, words, "")))
                .isEqualTo(stale);
        assertThat(api.roost.execute(new Command.EditPost(ann.id(), post, words, "careful")))
                .isEqualTo(Outcome.Done.DONE);
    }

    @Test
    void whoeverAskedIsLetInHoweverManyFieldsTheChangeSays() {
        change("locked", "true");
        api.post(ben, "/api/v1/accounts/" + ann + "/follow");
        assertThat(api.get(ann, "/api/v1/follow_requests").json()).hasSize(1);
        Profile open = new Profile("Ann", "note", List.of(), false, false, true, false, false);
        api.roost.execute(
                new Command.UpdateProfile(ann.id(), ProfileChange.to(open, new PostingDefaults(PRIVATE, true, "de"))));
        assertThat(api.get(ann, "/api/v1/follow_requests").json()).isEmpty();
        assertThat(api.get(ann, "/api/v1/accounts/" + ann + "/followers").all("username"))
                .containsExactly("ben");
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
