package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.Command;
import dev.roost.model.ConversationId;
import dev.roost.model.ImportMark;
import dev.roost.model.ImportedPost;
import dev.roost.model.ListId;
import dev.roost.model.MarkKind;
import dev.roost.model.Mute;
import dev.roost.model.NotificationId;
import dev.roost.model.PostChange;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.Visibility;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a log entry.
 *
 * <pre>
 * version 1 (1) | time, LEB128 | kind of command (1) | fields in the order of the record
 * </pre>
 *
 * Kinds are part of the format: never change or reuse one. Absent ids are 0, absent texts a zero byte.
 */
final class CommandCodec {
    private static final MarkKind[] MARK_KINDS = MarkKind.values();

    private CommandCodec() {}

    static byte[] encode(long timeMs, Command command) {
        ByteWriter out = Rows.writer(128).varint(timeMs);
        write(out, command);
        return out.toBytes();
    }

    private static void write(ByteWriter out, Command command) {
        switch (command) {
            case Command.CreateAccount c ->
                out.u8(1)
                        .text(c.username())
                        .text(c.email())
                        .text(c.passwordHash())
                        .text(c.displayName())
                        .u8(c.standing().ordinal())
                        .text(c.language());
            case Command.UpdateProfile c -> ChangeCodec.profile(out, c);
            case Command.ReplaceProfile c -> {
                Rows.profile(id(out.u8(2), c.account()), c.profile());
                Rows.defaults(out, c.defaults());
            }
            case Command.ChangeStanding c ->
                id(out.u8(75), c.account()).u8(c.from().ordinal()).u8(c.to().ordinal());
            case Command.EraseAccount c -> id(out.u8(76), c.account());
            case Command.ApproveAccount c -> id(out.u8(69), c.account());
            case Command.SetPassword c -> id(out.u8(3), c.account()).text(c.passwordHash());
            case Command.SetStanding c ->
                id(out.u8(4), c.account()).u8(c.standing().ordinal());
            case Command.RegisterApp c ->
                out.u8(5)
                        .text(c.clientId())
                        .blob(c.secretHash())
                        .text(c.name())
                        .list(c.redirectUris(), ByteWriter::text)
                        .text(c.scopes())
                        .text(c.website());
            case Command.IssueCode c -> {
                out.u8(6).blob(c.code().codeHash());
                Rows.code(out, c.code());
            }
            case Command.RedeemCode c ->
                out.u8(7).blob(c.codeHash()).varint(c.app().value()).blob(c.tokenHash());
            case Command.IssueToken c ->
                out.u8(8)
                        .blob(c.tokenHash())
                        .varint(c.app().value())
                        .varint(orZero(c.account()))
                        .text(c.scopes());
            case Command.RevokeToken c -> out.u8(9).blob(c.tokenHash());
            case Command.CreatePost c -> {
                List<AccountId> allowed = c.allowed();
                draft(id(out.u8(allowed == null ? 10 : 71), c.author()), c.draft());
                AppId app = c.app();
                PostId replyTo = c.replyTo();
                out.i64(replyTo == null ? 0 : replyTo.value()).varint(app == null ? 0 : app.value());
                optional(out, c.idempotencyKey());
                if (allowed != null) {
                    out.list(allowed, CommandCodec::id);
                }
            }
            case Command.EditPost c -> ChangeCodec.post(out, c);
            case Command.DeletePost c -> post(id(out.u8(12), c.author()), c.post());
            case Command.BoostPost c ->
                post(id(out.u8(13), c.author()), c.post()).u8(c.visibility().ordinal());
            case Command.UnboostPost c -> post(id(out.u8(14), c.author()), c.post());
            case Command.MarkPost c ->
                post(id(out.u8(15), c.account()), c.post()).u8(c.kind().ordinal());
            case Command.UnmarkPost c ->
                post(id(out.u8(16), c.account()), c.post()).u8(c.kind().ordinal());
            case Command.FollowAccount c -> ChangeCodec.follow(out, c);
            case Command.UnfollowAccount c -> id(id(out.u8(18), c.follower()), c.followee());
            case Command.AnswerFollowRequest c ->
                id(id(out.u8(19), c.followee()), c.follower()).bool(c.accept());
            case Command.BlockAccount c -> id(id(out.u8(20), c.blocker()), c.blocked());
            case Command.UnblockAccount c -> id(id(out.u8(21), c.blocker()), c.blocked());
            case Command.MuteAccount c ->
                id(id(out.u8(22), c.mute().muter()), c.mute().muted())
                        .bool(c.mute().hideNotifications())
                        .i64(c.mute().untilMs());
            case Command.UnmuteAccount c -> id(id(out.u8(23), c.muter()), c.muted());
            case Command.CreateList c ->
                id(out.u8(24), c.owner()).text(c.title()).u8(c.replies().ordinal());
            case Command.UpdateList c -> ChangeCodec.list(out, c);
            case Command.DeleteList c ->
                id(out.u8(26), c.owner()).varint(c.list().value());
            case Command.AddToList c -> members(id(out.u8(27), c.owner()), c.list(), c.members());
            case Command.RemoveFromList c -> members(id(out.u8(28), c.owner()), c.list(), c.members());
            case Command.DismissNotification c ->
                id(out.u8(29), c.account()).varint(c.notification().value());
            case Command.ClearNotifications c -> id(out.u8(30), c.account());
            case Command.SetMarker c ->
                id(out.u8(31), c.account()).text(c.timeline()).text(c.lastReadId());
            case Command.ImportAccounts c -> mark(out.u8(32), c.mark()).list(c.usernames(), ByteWriter::text);
            case Command.ImportFollows c -> {
                mark(out.u8(33), c.mark()).varint(c.followers().length);
                for (int i = 0; i < c.followers().length; i++) {
                    out.varint(c.followers()[i]).varint(c.followees()[i]);
                }
            }
            case Command.ImportPosts c -> mark(out.u8(34), c.mark()).list(c.posts(), CommandCodec::importedPost);
            case Command.MarkConversation c ->
                conversation(id(out.u8(85), c.owner()), c.conversation()).bool(c.unread());
            case Command.RemoveConversation c -> conversation(id(out.u8(86), c.owner()), c.conversation());
            case Command.ImportRecords c -> mark(out.u8(35), c.mark()).list(c.records(), ImportedRecordCodec::write);
        }
    }

    static LogEntry decode(long offset, byte[] bytes) {
        ByteReader in = Rows.reader(bytes);
        return new LogEntry(offset, in.varint(), command(in));
    }

    private static Command command(ByteReader in) {
        int kind = in.u8();
        return switch (kind) {
            case 1 ->
                new Command.CreateAccount(
                        in.text(), in.text(), in.text(), in.text(), Rows.standingOf(in.u8()), in.text());
            case 2 -> new Command.ReplaceProfile(account(in), Rows.profile(in), Rows.defaults(in));
            case 3 -> new Command.SetPassword(account(in), in.text());
            case 4 -> new Command.SetStanding(account(in), Rows.standingOf(in.u8()));
            case 5 ->
                new Command.RegisterApp(
                        in.text(), in.blob(), in.text(), in.list(ByteReader::text), in.text(), in.text());
            case 6 -> new Command.IssueCode(Rows.code(in.blob(), in));
            case 7 -> new Command.RedeemCode(in.blob(), new AppId(in.int32()), in.blob());
            case 8 -> new Command.IssueToken(in.blob(), new AppId(in.int32()), optionalAccount(in), in.text());
            case 9 -> new Command.RevokeToken(in.blob());
            case 10 -> new Command.CreatePost(account(in), draft(in), optionalPost(in), optionalApp(in), optional(in));
            case 11 ->
                new Command.EditPost(
                        account(in),
                        post(in),
                        PostChange.to(Rows.body(in), in.list(ByteReader::text), in.list(Rows::tag)));
            case 12 -> new Command.DeletePost(account(in), post(in));
            case 13 -> new Command.BoostPost(account(in), post(in), Rows.visibilityOf(in.u8()));
            case 14 -> new Command.UnboostPost(account(in), post(in));
            case 15 -> new Command.MarkPost(account(in), post(in), MARK_KINDS[in.u8()]);
            case 16 -> new Command.UnmarkPost(account(in), post(in), MARK_KINDS[in.u8()]);
            case 17 -> new Command.FollowAccount(account(in), account(in), in.bool(), in.bool());
            case 18 -> new Command.UnfollowAccount(account(in), account(in));
            case 19 -> new Command.AnswerFollowRequest(account(in), account(in), in.bool());
            case 20 -> new Command.BlockAccount(account(in), account(in));
            case 21 -> new Command.UnblockAccount(account(in), account(in));
            case 22 -> new Command.MuteAccount(new Mute(account(in), account(in), in.bool(), in.i64()));
            case 23 -> new Command.UnmuteAccount(account(in), account(in));
            case 24 -> new Command.CreateList(account(in), in.text(), Rows.repliesPolicyOf(in.u8()));
            case 25 ->
                new Command.UpdateList(account(in), new ListId(in.int32()), in.text(), Rows.repliesPolicyOf(in.u8()));
            case 26 -> new Command.DeleteList(account(in), new ListId(in.int32()));
            case 27 -> new Command.AddToList(account(in), new ListId(in.int32()), in.list(CommandCodec::account));
            case 28 -> new Command.RemoveFromList(account(in), new ListId(in.int32()), in.list(CommandCodec::account));
            case 29 -> new Command.DismissNotification(account(in), new NotificationId(in.varint()));
            case 30 -> new Command.ClearNotifications(account(in));
            case 31 -> new Command.SetMarker(account(in), in.text(), in.text());
            case 32 -> new Command.ImportAccounts(mark(in), in.list(ByteReader::text));
            case 33 -> follows(in);
            case 34 -> new Command.ImportPosts(mark(in), in.list(CommandCodec::importedPost));
            case 35 -> new Command.ImportRecords(mark(in), in.list(ImportedRecordCodec::read));
            case 85 -> new Command.MarkConversation(account(in), conversation(in), in.bool());
            case 86 -> new Command.RemoveConversation(account(in), conversation(in));
            case 65 -> ChangeCodec.profile(in);
            case 66 -> ChangeCodec.post(in);
            case 67 -> ChangeCodec.list(in);
            case 68 -> ChangeCodec.follow(in);
            case 75 -> new Command.ChangeStanding(account(in), Rows.standingOf(in.u8()), Rows.standingOf(in.u8()));
            case 76 -> new Command.EraseAccount(account(in));
            case 69 -> new Command.ApproveAccount(account(in));
            case 70 -> ChangeCodec.measuredPost(in);
            case 71 ->
                new Command.CreatePost(
                        account(in),
                        draft(in),
                        optionalPost(in),
                        optionalApp(in),
                        optional(in),
                        in.list(CommandCodec::account));
            default -> throw new CorruptRowException("a log entry of unknown kind " + kind);
        };
    }

    private static Command.ImportFollows follows(ByteReader in) {
        ImportMark mark = mark(in);
        int size = in.int32();
        int[] followers = new int[size];
        int[] followees = new int[size];
        for (int i = 0; i < size; i++) {
            followers[i] = in.int32();
            followees[i] = in.int32();
        }
        return new Command.ImportFollows(mark, followers, followees);
    }

    private static void importedPost(ByteWriter out, ImportedPost post) {
        id(out, post.author()).varint(post.createdAtMs());
        optional(out, post.key());
        switch (post.content()) {
            case ImportedPost.Words words -> target(draft(out.u8(0), words.draft()), words.replyTo());
            case ImportedPost.BoostOf boost -> {
                target(out.u8(1).u8(boost.visibility().ordinal()), boost.target());
                PostDraft otherwise = boost.otherwise();
                out.bool(otherwise != null);
                if (otherwise != null) {
                    draft(out, otherwise);
                }
            }
            case ImportedPost.Edit edit -> {
                target(out.u8(2), edit.target());
                Rows.body(out, edit.body());
                out.list(edit.mentionHandles(), ByteWriter::text);
                Rows.tags(out, edit.tags());
            }
        }
    }

    private static ImportedPost importedPost(ByteReader in) {
        AccountId author = account(in);
        long createdAtMs = in.varint();
        String key = optional(in);
        int kind = in.u8();
        ImportedPost.Content content = switch (kind) {
            case 0 -> new ImportedPost.Words(draft(in), target(in));
            case 1 -> boost(in);
            case 2 -> new ImportedPost.Edit(target(in), Rows.body(in), in.list(ByteReader::text), in.list(Rows::tag));
            default -> throw new CorruptRowException("an imported post of unknown kind " + kind);
        };
        return new ImportedPost(author, content, createdAtMs, key);
    }

    private static ImportedPost.BoostOf boost(ByteReader in) {
        Visibility visibility = Rows.visibilityOf(in.u8());
        return new ImportedPost.BoostOf(target(in), visibility, in.bool() ? draft(in) : null);
    }

    static void target(ByteWriter out, ImportedPost.Target target) {
        switch (target) {
            case ImportedPost.Nothing nothing -> out.u8(0);
            case ImportedPost.NewestOf newest -> id(out.u8(1), newest.account());
            case ImportedPost.Keyed keyed -> out.u8(2).text(keyed.key());
        }
    }

    static ImportedPost.Target target(ByteReader in) {
        int kind = in.u8();
        return switch (kind) {
            case 0 -> new ImportedPost.Nothing();
            case 1 -> new ImportedPost.NewestOf(account(in));
            case 2 -> new ImportedPost.Keyed(in.text());
            default -> throw new CorruptRowException("a target of unknown kind " + kind);
        };
    }

    private static ByteWriter draft(ByteWriter out, PostDraft draft) {
        Rows.body(out, draft.body());
        out.u8(draft.visibility().ordinal()).list(draft.mentionHandles(), ByteWriter::text);
        Rows.tags(out, draft.tags());
        return out;
    }

    private static PostDraft draft(ByteReader in) {
        return new PostDraft(Rows.body(in), Rows.visibilityOf(in.u8()), in.list(ByteReader::text), in.list(Rows::tag));
    }

    private static ByteWriter conversation(ByteWriter out, ConversationId id) {
        return out.i64(id.value());
    }

    private static ConversationId conversation(ByteReader in) {
        return new ConversationId(in.i64());
    }

    private static ByteWriter members(ByteWriter out, ListId list, List<AccountId> members) {
        return out.varint(list.value()).list(members, CommandCodec::id);
    }

    private static ByteWriter mark(ByteWriter out, ImportMark mark) {
        return out.text(mark.source()).varint(mark.line());
    }

    private static ImportMark mark(ByteReader in) {
        return new ImportMark(in.text(), in.varint());
    }

    static ByteWriter id(ByteWriter out, AccountId account) {
        return out.varint(account.value());
    }

    static AccountId account(ByteReader in) {
        return new AccountId(in.int32());
    }

    private static int orZero(@Nullable AccountId account) {
        return account == null ? 0 : account.value();
    }

    private static @Nullable AccountId optionalAccount(ByteReader in) {
        int value = in.int32();
        return value == 0 ? null : new AccountId(value);
    }

    static ByteWriter post(ByteWriter out, PostId post) {
        return out.i64(post.value());
    }

    static PostId post(ByteReader in) {
        return new PostId(in.i64());
    }

    private static @Nullable PostId optionalPost(ByteReader in) {
        long value = in.i64();
        return value == 0 ? null : new PostId(value);
    }

    private static @Nullable AppId optionalApp(ByteReader in) {
        int value = in.int32();
        return value == 0 ? null : new AppId(value);
    }

    private static void optional(ByteWriter out, @Nullable String text) {
        out.bool(text != null);
        if (text != null) {
            out.text(text);
        }
    }

    private static @Nullable String optional(ByteReader in) {
        return in.bool() ? in.text() : null;
    }
}
