package dev.roost.http.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.json.OwnHost;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SearchTermTest {
    private static final OwnHost HERE = OwnHost.of("127.0.0.1:9000", "http://127.0.0.1:9000");
    private static final SearchTerm ELSEWHERE = new SearchTerm.Elsewhere();

    @ParameterizedTest
    @MethodSource("typed")
    void tellsWhatIsMeant(String typed, SearchTerm meant) {
        assertThat(SearchTerm.of(typed, HERE)).isEqualTo(meant);
    }

    static Stream<Arguments> typed() {
        return Stream.of(
                Arguments.of("bob", new SearchTerm.Words("bob")),
                Arguments.of(" @bob ", new SearchTerm.Handle("bob")),
                Arguments.of("bob@127.0.0.1:9000", new SearchTerm.Handle("bob")),
                Arguments.of("@Bob@127.0.0.1:9000", new SearchTerm.Handle("Bob")),
                Arguments.of("@bob@other.example", ELSEWHERE),
                Arguments.of("#Cafe", new SearchTerm.Tag("Cafe")),
                Arguments.of("http://127.0.0.1:9000/@bob", new SearchTerm.AccountUrl("bob")),
                Arguments.of("http://127.0.0.1:9000/users/bob", new SearchTerm.AccountUrl("bob")),
                Arguments.of("http://127.0.0.1:9000/@bob/12", new SearchTerm.PostUrl(12)),
                Arguments.of("http://127.0.0.1:9000/users/bob/statuses/12", new SearchTerm.PostUrl(12)),
                Arguments.of("http://127.0.0.1:9000/about", ELSEWHERE),
                Arguments.of("http://127.0.0.1:9000/@bob/99999999999999999999", ELSEWHERE),
                Arguments.of("http://127.0.0.1:90001/@bob", ELSEWHERE),
                Arguments.of("https://other.example/@bob", ELSEWHERE),
                Arguments.of("HTTPS://127.0.0.1:9000/@bob/?lang=de#top", new SearchTerm.AccountUrl("bob")),
                Arguments.of("http://127.0.0.1:9000/@bob@127.0.0.1:9000", new SearchTerm.AccountUrl("bob")),
                Arguments.of("http://127.0.0.1:9000/@bob@other.example", ELSEWHERE),
                Arguments.of("http://127.0.0.1:9000/@bob/12/", new SearchTerm.PostUrl(12)),
                Arguments.of("http://127.0.0.1:9000/%40bob/12?a=/@carol/13", new SearchTerm.PostUrl(12)),
                Arguments.of("http://127.0.0.1:9000/@bob@127.0.0.1:9000/12#13", new SearchTerm.PostUrl(12)),
                Arguments.of("http://127.0.0.1:9000/@bob@other.example/12", ELSEWHERE),
                Arguments.of("http://127.0.0.1:9000/users/bob/statuses/12/activity", new SearchTerm.PostUrl(12)),
                Arguments.of("Https://other.example/@bob", ELSEWHERE),
                Arguments.of("acct:bob@127.0.0.1:9000", new SearchTerm.Handle("bob")),
                Arguments.of("acct:bob", new SearchTerm.Handle("bob")),
                Arguments.of("acct:bob@other.example", ELSEWHERE),
                Arguments.of("＠bob", new SearchTerm.Handle("bob")),
                Arguments.of("＃Cafe", new SearchTerm.Tag("Cafe")),
                Arguments.of("two words", new SearchTerm.Words("two words")),
                Arguments.of("a@b@c", new SearchTerm.Words("a@b@c")));
    }
}
