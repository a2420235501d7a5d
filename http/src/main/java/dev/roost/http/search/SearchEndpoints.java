package dev.roost.http.search;

import dev.roost.http.json.Entities;
import dev.roost.http.json.Json;
import dev.roost.http.json.OwnHost;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.Params;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.Hashtag;
import dev.roost.model.PostId;
import dev.roost.model.Standing;
import dev.roost.runtime.Reads;
import dev.roost.runtime.Roost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds accounts by name, hashtags by their beginning, and posts by their address. There is no search in texts. */
public final class SearchEndpoints {
    private static final int LIMIT_DEFAULT = 20;
    private static final int LIMIT_MAX = 40;
    /** How far down the results a client may page. */
    private static final int OFFSET_MAX = 1_000;
    /** Characters of a search term. */
    private static final int TERM_CHARS_MAX = 2_048;

    private final Reads reads;
    private final Entities entities;
    private final OwnHost here;

    /** Over this node. */
    public SearchEndpoints(Roost roost, Entities entities, HttpSettings settings) {
        this.reads = roost.reads();
        this.entities = entities;
        this.here = OwnHost.of(settings.domain(), settings.baseUrl());
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        Access access = Access.open("read:search");
        routes.get("/api/v2/search", access, call -> answer(call, entities::tags));
        routes.get("/api/v1/search", access, call -> answer(call, SearchEndpoints::tagNames));
    }

    private enum Kind {
        ACCOUNTS,
        STATUSES,
        HASHTAGS
    }

    private record Question(
            SearchTerm term,
            Set<Kind> kinds,
            int limit,
            int offset,
            @Nullable AccountId onlyFolloweesOf) {
        boolean wants(Kind kind) {
            return kinds.contains(kind);
        }
    }

    private interface TagsJson {
        Json of(List<Hashtag> tags, @Nullable AccountId viewer);
    }

    private Reply answer(Call call, TagsJson tagsJson) {
        Question question = question(call);
        Map<String, Json> found = new LinkedHashMap<>();
        found.put("accounts", entities.accounts(question.wants(Kind.ACCOUNTS) ? accounts(question) : List.of()));
        found.put(
                "statuses",
                entities.statuses(
                        call.viewer(), question.wants(Kind.STATUSES) ? posts(question, call.viewer()) : List.of()));
        found.put("hashtags", tagsJson.of(question.wants(Kind.HASHTAGS) ? tags(question) : List.of(), call.viewer()));
        return Reply.json(Json.object(found).pieces());
    }

    private Question question(Call call) {
        Params params = call.params();
        String typed = params.text("q", "").strip();
        if (typed.isEmpty()) {
            throw ApiError.badRequest("param is missing or the value is empty: q");
        }
        if (typed.length() > TERM_CHARS_MAX) {
            throw ApiError.notOffered("A search term must have at most " + TERM_CHARS_MAX + " characters");
        }
        int offset = params.integer("offset").orElse(0);
        if (offset > 0 && call.caller().isEmpty()) {
            throw new ApiError(401, "Search queries pagination is not supported without authentication");
        }
        return new Question(
                SearchTerm.of(typed, here),
                kinds(params),
                Math.clamp(params.integer("limit").orElse(LIMIT_DEFAULT), 1, LIMIT_MAX),
                Math.clamp(offset, 0, OFFSET_MAX),
                params.bool("following", false) ? call.viewer() : null);
    }

    private static Set<Kind> kinds(Params params) {
        return params.text("type")
                .filter(type -> !type.isBlank())
                .map(type -> switch (type) {
                    case "accounts" -> Set.of(Kind.ACCOUNTS);
                    case "statuses" -> Set.of(Kind.STATUSES);
                    case "hashtags" -> Set.of(Kind.HASHTAGS);
                    default -> throw ApiError.notOffered("type must be accounts, statuses or hashtags");
                })
                .orElse(Set.of(Kind.values()));
    }

    private List<AccountId> accounts(Question question) {
        return switch (question.term()) {
            case SearchTerm.AccountUrl(String username) ->
                named(username).stream().toList();
            case SearchTerm.Handle(String username) -> accounts(question, username);
            case SearchTerm.Words(String text) -> accounts(question, text);
            case SearchTerm.Elsewhere _, SearchTerm.PostUrl _, SearchTerm.Tag _ -> List.of();
        };
    }

    /** The account with just this name first, then those whose names begin so. */
    private List<AccountId> accounts(Question question, String query) {
        List<AccountId> found =
                reads.searchAccounts(query, question.onlyFolloweesOf(), question.limit(), question.offset());
        if (question.offset() > 0 || question.onlyFolloweesOf() != null) {
            return found;
        }
        Set<AccountId> all = new LinkedHashSet<>();
        named(query).ifPresent(all::add);
        all.addAll(found);
        return new ArrayList<>(all).subList(0, Math.min(all.size(), question.limit()));
    }

    private Optional<AccountId> named(String username) {
        return reads.accountNamed(username)
                .filter(account -> account.standing() == Standing.ACTIVE)
                .map(Account::id);
    }

    private List<PostId> posts(Question question, @Nullable AccountId viewer) {
        if (!(question.term() instanceof SearchTerm.PostUrl(long id)) || question.offset() > 0) {
            return List.of();
        }
        return reads.post(new PostId(id)).filter(post -> reads.maySee(viewer, post)).stream()
                .map(post -> post.id())
                .toList();
    }

    private List<Hashtag> tags(Question question) {
        return switch (question.term()) {
            case SearchTerm.Tag(String written) -> tags(question, written);
            case SearchTerm.Words(String text) -> tags(question, text);
            case SearchTerm.Handle _, SearchTerm.AccountUrl _, SearchTerm.PostUrl _, SearchTerm.Elsewhere _ ->
                List.of();
        };
    }

    private List<Hashtag> tags(Question question, String beginning) {
        String name = dev.roost.runtime.text.Hashtag.nameOf(beginning.strip());
        return name.isEmpty() ? List.of() : reads.searchTags(name, question.limit(), question.offset());
    }

    /** As the first version of the API had them. */
    private static Json tagNames(List<Hashtag> tags, @Nullable AccountId viewer) {
        return Json.array(tags.stream().map(tag -> Json.text(tag.name())).toList());
    }
}
