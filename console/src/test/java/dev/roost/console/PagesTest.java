package dev.roost.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Hashtag;
import dev.roost.model.Outcome;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.ProfileChange;
import dev.roost.model.ProfileField;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import dev.roost.runtime.MemoryStore;
import dev.roost.runtime.Roost;
import dev.roost.timeline.TimelineSettings;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Browsers see public things, and nothing that a user wrote becomes markup. */
class PagesTest {
    private static final String NASTY = "<script>\"'&";
    private Roost roost;
    private Pages pages;
    private AccountId ann;

    @BeforeEach
    void start() {
        roost = Roost.open(new MemoryStore(), TimelineSettings.DEFAULT, InstantSource.system());
        pages = new Pages(
                roost.reads(),
                "R " + NASTY,
                "D " + NASTY,
                "roost.example",
                "https://roost.example",
                post -> "<p>words</p>");
        Outcome outcome = roost.execute(new Command.CreateAccount("ann", "a@b.c", "", NASTY, Standing.ACTIVE, "en"));
        ann = ((Outcome.AccountCreated) outcome).id();
        Profile profile =
                new Profile(NASTY, NASTY, List.of(new ProfileField(NASTY, NASTY)), false, false, true, true, false);
        roost.execute(new Command.UpdateProfile(ann, ProfileChange.to(profile, PostingDefaults.NONE)));
    }

    @AfterEach
    void stop() {
        roost.close();
    }

    private PostId post(Visibility visibility) {
        PostDraft draft = new PostDraft(new PostBody("words", NASTY, false, "en"), visibility, List.of(), List.of());
        Outcome outcome = roost.execute(new Command.CreatePost(ann, draft, null, null, null));
        return ((Outcome.PostStored) outcome).id();
    }

    @Test
    void theRootSaysHowToConnect() {
        Page root = pages.root();
        assertThat(root.status()).isEqualTo(200);
        assertThat(root.html()).contains("<pre tabindex=\"0\">roost.example</pre>", "toot login_cli -i roost.example");
        assertHarmless(root);
    }

    @Test
    void theRootLinksToPostsPeopleAndTags() {
        assertThat(pages.root().html()).contains("Nobody has posted for everybody yet");
        PostBody body = new PostBody("words", "", false, "en");
        List<Hashtag> tags = List.of(new Hashtag("brötchen", "Brötchen"));
        PostDraft draft = new PostDraft(body, Visibility.PUBLIC, List.of(), tags);
        Outcome outcome = roost.execute(new Command.CreatePost(ann, draft, null, null, null));
        PostId open = ((Outcome.PostStored) outcome).id();
        PostId secret = post(Visibility.PRIVATE);
        Page root = pages.root();
        assertThat(root.html())
                .contains("href=\"/@ann\"", "href=\"/@ann/" + open.value() + "\"", "href=\"/tags/Br%C3%B6tchen\"")
                .doesNotContain("/@ann/" + secret.value());
        assertHarmless(root);
    }

    @Test
    void accountsAndPostsAreShown() {
        PostId open = post(Visibility.PUBLIC);
        PostId secret = post(Visibility.PRIVATE);
        Page account = pages.account("ANN");
        assertThat(account.html()).contains("<p>words</p>", "@ann@roost.example");
        assertHarmless(account);
        assertHarmless(pages.post("ann", open.value()));
        assertThat(pages.post("ann", open.value()).status()).isEqualTo(200);
        assertThat(pages.post("bob", open.value()).status()).isEqualTo(404);
        assertThat(pages.post("ann", secret.value()).status()).isEqualTo(404);
        assertThat(pages.post("ann", 0).status()).isEqualTo(404);
        assertThat(pages.account("nobody").status()).isEqualTo(404);
    }

    @Test
    void aHashtagShowsItsPublicPosts() {
        PostBody body = new PostBody("words", "", false, "en");
        List<Hashtag> tags = List.of(new Hashtag("bread", "Bread"));
        for (Visibility visibility : List.of(Visibility.PUBLIC, Visibility.PRIVATE)) {
            PostDraft draft = new PostDraft(body, visibility, List.of(), tags);
            roost.execute(new Command.CreatePost(ann, draft, null, null, null));
        }
        Page page = pages.tag("BREAD");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html()).contains("#BREAD").containsOnlyOnce("<article>");
        assertHarmless(page);
        assertHarmless(pages.tag(NASTY));
        assertThat(pages.tag("cake").html()).contains("Nobody").doesNotContain("<article>");
    }

    @Test
    void thePolicyNamesTheStyleAndNothingElse() {
        assertThat(Page.POLICY).contains("default-src 'none'", "'sha256-").doesNotContain("unsafe", "script-src");
    }

    private static void assertHarmless(Page page) {
        assertThat(page.html()).doesNotContain("<script>", "\"'&").contains("&lt;script&gt;&quot;&#39;&amp;");
    }
}
