package dev.roost.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.ClientApp;
import dev.roost.model.Hashtag;
import dev.roost.model.MentionedAccount;
import dev.roost.model.OriginalPost;
import dev.roost.model.PostCounts;
import dev.roost.runtime.Reads.PostMarks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One status, byte for byte. */
class GoldenStatusTest {
    @Test
    void aStatusIsTheseBytes() {
        FakeState state = new FakeState();
        AccountId viewer = new AccountId(2);
        state.accounts.put(new AccountId(1), EntitiesFixture.account(1, "alice"));
        state.accounts.put(viewer, EntitiesFixture.account(2, "bob"));
        state.counts.put(new AccountId(1), new AccountCounts(3, 2, 1, EntitiesFixture.NOON_MS));
        state.apps.put(
                new AppId(7),
                new ClientApp(new AppId(7), "id", new byte[0], "toot", List.of(), "read", "https://toot.example", 0));
        OriginalPost post = EntitiesFixture.withEntities(
                EntitiesFixture.post(0, 1, "Hi @bob & all 🐦 #Roost"),
                List.of(new MentionedAccount(viewer, "bob")),
                List.of(new Hashtag("roost", "Roost")),
                new AppId(7));
        state.posts.put(post.id(), post);
        state.postCounts.put(post.id(), new PostCounts(4, 5, 6));
        state.marks.put(post.id(), Map.of(viewer, new PostMarks(true, false, false, null)));
        Entities entities = new Entities(state, EntitySettings.at(EntitiesFixture.BASE, EntitiesFixture.DOMAIN));

        assertThat(entities.status(viewer, post.id()).orElseThrow().toString()).isEqualTo("""
                        {"id":"115989734752256000","created_at":"2026-01-31T12:34:56.000Z","in_reply_to_id":null,\
                        "in_reply_to_account_id":null,"sensitive":false,"spoiler_text":"","visibility":"public",\
                        "language":"en","uri":"http://roost.example:8420/users/alice/statuses/115989734752256000",\
                        "url":"http://roost.example:8420/@alice/115989734752256000","edited_at":null,\
                        "content":"<p>Hi <span class=\\"h-card\\" translate=\\"no\\">\
                        <a href=\\"http://roost.example:8420/@bob\\" class=\\"u-url mention\\">@<span>bob</span></a></span>\
                         &amp; all 🐦 <a href=\\"http://roost.example:8420/tags/roost\\" class=\\"mention hashtag\\"\
                         rel=\\"tag\\">#<span>Roost</span></a></p>","reblog":null,\
                        "application":{"name":"toot","website":"https://toot.example"},"media_attachments":[],\
                        "mentions":[{"id":"2","username":"bob","url":"http://roost.example:8420/@bob","acct":"bob"}],\
                        "tags":[{"name":"roost","url":"http://roost.example:8420/tags/roost"}],"emojis":[],\
                        "card":null,"poll":null,"replies_count":4,"reblogs_count":5,"favourites_count":6,\
                        "favourited":true,"reblogged":false,"muted":false,"bookmarked":false,"pinned":false,\
                        "filtered":[],"account":{"id":"1","username":"alice","acct":"alice","display_name":"alice",\
                        "locked":false,"bot":false,"discoverable":true,"indexable":false,"noindex":true,\
                        "hide_collections":false,"group":false,"created_at":"2026-01-31T00:00:00.000Z","note":"",\
                        "url":"http://roost.example:8420/@alice","uri":"http://roost.example:8420/users/alice",\
                        "avatar":"http://roost.example:8420/avatars/alice.png",\
                        "avatar_static":"http://roost.example:8420/avatars/alice.png",\
                        "header":"http://roost.example:8420/headers/header.png",\
                        "header_static":"http://roost.example:8420/headers/header.png",\
                        "fields":[],"emojis":[],"roles":[],"followers_count":3,"following_count":2,\
                        "statuses_count":1,"last_status_at":"2026-01-31"}}""");
    }
}
