package dev.roost.http.json;

import dev.roost.model.PostId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The addresses that entities carry, absolute. Usernames are plain ASCII. */
public final class Addresses {
    private final String baseUrl;

    /** Below this URL, given without a slash at the end. */
    public Addresses(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** An account's page. */
    public String account(String username) {
        return baseUrl + "/@" + username;
    }

    /** What identifies an account. */
    public String accountUri(String username) {
        return baseUrl + "/users/" + username;
    }

    /** A post's page. */
    public String post(String username, PostId id) {
        return account(username) + '/' + id;
    }

    /** What identifies a post. */
    public String postUri(String username, PostId id) {
        return accountUri(username) + "/statuses/" + id;
    }

    /** What identifies a boost. */
    public String boostUri(String username, PostId id) {
        return postUri(username, id) + "/activity";
    }

    /** A tag's page. */
    public String tag(String name) {
        return baseUrl + "/tags/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    /** An account's picture. */
    public String avatar(String username) {
        return baseUrl + "/avatars/" + username + ".png";
    }

    /** What stands behind an account's name. */
    public String header() {
        return baseUrl + "/headers/header.png";
    }
}
