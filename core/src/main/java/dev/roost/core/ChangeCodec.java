package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.ListId;
import dev.roost.model.PostChange;
import dev.roost.model.PostId;
import dev.roost.model.ProfileChange;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Commands that change some of the fields of something. One that says all of them is written as it was before there
 * were others, so that old entries come out as they went in; in the other form each field is preceded by whether it is
 * said. An edit that says what it was measured with has that in front.
 *
 * <pre>
 * UpdateProfile  65     EditPost  11 | 66 | 70     UpdateList  25 | 67     FollowAccount  17 | 68
 * </pre>
 */
final class ChangeCodec {
    private ChangeCodec() {}

    static void profile(ByteWriter out, Command.UpdateProfile c) {
        ProfileChange change = c.change();
        CommandCodec.id(out.u8(65), c.account());
        field(out, false, change.displayName(), ByteWriter::text);
        field(out, false, change.note(), ByteWriter::text);
        field(out, false, change.fields(), Rows::profileFields);
        field(out, false, change.locked(), ByteWriter::bool);
        field(out, false, change.bot(), ByteWriter::bool);
        field(out, false, change.discoverable(), ByteWriter::bool);
        field(out, false, change.indexable(), ByteWriter::bool);
        field(out, false, change.hideCollections(), ByteWriter::bool);
        field(out, false, change.visibility(), (w, visibility) -> w.u8(visibility.ordinal()));
        field(out, false, change.sensitive(), ByteWriter::bool);
        field(out, false, change.language(), ByteWriter::text);
    }

    static Command profile(ByteReader in) {
        return new Command.UpdateProfile(
                CommandCodec.account(in),
                new ProfileChange(
                        field(in, ByteReader::text),
                        field(in, ByteReader::text),
                        field(in, Rows::profileFields),
                        field(in, ByteReader::bool),
                        field(in, ByteReader::bool),
                        field(in, ByteReader::bool),
                        field(in, ByteReader::bool),
                        field(in, ByteReader::bool),
                        field(in, r -> Rows.visibilityOf(r.u8())),
                        field(in, ByteReader::bool),
                        field(in, ByteReader::text)));
    }

    static void post(ByteWriter out, Command.EditPost c) {
        PostChange change = c.change();
        PostChange.Words words = change.words();
        String kept = c.kept();
        boolean whole = kept == null && change.isWhole();
        int kind = kept != null ? 70 : whole ? 11 : 66;
        CommandCodec.post(CommandCodec.id(out.u8(kind), c.author()), c.post());
        if (kept != null) {
            out.text(kept);
        }
        field(out, whole, words == null ? null : words.text(), ByteWriter::text);
        field(out, whole, change.spoiler(), ByteWriter::text);
        field(out, whole, change.sensitive(), ByteWriter::bool);
        field(out, whole, change.language(), ByteWriter::text);
        if (words != null) {
            out.list(words.mentionHandles(), ByteWriter::text);
            Rows.tags(out, words.tags());
        }
    }

    static Command post(ByteReader in) {
        return new Command.EditPost(CommandCodec.account(in), CommandCodec.post(in), postChange(in));
    }

    static Command measuredPost(ByteReader in) {
        AccountId author = CommandCodec.account(in);
        PostId post = CommandCodec.post(in);
        String kept = in.text();
        return new Command.EditPost(author, post, postChange(in), kept);
    }

    private static PostChange postChange(ByteReader in) {
        String text = field(in, ByteReader::text);
        String spoiler = field(in, ByteReader::text);
        Boolean sensitive = field(in, ByteReader::bool);
        String language = field(in, ByteReader::text);
        PostChange.Words words =
                text == null ? null : new PostChange.Words(text, in.list(ByteReader::text), in.list(Rows::tag));
        return new PostChange(words, spoiler, sensitive, language);
    }

    static void list(ByteWriter out, Command.UpdateList c) {
        boolean whole = c.title() != null && c.replies() != null;
        CommandCodec.id(out.u8(whole ? 25 : 67), c.owner()).varint(c.list().value());
        field(out, whole, c.title(), ByteWriter::text);
        field(out, whole, c.replies(), (w, replies) -> w.u8(replies.ordinal()));
    }

    static Command list(ByteReader in) {
        return new Command.UpdateList(
                CommandCodec.account(in),
                new ListId(in.int32()),
                field(in, ByteReader::text),
                field(in, r -> Rows.repliesPolicyOf(r.u8())));
    }

    static void follow(ByteWriter out, Command.FollowAccount c) {
        boolean whole = c.boosts() != null && c.notifyPosts() != null;
        CommandCodec.id(CommandCodec.id(out.u8(whole ? 17 : 68), c.follower()), c.followee());
        field(out, whole, c.boosts(), ByteWriter::bool);
        field(out, whole, c.notifyPosts(), ByteWriter::bool);
    }

    static Command follow(ByteReader in) {
        return new Command.FollowAccount(
                CommandCodec.account(in),
                CommandCodec.account(in),
                field(in, ByteReader::bool),
                field(in, ByteReader::bool));
    }

    private static <T> void field(ByteWriter out, boolean whole, @Nullable T value, BiConsumer<ByteWriter, T> writing) {
        if (!whole) {
            out.bool(value != null);
        }
        if (value != null) {
            writing.accept(out, value);
        }
    }

    private static <T> @Nullable T field(ByteReader in, Function<ByteReader, T> reading) {
        return in.bool() ? reading.apply(in) : null;
    }
}
