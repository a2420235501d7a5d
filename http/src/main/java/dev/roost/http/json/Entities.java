package dev.roost.http.json;

import dev.roost.http.json.PostPieces.Encoded;
import dev.roost.http.json.PostPieces.EncodedBoost;
import dev.roost.http.json.PostPieces.EncodedOriginal;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.Change;
import dev.roost.model.Conversation;
import dev.roost.model.Hashtag;
import dev.roost.model.Mute;
import dev.roost.model.Notification;
import dev.roost.model.OriginalPost;
import dev.roost.model.PostId;
import dev.roost.model.PostVersion;
import dev.roost.model.Relationship;
import dev.roost.runtime.Changes;
import dev.roost.runtime.Reads.PostMarks;
import dev.roost.runtime.Reads.PostThread;
import dev.roost.runtime.Roost;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Mastodon's entities as JSON.
 *
 * <p>A page of posts is put together from bytes that were encoded when each post was first shown: four references for a
 * post, nothing is encoded or copied. An account's figures, a post's figures and what a viewer has put on a post can
 * change without encoding the post again. What is answered is never older than a change that had been answered before
 * the call. Visibility is the caller's to check; entities that no longer exist are left out. Any thread.
 */
public final class Entities {
    private static final byte[] ARRAY_START = ascii("[");
    private static final byte[] ARRAY_END = ascii("]");
    private static final byte[] COMMA = ascii(",");
    private static final byte[] OBJECT_END = ascii("}");
    private static final byte[] REBLOG = ascii(",\"reblog\":");
    private static final int PIECES_PER_POST = 5;

    private final EntitySource source;
    private final Addresses addresses;
    private final OwnHost here;
    private final PostWriter writer;
    private final AccountPieces accounts;
    private final PostPieces posts;

    /** Entities of this node's state, kept in step with it from now on. */
    public Entities(Roost roost, EntitySettings settings) {
        this(EntitySource.of(roost.reads()), settings);
        roost.changes().beforeAnswer(new Changes.Listener() {
            @Override
            public void changed(List<Change> made) {
                Entities.this.changed(made);
            }

            @Override
            public void lost() {
                accounts.forgetAll();
                posts.forgetAll();
            }
        });
    }

    Entities(EntitySource source, EntitySettings settings) {
        this.source = source;
        this.addresses = new Addresses(settings.baseUrl());
        this.here = OwnHost.of(settings.domain(), settings.baseUrl());
        LocalHtml html = new LocalHtml(source, addresses, here);
        this.writer = new PostWriter(source, addresses, html);
        this.accounts = new AccountPieces(source, addresses, html, settings.accountCacheBytes());
        this.posts = new PostPieces(source, writer, settings.postCacheBytes());
    }

    /** Drops what is outdated by these changes. Commit thread; a few nanoseconds for each. */
    void changed(List<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case Change.PostEdited edited ->
                    posts.wordsChanged(edited.post().id());
                case Change.PostRemoved removed -> posts.removed(removed.post().id());
                case Change.PostCounted counted -> posts.countsChanged(counted.post());
                case Change.AccountChanged account -> accounts.profileChanged(account.account());
                case Change.AccountCounted account -> accounts.figuresChanged(account.account());
                case Change.PostAdded _,
                        Change.MarkChanged _,
                        Change.FollowChanged _,
                        Change.RelationChanged _,
                        Change.SuspensionChanged _,
                        Change.Notified _,
                        Change.NotificationsDismissed _,
                        Change.ConversationChanged _,
                        Change.ListChanged _,
                        Change.TokenRevoked _ -> {}
            }
        }
    }

    /** What tells handles and addresses of this server from others'. */
    public OwnHost here() {
        return here;
    }

    // ---- accounts

    /** Account. */
    public Optional<Json> account(AccountId id) {
        byte[] account = accounts.find(id);
        return account == null ? Optional.empty() : Optional.of(Json.of(account));
    }

    /** Account[], in the given order. */
    public Json accounts(List<AccountId> ids) {
        List<byte[]> out = new ArrayList<>(2 * ids.size() + 1);
        for (AccountId id : ids) {
            byte[] account = accounts.find(id);
            if (account != null) {
                out.add(out.isEmpty() ? ARRAY_START : COMMA);
                out.add(account);
            }
        }
        return closeArray(out);
    }

    /** MutedAccount[]: accounts with {@code mute_expires_at}. */
    public Json mutedAccounts(List<Mute> mutes) {
        List<Json> all = new ArrayList<>(mutes.size());
        for (Mute mute : mutes) {
            byte[] account = accounts.find(mute.muted());
            if (account != null) {
                all.add(AccountTexts.muted(account, mute));
            }
        }
        return Json.array(all);
    }

    /** CredentialAccount: the account with {@code source} and {@code role}; for its owner only. */
    public Optional<Json> credentialAccount(AccountId id) {
        Optional<Account> account = source.account(id);
        byte[] shown = accounts.find(id);
        if (account.isEmpty() || shown == null) {
            return Optional.empty();
        }
        return Optional.of(AccountTexts.withCredentials(shown, account.get(), source));
    }

    /** Relationship: what the other ({@link Relationship#to}) is to the viewer. */
    public Json relationship(Relationship relationship) {
        return AccountTexts.relationship(relationship);
    }

    /** Relationship[]. */
    public Json relationships(List<Relationship> relationships) {
        return Json.array(relationships.stream().map(AccountTexts::relationship).toList());
    }

    // ---- posts

    /** Status, for a post or a boost. The viewer is null for nobody in particular: without favourited and the like. */
    public Optional<Json> status(@Nullable AccountId viewer, PostId id) {
        List<byte[]> out = new ArrayList<>(2 * PIECES_PER_POST);
        return append(out, marks(viewer), id) ? Optional.of(new Json(out)) : Optional.empty();
    }

    /** Status[], in the given order. About 3 µs for 20 posts that are kept. */
    public Json statuses(@Nullable AccountId viewer, List<PostId> ids) {
        Function<PostId, PostMarks> marks = marks(viewer);
        List<byte[]> out = new ArrayList<>(PIECES_PER_POST * ids.size() + 1);
        for (PostId id : ids) {
            int before = out.size();
            out.add(before == 0 ? ARRAY_START : COMMA);
            if (!append(out, marks, id)) {
                out.remove(before);
            }
        }
        return closeArray(out);
    }

    /** Status with its source as {@code text}: the answer to a deletion, taken before it. */
    public Optional<Json> statusWithText(AccountId viewer, OriginalPost post) {
        return status(viewer, post.id()).map(status -> {
            List<byte[]> out = new ArrayList<>(status.pieces());
            out.removeLast();
            out.add(ascii(",\"text\":"));
            out.add(Encoder.text(post.body().text()));
            out.add(OBJECT_END);
            return new Json(out);
        });
    }

    /** Conversation, as its owner sees it. */
    public Json conversation(Conversation conversation) {
        List<AccountId> others = conversation.others();
        Map<String, Json> entity = new LinkedHashMap<>();
        entity.put("id", Json.text(conversation.id().toString()));
        entity.put("unread", Json.of(ascii(Boolean.toString(conversation.unread()))));
        entity.put("accounts", accounts(others.isEmpty() ? List.of(conversation.owner()) : others));
        entity.put(
                "last_status",
                status(conversation.owner(), conversation.lastPost()).orElseGet(() -> Json.of(ascii("null"))));
        return Json.object(entity);
    }

    /** Context: what stands above and below a post. */
    public Json context(@Nullable AccountId viewer, PostThread thread) {
        Map<String, Json> context = new LinkedHashMap<>();
        context.put("ancestors", statuses(viewer, thread.ancestors()));
        context.put("descendants", statuses(viewer, thread.descendants()));
        return Json.object(context);
    }

    /** The words of a post as safe HTML. */
    public String content(OriginalPost post) {
        return writer.content(new PostVersion(post.createdAtMs(), post.body(), post.mentions(), post.tags()));
    }

    /** StatusSource: the text as it was entered. */
    public Json statusSource(OriginalPost post) {
        return PostTexts.source(post);
    }

    /** StatusEdit[], oldest first. */
    public Json statusEdits(AccountId author, List<PostVersion> versions) {
        byte[] account = author(author);
        return Json.array(versions.stream()
                .map(version -> PostTexts.edit(version, writer.content(version), account))
                .toList());
    }

    /** Appends the post's pieces, or nothing and answers false if the post, or the original of the boost, is gone. */
    private boolean append(List<byte[]> out, @Nullable Function<PostId, PostMarks> marks, PostId id) {
        Encoded encoded = posts.find(id);
        return switch (encoded) {
            case EncodedOriginal original -> {
                appendOriginal(out, original, marks(marks, id, original.pinnable()));
                yield true;
            }
            case EncodedBoost boost -> {
                if (!(posts.find(boost.of()) instanceof EncodedOriginal original)) {
                    yield false;
                }
                out.add(boost.json());
                out.add(marks(marks, boost.of(), false));
                out.add(author(boost.author()));
                out.add(REBLOG);
                appendOriginal(out, original, marks(marks, boost.of(), original.pinnable()));
                out.add(OBJECT_END);
                yield true;
            }
            case null -> false;
        };
    }

    private void appendOriginal(List<byte[]> out, EncodedOriginal original, byte[] marks) {
        out.add(original.json());
        out.add(marks);
        out.add(author(original.author()));
        out.add(OBJECT_END);
    }

    private @Nullable Function<PostId, PostMarks> marks(@Nullable AccountId viewer) {
        return viewer == null ? null : source.marks(viewer);
    }

    private static byte[] marks(@Nullable Function<PostId, PostMarks> marks, PostId original, boolean pinnable) {
        return marks == null ? MarkPieces.SIGNED_OUT : MarkPieces.of(marks.apply(original), pinnable);
    }

    private byte[] author(AccountId id) {
        byte[] account = accounts.find(id);
        if (account == null) {
            throw new IllegalStateException("no account " + id + ", which has posts");
        }
        return account;
    }

    // ---- notifications

    /** Notification, as {@link Notification#to} sees it; none if the post that it is about is gone. */
    public Optional<Json> notification(Notification notification) {
        List<byte[]> out = new ArrayList<>(2 * PIECES_PER_POST);
        return append(out, notification) ? Optional.of(new Json(out)) : Optional.empty();
    }

    /** Notification[], in the given order. */
    public Json notifications(List<Notification> notifications) {
        List<byte[]> out = new ArrayList<>(2 * PIECES_PER_POST * notifications.size() + 1);
        for (Notification notification : notifications) {
            int before = out.size();
            out.add(before == 0 ? ARRAY_START : COMMA);
            if (!append(out, notification)) {
                out.remove(before);
            }
        }
        return closeArray(out);
    }

    private boolean append(List<byte[]> out, Notification notification) {
        int before = out.size();
        out.add(PostTexts.notificationStart(notification));
        out.add(author(notification.from()));
        PostId post = notification.post();
        if (post != null) {
            out.add(ascii(",\"status\":"));
            if (!append(out, marks(notification.to()), post)) {
                out.subList(before, out.size()).clear();
                return false;
            }
        }
        out.add(OBJECT_END);
        return true;
    }

    // ---- hashtags

    /** Tag[]. Nobody follows tags here; signed-in viewers are told so. */
    public Json tags(List<Hashtag> tags, @Nullable AccountId viewer) {
        return Json.array(tags.stream().map(tag -> tag(tag, viewer)).toList());
    }

    /** Tag. */
    public Json tag(Hashtag tag, @Nullable AccountId viewer) {
        return PostTexts.tag(tag, addresses.tag(tag.name()), viewer != null);
    }

    private static Json closeArray(List<byte[]> out) {
        if (out.isEmpty()) {
            return Json.EMPTY_ARRAY;
        }
        out.add(ARRAY_END);
        return new Json(out);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
