package dev.roost.http.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.SignedInNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SearchEndpointsTest {
    private SignedInNode api;

    @BeforeEach
    void start() throws Exception {
        api = new SignedInNode("bob", "bobby", "carol");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void accountsAreFoundByNameAndHandle() throws Exception {
        assertThat(accounts("bob", "")).containsExactly("bob", "bobby");
        assertThat(accounts("@BOBBY", "")).containsExactly("bobby");
        assertThat(accounts("@bob@" + HERE, "&resolve=True&type=accounts"))
                .first()
                .isEqualTo("bob");
        assertThat(accounts("@bob@elsewhere.example", "&resolve=1")).isEmpty();
        assertThat(accounts("http://" + HERE + "/@carol", "")).containsExactly("carol");
        assertThat(accounts("bob", "&limit=1")).containsExactly("bob");
        assertThat(accounts("bob", "&type=hashtags")).isEmpty();
    }

    @Test
    void postsAreFoundByTheirAddress() throws Exception {
        String id = api.post("bob", "find me");
        String hidden = api.post("bob", "not me", "visibility", "private");
        assertThat(search("carol", "http://" + HERE + "/@bob/" + id, "")
                        .get("statuses")
                        .get(0)
                        .get("id")
                        .asString())
                .isEqualTo(id);
        assertThat(search("carol", "http://" + HERE + "/@bob/" + hidden, "")
                        .get("statuses")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void tagsAreFoundByTheirBeginning() throws Exception {
        api.post("bob", "#CoffeeTime");
        assertThat(search("carol", "#coffee", "")
                        .get("hashtags")
                        .get(0)
                        .get("name")
                        .asString())
                .isEqualTo("coffeetime");
        JsonNode old = api.get("carol", "/api/v1/search?q=coffee").json();
        assertThat(old.get("hashtags").get(0).asString()).isEqualTo("coffeetime");
    }

    /** As people copy them, and as browsers write them. */
    @Test
    void addressesAreFoundHoweverTheyAreWritten() throws Exception {
        String id = api.post("bob", "find me");
        for (String address : List.of(
                "http://" + HERE + "/@bob/" + id + "/",
                "https://" + HERE + "/@bob/" + id + "?lang=de",
                "HTTP://" + HERE + "/@Bob/" + id + "#reply",
                "http://" + HERE + "/%40bob/" + id,
                "http://" + HERE + "/@bob@" + HERE + "/" + id,
                "http://" + HERE + "/users/bob/statuses/" + id + "/")) {
            JsonNode found = search("carol", address, "&resolve=true").get("statuses");
            assertThat(found).as(address).hasSize(1);
            assertThat(found.get(0).get("id").asString()).isEqualTo(id);
        }
        for (String address : List.of(
                "http://" + HERE + "/@carol/", "http://" + HERE + "/@carol?x#y", "acct:carol@" + HERE, "＠carol")) {
            assertThat(accounts(address, "")).as(address).containsExactly("carol");
        }
        assertThat(search("carol", "http://elsewhere.example/@bob/" + id, "").get("statuses"))
                .isEmpty();
        assertThat(accounts("http://elsewhere.example/@carol/", "")).isEmpty();
    }

    @Test
    void everySpellingOfATagFindsIt() throws Exception {
        for (List<String> tag : List.of(
                List.of("ﷺ", "صلىاللهعليهوسلم"),
                List.of("Ｃafé", "cafe"),
                List.of("ﬁRST", "first"),
                List.of("İstanbul", "istanbul"),
                List.of("1_2", "1_2"),
                List.of("12·34", "12·34"))) {
            String id = api.post("bob", "#" + tag.get(0));
            String name = tag.get(1);
            for (String spelling : tag) {
                String path = URLEncoder.encode(spelling, StandardCharsets.UTF_8);
                assertThat(api.get("carol", "/api/v1/timelines/tag/" + path).ids())
                        .as(spelling)
                        .containsExactly(id);
                for (String sign : List.of("#", "＃", "")) {
                    JsonNode found = search("carol", sign + spelling, "").get("hashtags");
                    assertThat(found.valueStream().map(each -> each.get("name").asString()))
                            .as(sign + spelling)
                            .contains(name);
                }
            }
        }
    }

    @Test
    void whatCannotBeAnsweredIsRefused() throws Exception {
        assertThat(api.get("carol", "/api/v2/search").status()).isEqualTo(400);
        assertThat(api.get("", "/api/v2/search?q=bob&offset=1").status()).isEqualTo(401);
        assertThat(api.get("", "/api/v2/search?q=bob&type=posts").status()).isEqualTo(422);
    }

    private static final String HERE = "127.0.0.1:0";

    private List<String> accounts(String typed, String more) throws Exception {
        return search("carol", typed, more)
                .get("accounts")
                .valueStream()
                .map(account -> account.get("acct").asString())
                .toList();
    }

    private JsonNode search(String viewer, String typed, String more) throws Exception {
        return api.get(viewer, "/api/v2/search?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8) + more)
                .json();
    }
}
