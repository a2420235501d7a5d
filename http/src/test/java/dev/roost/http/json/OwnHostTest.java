package dev.roost.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnHostTest {
    private final OwnHost host = OwnHost.of("Example.org", "https://social.example.org");

    @ParameterizedTest
    @CsvSource({
        "https://social.example.org/@bob, /@bob",
        "https://social.example.org/@bob/, /@bob",
        "https://social.example.org/@bob//, /@bob",
        "https://social.example.org/@bob?x=/y, /@bob",
        "https://social.example.org/@bob#top, /@bob",
        "https://social.example.org/@bob/12/?a#b, /@bob/12",
        "https://social.example.org/%40bob, /@bob",
        "HTTPS://Social.Example.ORG/@Bob, /@Bob",
        "http://social.example.org/@bob, /@bob",
        "https://social.example.org:443/@bob, /@bob",
        "http://social.example.org:80/@bob, /@bob",
        "https://social.example.org./@bob, /@bob",
        "https://example.org/@bob, /@bob",
        "https://social.example.org, ''",
        "https://social.example.org/, ''"
    })
    void addressesOfThisServer(String url, String path) {
        assertThat(host.path(url)).contains(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example/@bob",
                "https://www.example.org/@bob",
                "https://social.example.org.evil.example/@bob",
                "https://evil.example/https://social.example.org/@bob",
                "https://social.example.org@evil.example/@bob",
                "https://bob@social.example.org/@bob",
                "https://social.example.org:8443/@bob",
                "https://evil.example#social.example.org/@bob",
                "https://social.example.org\\@evil.example/@bob",
                "ftp://social.example.org/@bob",
                "social.example.org/@bob",
                "https://",
                "https:///@bob",
                ""
            })
    void addressesOfOthers(String url) {
        assertThat(host.path(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob",
                "@bob",
                " @bob ",
                "bob@example.org",
                "@bob@EXAMPLE.org",
                "acct:bob@example.org",
                "Acct:bob",
                "acct:@bob@example.org",
                "＠bob@example.org",
                "bob@example.org:443",
                "bob@social.example.org"
            })
    void handlesOfThisServer(String handle) {
        assertThat(host.username(handle)).contains("bob");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob@other.example",
                "bob@org",
                "bob@example.org:8443",
                "@@bob",
                "bob@",
                "a b",
                "",
                "@",
                "bob@x@example.org"
            })
    void handlesOfNobodyHere(String handle) {
        assertThat(host.username(handle)).isEmpty();
    }

    @Test
    void aPortOfItsOwnIsPartOfTheHost() {
        OwnHost local = OwnHost.of("localhost:8420", "http://localhost:8420");
        assertThat(local.path("http://LOCALHOST:8420/@bob/")).contains("/@bob");
        assertThat(local.path("http://localhost/@bob")).isEmpty();
        assertThat(local.is("localhost:8420")).isTrue();
        assertThat(local.is("localhost")).isFalse();
    }

    @Test
    void aHostBeyondAsciiHasTwoSpellings() {
        OwnHost umlaut = OwnHost.of("xn--mnchen-3ya.example", "https://xn--mnchen-3ya.example");
        assertThat(umlaut.path("https://MÜNCHEN.example/@bob")).contains("/@bob");
        assertThat(umlaut.username("bob@münchen.example")).contains("bob");
        assertThat(umlaut.is("m\uD800nchen.example")).isFalse();
    }
}
