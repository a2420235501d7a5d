package dev.roost.http.posts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.LiveApi;
import dev.roost.http.LiveApi.Answer;
import dev.roost.http.LiveApi.User;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PostBody;
import dev.roost.model.PostDraft;
import dev.roost.model.Visibility;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A post goes out only to those whom its author expects, where the author says so. */
class AllowedMentionsTest {
    @AutoClose
    private final LiveApi api = LiveApi.start();

    private final User ann = api.user("ann");
    private final User ben = api.user("ben");
    private final User cal = api.user("cal");

    private Answer post(String... form) {
        return api.post(ann, "/api/v1/statuses", form);
    }

    @Test
    void othersAreNamedAndNothingIsPosted() {
        Answer refused = post("status", "@ben @cal @nobody", "allowed_mentions[]", ben.toString());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("error")).isEqualTo("Post would be sent to unexpected accounts");
        assertThat(refused.json().path("unexpected_accounts")).hasSize(1);
        assertThat(refused.json()
                        .path("unexpected_accounts")
                        .path(0)
                        .path("username")
                        .asString())
                .isEqualTo("cal");
        assertThat(api.get(ann, "/api/v1/accounts/" + ann + "/statuses").json()).isEmpty();
    }

    /** Whom a name belongs to is known for certain only where it is decided. */
    @Test
    void theDecisionIsMadeWhereThePostIsStored() {
        PostDraft draft = new PostDraft(
                new PostBody("@ben @cal", "", false, "en"), Visibility.PUBLIC, List.of("ben", "cal"), List.of());
        assertThat(api.roost.execute(new Command.CreatePost(ann.id(), draft, null, null, null, List.of(ben.id()))))
                .isEqualTo(new Outcome.MentionsUnexpected(List.of(cal.id())));
        assertThat(api.roost.execute(
                        new Command.CreatePost(ann.id(), draft, null, null, null, List.of(cal.id(), ben.id()))))
                .isInstanceOf(Outcome.PostStored.class);
    }

    @Test
    void anEmptyListAllowsNobodyAndNoListAllowsAll() {
        assertThat(post("status", "@ben", "allowed_mentions[]", "").status()).isEqualTo(422);
        assertThat(post("status", "@ben").status()).isEqualTo(200);
        assertThat(post("status", "@ben @cal", "allowed_mentions[]", ben.toString(), "allowed_mentions[]", "" + cal)
                        .status())
                .isEqualTo(200);
        assertThat(post("status", "nobody", "allowed_mentions[]", "").status()).isEqualTo(200);
    }
}
