package dev.roost.console;

import dev.roost.model.Account;
import dev.roost.model.AccountCounts;
import dev.roost.model.Boost;
import dev.roost.model.OriginalPost;
import dev.roost.model.PageRequest;
import dev.roost.model.Post;
import dev.roost.model.PostCounts;
import dev.roost.model.PostId;
import dev.roost.model.ProfileField;
import dev.roost.model.Standing;
import dev.roost.runtime.Reads;
import dev.roost.runtime.Reads.AuthorFilter;
import dev.roost.runtime.Reads.InstanceCounts;
import dev.roost.runtime.Reads.TagQuery;
import dev.roost.runtime.text.Hashtag;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The pages that a browser sees: what this server is, an account, a post, a hashtag. Public things only, no scripts.
 * Any thread.
 */
public final class Pages {
    private static final int POSTS_SHOWN = 20;
    private static final int POSTS_ON_ROOT = 5;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Reads reads;
    private final String title;
    private final String description;
    private final String domain;
    private final String baseUrl;
    private final Function<OriginalPost, String> content;

    /**
     * Pages of this node.
     *
     * @param domain what follows the {@code @} in full handles
     * @param baseUrl how the server is reached, without a slash at the end
     * @param content a post's words as safe HTML
     */
    public Pages(
            Reads reads,
            String title,
            String description,
            String domain,
            String baseUrl,
            Function<OriginalPost, String> content) {
        this.reads = reads;
        this.title = title;
        this.description = description;
        this.domain = domain;
        this.baseUrl = baseUrl;
        this.content = content;
    }

    /** What this is, and how to connect an app. */
    public Page root() {
        InstanceCounts counts = reads.instanceCounts();
        String host = Html.escape(baseUrl.substring(baseUrl.indexOf("://") + 3));
        String base = Html.escape(baseUrl);
        String plain = baseUrl.startsWith("https:") ? "" : "--disable-https ";
        return Page.of(
                200,
                title,
                head(title)
                        + Html.paragraphs(description)
                        + "<section><dl class=\"figures\">" + figure(counts.accounts(), "accounts")
                        + figure(counts.posts(), "posts") + "</dl></section>"
                        + newest()
                        + "<h2>Connect an app</h2>"
                        + "<p>This server speaks the Mastodon client API. Open the app of your choice, choose <i>log in</i>"
                        + " or <i>add account</i>, and give this as the server:</p><pre tabindex=\"0\">" + host
                        + "</pre>"
                        + "<p>The app brings you to a page of this server, where you sign in and let it use your account."
                        + " Apps that insist on an address with <code>https</code> need a TLS proxy in front.</p>"
                        + "<h2>On the command line</h2><pre tabindex=\"0\">toot login_cli " + plain + "-i " + host
                        + "\n"
                        + "toot post 'Hello from the roost'\ntoot timeline --once</pre>"
                        + "<pre tabindex=\"0\">curl " + base + "/api/v1/timelines/public</pre>"
                        + "<h2>In a program</h2><p>Libraries for Mastodon work unchanged: Mastodon.py, megalodon and"
                        + " masto.js are checked with every change of Roost.</p>"
                        + "<pre tabindex=\"0\">from mastodon import Mastodon\n"
                        + "Mastodon.create_app('mine', api_base_url='" + base + "', to_file='mine.app')</pre>"
                        + "<h2>What it does</h2><p>Home, public, hashtag and list timelines, posts, replies, boosts,"
                        + " favourites, bookmarks, notifications, search, and streaming over WebSocket and server-sent"
                        + " events. Pictures, polls, scheduled posts and other servers are not part of it; such requests"
                        + " are refused with a clear text.</p>"
                        + "<p class=\"soft\"><a href=\"/api/v2/instance\">This server for programs</a> · "
                        + "<a href=\"/nodeinfo/2.0\">nodeinfo</a></p>");
    }

    /** A way in for whoever has no address of a post, a person or a tag yet: the newest ones. */
    private String newest() {
        List<OriginalPost> posts = new ArrayList<>();
        Set<String> people = new LinkedHashSet<>();
        Set<String> tags = new LinkedHashSet<>();
        for (PostId id : reads.publicTimeline(null, PageRequest.newest(POSTS_SHOWN))) {
            if (reads.post(id).orElse(null) instanceof OriginalPost post) {
                posts.add(post);
                people.add(authorLink(post));
                post.tags().forEach(tag -> tags.add(tagLink(tag.written())));
            }
        }
        if (posts.isEmpty()) {
            return "<p>Nobody has posted for everybody yet.</p>";
        }
        StringBuilder main = new StringBuilder("<h2>Newest posts</h2>");
        posts.stream().limit(POSTS_ON_ROOT).map(this::article).forEach(main::append);
        main.append("<h2>People</h2><p>").append(String.join("<br>", people)).append("</p>");
        if (!tags.isEmpty()) {
            main.append("<h2>Tags</h2><p>").append(String.join(" · ", tags)).append("</p>");
        }
        return main.toString();
    }

    private static String tagLink(String written) {
        return "<a href=\"/tags/" + URLEncoder.encode(written, StandardCharsets.UTF_8) + "\">#" + Html.escape(written)
                + "</a>";
    }

    /** An account and its newest public posts; a page that says so where there is none. */
    public Page account(String username) {
        Optional<Account> found = reads.accountNamed(username)
                .filter(account -> account.standing() != Standing.PENDING
                        && !account.standing().isSuspended());
        if (found.isEmpty()) {
            return missing();
        }
        Account account = found.get();
        AccountCounts counts = reads.counts(account.id());
        StringBuilder main = new StringBuilder(head(shownName(account)));
        main.append("<p class=\"soft\">").append(handle(account)).append("</p>");
        main.append(Html.paragraphs(account.profile().note())).append(fields(account));
        main.append("<section><dl class=\"figures\">")
                .append(figure(counts.posts(), "posts"))
                .append(figure(counts.followees(), "following"))
                .append(figure(counts.followers(), "followers"))
                .append("</dl></section>");
        List<PostId> posts = reads.accountPosts(
                account.id(), null, new AuthorFilter(false, true, ""), PageRequest.newest(POSTS_SHOWN));
        posts.stream().flatMap(id -> reads.post(id).stream()).map(this::article).forEach(main::append);
        return Page.of(200, shownName(account) + " – " + title, main.toString());
    }

    /** A post that everybody may see; a page that says so where there is none. */
    public Page post(String username, long id) {
        Optional<Post> found =
                id > 0 ? reads.post(new PostId(id)).filter(post -> reads.maySee(null, post)) : Optional.empty();
        Optional<Account> author = found.flatMap(post -> reads.account(post.author()))
                .filter(account -> account.username().equalsIgnoreCase(username));
        if (found.isEmpty() || author.isEmpty()) {
            return missing();
        }
        return Page.of(200, shownName(author.get()) + " – " + title, head(title) + article(found.get()));
    }

    /** The newest public posts with a hashtag. */
    public Page tag(String displayName) {
        TagQuery query = new TagQuery(Hashtag.nameOf(displayName), List.of(), List.of(), List.of());
        StringBuilder main = new StringBuilder(head("#" + displayName));
        List<PostId> posts = reads.tagTimeline(query, null, PageRequest.newest(POSTS_SHOWN));
        posts.stream().flatMap(id -> reads.post(id).stream()).map(this::article).forEach(main::append);
        if (posts.isEmpty()) {
            main.append("<p>Nobody has posted with this hashtag, or not for everybody.</p>");
        }
        return Page.of(200, "#" + displayName + " – " + title, main.toString());
    }

    private Page missing() {
        return Page.of(
                404, "Not found – " + title, head("Not found") + "<p>There is nothing here, or not for everybody.</p>");
    }

    private String article(Post post) {
        return switch (post) {
            case OriginalPost original -> original(original, "");
            case Boost boost ->
                reads.post(boost.of())
                        .filter(of -> reads.maySee(null, of))
                        .map(of -> of instanceof OriginalPost original
                                ? original(original, "<p class=\"soft\">Boosted by " + authorLink(boost) + "</p>")
                                : "")
                        .orElse("");
        };
    }

    private String original(OriginalPost post, String above) {
        PostCounts counts = reads.postCounts(post.id());
        String spoiler = post.body().spoiler();
        String words = content.apply(post);
        return "<article>" + above + "<p>" + authorLink(post) + "</p>"
                + (spoiler.isEmpty()
                        ? words
                        : "<details><summary>" + Html.escape(spoiler) + "</summary>" + words + "</details>")
                + "<p class=\"soft\">" + timeLink(post) + " · "
                + number(counts.replies()) + " replies · " + number(counts.boosts()) + " boosts · "
                + number(counts.favourites()) + " favourites</p></article>";
    }

    /** When it was written, as a link to the post's own page. */
    private String timeLink(OriginalPost post) {
        String time = TIME.format(Instant.ofEpochMilli(post.createdAtMs()));
        return reads.account(post.author())
                .map(author -> "<a href=\"/@" + Html.escape(author.username()) + "/"
                        + post.id().value() + "\">" + time + "</a>")
                .orElse(time);
    }

    private String authorLink(Post post) {
        return reads.account(post.author())
                .map(author ->
                        "<a href=\"/@" + Html.escape(author.username()) + "\"><b>" + Html.escape(shownName(author))
                                + "</b></a> <span class=\"soft\">" + handle(author) + "</span>")
                .orElse("");
    }

    private String handle(Account account) {
        return Html.escape("@" + account.username() + "@" + domain);
    }

    private static String fields(Account account) {
        List<ProfileField> fields = account.profile().fields();
        if (fields.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("<section><table>");
        for (ProfileField field : fields) {
            out.append("<tr><th>")
                    .append(Html.escape(field.name()))
                    .append("</th><td>")
                    .append(Html.escape(field.value()))
                    .append("</td></tr>");
        }
        return out.append("</table></section>").toString();
    }

    private static String shownName(Account account) {
        String name = account.profile().displayName();
        return name.isBlank() ? account.username() : name;
    }

    private static String head(String title) {
        return "<header><img src=\"/icon.svg\" width=\"48\" height=\"48\" alt=\"\"><h1>" + Html.escape(title)
                + "</h1></header>";
    }

    private static String figure(long value, String of) {
        return "<div><dt>" + of + "</dt><dd>" + number(value) + "</dd></div>";
    }

    private static String number(long value) {
        return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(value);
    }
}
