package dev.roost.core;

import dev.roost.model.Follow;
import dev.roost.model.ImportedRecord;
import dev.roost.model.MarkKind;
import dev.roost.model.Mute;

/**
 * The bytes of one fact of an import: {@code kind (1) | fields in the order of the record}. Kinds are part of the
 * format: never change or reuse one.
 */
final class ImportedRecordCodec {
    private static final MarkKind[] MARK_KINDS = MarkKind.values();

    private ImportedRecordCodec() {}

    static void write(ByteWriter out, ImportedRecord record) {
        switch (record) {
            case ImportedRecord.AccountFields fields -> {
                CommandCodec.id(out.u8(0), fields.account())
                        .text(fields.email())
                        .text(fields.passwordHash())
                        .varint(fields.createdAtMs())
                        .u8(fields.standing().ordinal());
                Rows.profile(out, fields.profile());
                Rows.defaults(out, fields.defaults());
            }
            case ImportedRecord.FollowWithSettings follow -> follow(out.u8(1), follow.follow());
            case ImportedRecord.AskedFollow asked -> follow(out.u8(2), asked.follow());
            case ImportedRecord.Block block ->
                CommandCodec.id(CommandCodec.id(out.u8(3), block.blocker()), block.blocked());
            case ImportedRecord.Muting muting -> {
                Mute mute = muting.mute();
                CommandCodec.id(CommandCodec.id(out.u8(4), mute.muter()), mute.muted())
                        .bool(mute.hideNotifications())
                        .i64(mute.untilMs());
            }
            case ImportedRecord.ListOfMembers list ->
                CommandCodec.id(out.u8(5), list.owner())
                        .text(list.title())
                        .u8(list.replies().ordinal())
                        .list(list.members(), CommandCodec::id);
            case ImportedRecord.Mark mark -> {
                CommandCodec.target(CommandCodec.id(out.u8(6), mark.account()), mark.post());
                out.u8(mark.kind().ordinal());
            }
        }
    }

    static ImportedRecord read(ByteReader in) {
        int kind = in.u8();
        return switch (kind) {
            case 0 ->
                new ImportedRecord.AccountFields(
                        CommandCodec.account(in),
                        in.text(),
                        in.text(),
                        in.varint(),
                        Rows.standingOf(in.u8()),
                        Rows.profile(in),
                        Rows.defaults(in));
            case 1 -> new ImportedRecord.FollowWithSettings(follow(in));
            case 2 -> new ImportedRecord.AskedFollow(follow(in));
            case 3 -> new ImportedRecord.Block(CommandCodec.account(in), CommandCodec.account(in));
            case 4 ->
                new ImportedRecord.Muting(
                        new Mute(CommandCodec.account(in), CommandCodec.account(in), in.bool(), in.i64()));
            case 5 ->
                new ImportedRecord.ListOfMembers(
                        CommandCodec.account(in),
                        in.text(),
                        Rows.repliesPolicyOf(in.u8()),
                        in.list(CommandCodec::account));
            case 6 -> new ImportedRecord.Mark(CommandCodec.account(in), CommandCodec.target(in), MARK_KINDS[in.u8()]);
            default -> throw new CorruptRowException("an imported fact of unknown kind " + kind);
        };
    }

    private static void follow(ByteWriter out, Follow follow) {
        CommandCodec.id(CommandCodec.id(out, follow.follower()), follow.followee())
                .bool(follow.boosts())
                .bool(follow.notifyPosts());
    }

    private static Follow follow(ByteReader in) {
        return new Follow(CommandCodec.account(in), CommandCodec.account(in), in.bool(), in.bool());
    }
}
