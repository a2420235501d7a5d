package dev.roost.core;

import dev.roost.model.AccessToken;
import dev.roost.model.Account;
import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.AppId;
import dev.roost.model.AuthorizationCode;
import dev.roost.model.Boost;
import dev.roost.model.ClientApp;
import dev.roost.model.Hashtag;
import dev.roost.model.ListId;
import dev.roost.model.Marker;
import dev.roost.model.MentionedAccount;
import dev.roost.model.Notification;
import dev.roost.model.NotificationId;
import dev.roost.model.NotificationType;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.PostBody;
import dev.roost.model.PostCounts;
import dev.roost.model.PostId;
import dev.roost.model.PostVersion;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.ProfileField;
import dev.roost.model.RepliesPolicy;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@link Table}. Each begins with a version byte; fields follow in the order of the record, numbers as
 * LEB128, texts as a length and UTF-8, enums as ordinals, absent ids as 0. A newer version appends fields. Follows and
 * mutes have version 2, which has their sequence.
 *
 * <pre>
 * POSTS  version 1 | 0 original: author createdAt editedAt visibility body replyTo mentions tags app
 *                  | 1 boost:    author createdAt visibility original originalAuthor
 * </pre>
 */
final class Rows {
    private static final int V1 = 1;
    private static final int V2 = 2;
    /** Beside the ordinal of a visibility. */
    private static final int MENTIONS = 0x10;

    private static final Visibility[] VISIBILITIES = Visibility.values();
    private static final Standing[] STANDINGS = Standing.values();
    private static final NotificationType[] NOTIFICATION_TYPES = NotificationType.values();
    private static final RepliesPolicy[] REPLIES_POLICIES = RepliesPolicy.values();

    private Rows() {}

    static ByteWriter writer(int expected) {
        return new ByteWriter(expected).u8(V1);
    }

    static ByteReader reader(byte[] row) {
        ByteReader in = new ByteReader(row);
        in.version(V1);
        return in;
    }

    static byte[] number(long value) {
        return writer(11).varint(value).toBytes();
    }

    static long number(byte[] row) {
        return reader(row).varint();
    }

    // ---- accounts

    static byte[] account(Account account) {
        ByteWriter out = writer(256)
                .text(account.username())
                .text(account.email())
                .text(account.passwordHash())
                .varint(account.createdAtMs())
                .u8(account.standing().ordinal());
        profile(out, account.profile());
        defaults(out, account.defaults());
        return out.toBytes();
    }

    static Account account(AccountId id, byte[] row) {
        ByteReader in = reader(row);
        return new Account(
                id, in.text(), in.text(), in.text(), in.varint(), STANDINGS[in.u8()], profile(in), defaults(in));
    }

    static void profile(ByteWriter out, Profile profile) {
        profileFields(out.text(profile.displayName()).text(profile.note()), profile.fields());
        out.bool(profile.locked())
                .bool(profile.bot())
                .bool(profile.discoverable())
                .bool(profile.indexable())
                .bool(profile.hideCollections());
    }

    static Profile profile(ByteReader in) {
        return new Profile(
                in.text(), in.text(), profileFields(in), in.bool(), in.bool(), in.bool(), in.bool(), in.bool());
    }

    static void profileFields(ByteWriter out, java.util.List<ProfileField> fields) {
        out.list(fields, (w, field) -> w.text(field.name()).text(field.value()));
    }

    static java.util.List<ProfileField> profileFields(ByteReader in) {
        return in.list(r -> new ProfileField(r.text(), r.text()));
    }

    static void defaults(ByteWriter out, PostingDefaults defaults) {
        out.u8(defaults.visibility().ordinal()).bool(defaults.sensitive()).text(defaults.language());
    }

    static PostingDefaults defaults(ByteReader in) {
        return new PostingDefaults(VISIBILITIES[in.u8()], in.bool(), in.text());
    }

    /** An account's figures with one that is not shown: how many followers are told of each post. */
    record Figures(AccountCounts counts, int watchers) {
        static final Figures ZERO = new Figures(AccountCounts.ZERO, 0);
    }

    static byte[] figures(Figures figures) {
        AccountCounts counts = figures.counts();
        return writer(24)
                .varint(counts.followers())
                .varint(counts.followees())
                .varint(counts.posts())
                .varint(counts.lastPostAtMs())
                .varint(figures.watchers())
                .toBytes();
    }

    static Figures figures(byte @Nullable [] row) {
        if (row == null) {
            return Figures.ZERO;
        }
        ByteReader in = reader(row);
        return new Figures(new AccountCounts(in.int32(), in.int32(), in.int32(), in.varint()), in.int32());
    }

    // ---- posts

    static byte[] post(Post post) {
        return switch (post) {
            case OriginalPost original -> original(original);
            case Boost boost ->
                writer(32)
                        .u8(1)
                        .varint(boost.author().value())
                        .varint(boost.createdAtMs())
                        .u8(boost.visibility().ordinal())
                        .i64(boost.of().value())
                        .varint(boost.ofAuthor().value())
                        .toBytes();
        };
    }

    private static byte[] original(OriginalPost post) {
        ReplyTarget target = post.replyTo();
        AppId app = post.app();
        ByteWriter out = writer(64 + post.body().text().length())
                .u8(0)
                .varint(post.author().value())
                .varint(post.createdAtMs())
                .varint(post.editedAtMs())
                .u8(post.visibility().ordinal());
        body(out, post.body());
        out.varint(target == null ? 0 : target.author().value());
        if (target != null) {
            out.i64(target.post().value());
        }
        mentions(out, post.mentions());
        tags(out, post.tags());
        out.varint(app == null ? 0 : app.value());
        if (!post.silentMentions().isEmpty()) {
            out.list(post.silentMentions(), (w, account) -> w.varint(account.value()));
        }
        return out.toBytes();
    }

    static Post post(PostId id, byte[] row) {
        ByteReader in = reader(row);
        boolean boost = in.bool();
        AccountId author = new AccountId(in.int32());
        long createdAtMs = in.varint();
        if (boost) {
            return new Boost(
                    id, author, createdAtMs, VISIBILITIES[in.u8()], new PostId(in.i64()), new AccountId(in.int32()));
        }
        long editedAtMs = in.varint();
        Visibility visibility = VISIBILITIES[in.u8()];
        PostBody body = body(in);
        int repliedTo = in.int32();
        ReplyTarget target = repliedTo == 0 ? null : new ReplyTarget(new PostId(in.i64()), new AccountId(repliedTo));
        return new OriginalPost(
                id,
                author,
                createdAtMs,
                editedAtMs,
                visibility,
                body,
                target,
                in.list(Rows::mention),
                in.list(Rows::tag),
                app(in.int32()),
                // Most rows, and all of older programs, end here.
                in.atEnd() ? java.util.List.of() : in.list(r -> new AccountId(r.int32())));
    }

    static void body(ByteWriter out, PostBody body) {
        out.text(body.text()).text(body.spoiler()).bool(body.sensitive()).text(body.language());
    }

    static PostBody body(ByteReader in) {
        return new PostBody(in.text(), in.text(), in.bool(), in.text());
    }

    private static void mentions(ByteWriter out, java.util.List<MentionedAccount> mentions) {
        out.list(mentions, (w, m) -> w.varint(m.account().value()).text(m.handle()));
    }

    private static MentionedAccount mention(ByteReader in) {
        return new MentionedAccount(new AccountId(in.int32()), in.text());
    }

    static void tags(ByteWriter out, java.util.List<Hashtag> tags) {
        out.list(tags, (w, tag) -> w.text(tag.name()).text(tag.written()));
    }

    static Hashtag tag(ByteReader in) {
        return new Hashtag(in.text(), in.text());
    }

    private static @Nullable AppId app(int value) {
        return value == 0 ? null : new AppId(value);
    }

    static byte[] counts(PostCounts counts) {
        return writer(8)
                .varint(counts.replies())
                .varint(counts.boosts())
                .varint(counts.favourites())
                .toBytes();
    }

    static PostCounts counts(byte @Nullable [] row) {
        if (row == null) {
            return PostCounts.ZERO;
        }
        ByteReader in = reader(row);
        return new PostCounts(in.int32(), in.int32(), in.int32());
    }

    static byte[] version(PostVersion version) {
        ByteWriter out = writer(64 + version.body().text().length()).varint(version.createdAtMs());
        body(out, version.body());
        mentions(out, version.mentions());
        tags(out, version.tags());
        return out.toBytes();
    }

    static PostVersion version(byte[] row) {
        ByteReader in = reader(row);
        return new PostVersion(in.varint(), body(in), in.list(Rows::mention), in.list(Rows::tag));
    }

    /** What the index of an author's posts says of each: its visibility, and whether it mentions anybody. */
    static byte[] indexed(Post post) {
        boolean mentions =
                post instanceof OriginalPost original && !original.mentions().isEmpty();
        return new byte[] {V1, (byte) (post.visibility().ordinal() | (mentions ? MENTIONS : 0))};
    }

    static Visibility visibility(byte[] indexed) {
        return VISIBILITIES[reader(indexed).u8() & ~MENTIONS];
    }

    static boolean mentions(byte[] indexed) {
        return (reader(indexed).u8() & MENTIONS) != 0;
    }

    static Visibility visibilityOf(int ordinal) {
        return VISIBILITIES[ordinal];
    }

    /** Who boosted, and when by the boost's own time. */
    record BoostRow(AccountId booster, long createdAtMs) {}

    static byte[] boost(AccountId booster, long createdAtMs) {
        return writer(16).varint(booster.value()).varint(createdAtMs).toBytes();
    }

    static BoostRow boost(byte[] row) {
        ByteReader in = reader(row);
        return new BoostRow(new AccountId(in.int32()), in.varint());
    }

    // ---- the rest

    /** Settings of a follow, or of one that is asked for, and its sequence. */
    record FollowRow(boolean boosts, boolean notifyPosts, long sequence) {}

    static byte[] follow(FollowRow follow) {
        // Most rows are such as these, so the array is made once and of the right size.
        return new ByteWriter(2 + ByteWriter.varintBytes(follow.sequence()))
                .u8(V2)
                .u8((follow.boosts() ? 1 : 0) | (follow.notifyPosts() ? 2 : 0))
                .varint(follow.sequence())
                .toBytes();
    }

    static FollowRow follow(byte[] row) {
        ByteReader in = new ByteReader(row);
        in.version(V2, V2);
        int flags = in.u8();
        return new FollowRow((flags & 1) != 0, (flags & 2) != 0, in.varint());
    }

    /** End and setting of a mute, and its sequence. */
    record MuteRow(long untilMs, boolean hideNotifications, long sequence) {}

    static byte[] mute(MuteRow mute) {
        return new ByteWriter(20)
                .u8(V2)
                .i64(mute.untilMs())
                .bool(mute.hideNotifications())
                .varint(mute.sequence())
                .toBytes();
    }

    static MuteRow mute(byte[] row) {
        ByteReader in = new ByteReader(row);
        in.version(V2, V2);
        return new MuteRow(in.i64(), in.bool(), in.varint());
    }

    static byte[] notification(Notification notification) {
        PostId post = notification.post();
        return writer(32)
                .varint(notification.from().value())
                .u8(notification.type().ordinal())
                .i64(post == null ? 0 : post.value())
                .varint(notification.atMs())
                .toBytes();
    }

    static Notification notification(AccountId to, NotificationId id, byte[] row) {
        ByteReader in = reader(row);
        AccountId from = new AccountId(in.int32());
        NotificationType type = NOTIFICATION_TYPES[in.u8()];
        long post = in.i64();
        return new Notification(id, to, from, type, post == 0 ? null : new PostId(post), in.varint());
    }

    static byte[] marker(Marker marker) {
        return writer(32)
                .text(marker.lastReadId())
                .varint(marker.version())
                .varint(marker.updatedAtMs())
                .toBytes();
    }

    static Marker marker(String timeline, byte[] row) {
        ByteReader in = reader(row);
        return new Marker(timeline, in.text(), in.int32(), in.varint());
    }

    static byte[] list(AccountList list) {
        return writer(64).text(list.title()).u8(list.replies().ordinal()).toBytes();
    }

    static AccountList list(ListId id, AccountId owner, byte[] row) {
        ByteReader in = reader(row);
        return new AccountList(id, owner, in.text(), REPLIES_POLICIES[in.u8()]);
    }

    static RepliesPolicy repliesPolicyOf(int ordinal) {
        return REPLIES_POLICIES[ordinal];
    }

    static Standing standingOf(int ordinal) {
        return STANDINGS[ordinal];
    }

    static byte[] clientApp(ClientApp app) {
        return writer(256)
                .text(app.clientId())
                .blob(app.secretHash())
                .text(app.name())
                .list(app.redirectUris(), ByteWriter::text)
                .text(app.scopes())
                .text(app.website())
                .varint(app.createdAtMs())
                .toBytes();
    }

    static ClientApp clientApp(AppId id, byte[] row) {
        ByteReader in = reader(row);
        return new ClientApp(
                id, in.text(), in.blob(), in.text(), in.list(ByteReader::text), in.text(), in.text(), in.varint());
    }

    static void code(ByteWriter out, AuthorizationCode code) {
        out.varint(code.app().value())
                .varint(code.account().value())
                .text(code.redirectUri())
                .text(code.scopes())
                .text(code.challenge())
                .varint(code.expiresAtMs());
    }

    /** A code and, behind it, what it gave: rows from before that was kept end earlier. */
    static byte[] codeRow(AuthorizationCode code, byte[] tokenHash) {
        ByteWriter row = writer(160);
        code(row, code);
        return row.blob(tokenHash).toBytes();
    }

    /** Empty for a code that was not redeemed. */
    static byte[] tokenOfCode(byte[] codeHash, byte[] row) {
        ByteReader in = reader(row);
        code(codeHash, in);
        return in.atEnd() ? new byte[0] : in.blob();
    }

    static AuthorizationCode code(byte[] codeHash, ByteReader in) {
        return new AuthorizationCode(
                codeHash,
                new AppId(in.int32()),
                new AccountId(in.int32()),
                in.text(),
                in.text(),
                in.text(),
                in.varint());
    }

    static byte[] token(AccessToken token) {
        AccountId account = token.account();
        return writer(48)
                .varint(token.app().value())
                .varint(account == null ? 0 : account.value())
                .text(token.scopes())
                .varint(token.createdAtMs())
                .toBytes();
    }

    static AccessToken token(byte[] tokenHash, byte[] row) {
        ByteReader in = reader(row);
        AppId app = new AppId(in.int32());
        int account = in.int32();
        return new AccessToken(tokenHash, app, account == 0 ? null : new AccountId(account), in.text(), in.varint());
    }
}
