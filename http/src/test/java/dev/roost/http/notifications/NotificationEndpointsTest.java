package dev.roost.http.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.SignedInNode;
import dev.roost.http.SignedInNode.Answer;
import dev.roost.model.Command;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotificationEndpointsTest {
    private static final String NOTIFICATIONS = "/api/v1/notifications";
    private SignedInNode api;

    /** Carol is told, in this order, of a follow, a mention, a favourite and a boost. */
    @BeforeEach
    void start() throws Exception {
        api = new SignedInNode("alice", "bob", "carol");
        String post = api.post("carol", "please react");
        api.follow("alice", "carol");
        api.post("bob", "hello @carol");
        api.act("alice", "/api/v1/statuses/" + post + "/favourite");
        api.act("bob", "/api/v1/statuses/" + post + "/reblog");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theyComeNewestFirstAndByType() throws Exception {
        assertThat(types("")).containsExactly("reblog", "favourite", "mention", "follow");
        assertThat(types("?types[]=mention&types[]=follow")).containsExactly("mention", "follow");
        assertThat(types("?exclude_types[]=mention&exclude_types[]=reblog")).containsExactly("favourite", "follow");
        assertThat(types("?types[]=poll")).isEmpty();
        assertThat(types("?account_id=" + api.account("bob"))).containsExactly("reblog", "mention");
    }

    @Test
    void theyArePagedWithTheirTypes() throws Exception {
        Answer first = api.get("carol", NOTIFICATIONS + "?limit=1&exclude_types[]=favourite");
        assertThat(api.get("carol", first.next()).json().get(0).get("type").asString())
                .isEqualTo("mention");
    }

    @Test
    void oneCanBeReadAndDismissed() throws Exception {
        List<String> ids = api.get("carol", NOTIFICATIONS).ids();
        assertThat(api.get("carol", NOTIFICATIONS + "/" + ids.getFirst())
                        .json()
                        .get("type")
                        .asString())
                .isEqualTo("reblog");
        assertThat(api.get("bob", NOTIFICATIONS + "/" + ids.getFirst()).status())
                .isEqualTo(404);
        assertThat(api.act("carol", NOTIFICATIONS + "/" + ids.getFirst() + "/dismiss")
                        .text())
                .isEqualTo("{}");
        assertThat(api.call("carol", "POST", NOTIFICATIONS + "/dismiss", "{\"id\":\"" + ids.get(1) + "\"}")
                        .text())
                .isEqualTo("{}");
        assertThat(api.get("carol", NOTIFICATIONS).ids()).isEqualTo(ids.subList(2, 4));
        assertThat(api.act("carol", NOTIFICATIONS + "/clear").text()).isEqualTo("{}");
        assertThat(api.get("carol", NOTIFICATIONS).ids()).isEmpty();
    }

    @Test
    void unreadOnesAreThoseAboveTheMarker() throws Exception {
        List<String> ids = api.get("carol", NOTIFICATIONS).ids();
        assertThat(api.get("carol", NOTIFICATIONS + "/unread_count").text()).isEqualTo("{\"count\":4}");
        api.execute(new Command.SetMarker(api.account("carol"), "notifications", ids.get(2)));
        assertThat(api.get("carol", NOTIFICATIONS + "/unread_count").text()).isEqualTo("{\"count\":2}");
        assertThat(api.get("carol", NOTIFICATIONS + "/unread_count?limit=1").text())
                .isEqualTo("{\"count\":1}");
    }

    @Test
    void nothingIsFiltered() throws Exception {
        assertThat(api.get("carol", NOTIFICATIONS + "/policy")
                        .json()
                        .get("filter_not_following")
                        .asBoolean())
                .isFalse();
        assertThat(api.get("carol", "/api/v2/notifications/policy")
                        .json()
                        .get("for_new_accounts")
                        .asString())
                .isEqualTo("accept");
    }

    private List<String> types(String query) throws Exception {
        return api.get("carol", NOTIFICATIONS + query)
                .json()
                .valueStream()
                .map(each -> each.get("type").asString())
                .toList();
    }
}
