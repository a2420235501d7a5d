package dev.roost.app.imports;

import dev.roost.app.imports.ExportLines.RelationLine;
import dev.roost.model.Follow;
import dev.roost.model.ImportedRecord;
import dev.roost.model.Limits;
import dev.roost.model.Mute;
import dev.roost.model.RepliesPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The follows with settings, requests, blocks, mutes and lists of an export. */
final class RelationLines implements LineFormat {
    @Override
    public void line(long number, String line, ImportPipeline into) throws BadLineException {
        RelationLine relation = Json.parse(RelationLine.class, line);
        String from = Checks.username(relation.from(), "from");
        String kind = relation.kind() == null ? "" : relation.kind();
        switch (kind) {
            case "follow" -> pair(relation, from, into, ids -> new ImportedRecord.FollowWithSettings(ids.follow()));
            case "request" -> pair(relation, from, into, ids -> new ImportedRecord.AskedFollow(ids.follow()));
            case "block" ->
                pair(
                        relation,
                        from,
                        into,
                        ids -> new ImportedRecord.Block(
                                ids.follow().follower(), ids.follow().followee()));
            case "mute" -> mute(relation, from, into);
            case "list" -> list(relation, from, into);
            default -> throw new BadLineException("not a known kind: " + Show.quoted(kind));
        }
    }

    private record Pair(Follow follow) {}

    private static void pair(
            RelationLine relation, String from, ImportPipeline into, Function<Pair, ImportedRecord> record)
            throws BadLineException {
        String to = Checks.username(relation.to(), "to");
        int first = into.account(from);
        int second = into.account(to);
        boolean boosts = !yes(relation.hideBoosts());
        boolean notify = yes(relation.notifyPosts());
        into.fact(0, names -> record.apply(new Pair(new Follow(names.id(first), names.id(second), boosts, notify))));
    }

    private static void mute(RelationLine relation, String from, ImportPipeline into) throws BadLineException {
        String to = Checks.username(relation.to(), "to");
        long until = relation.until() == null ? Mute.FOREVER : TimeRange.OF_AN_EXPORT.check(relation.until(), "until");
        boolean hide = yes(relation.hideNotifications());
        int muter = into.account(from);
        int muted = into.account(to);
        into.fact(0, names -> new ImportedRecord.Muting(new Mute(names.id(muter), names.id(muted), hide, until)));
    }

    private static void list(RelationLine relation, String from, ImportPipeline into) throws BadLineException {
        String title = Checks.text(relation.title(), Limits.LIST_TITLE_CHARS, "title");
        RepliesPolicy replies = Checks.oneOf(RepliesPolicy.class, relation.replies(), RepliesPolicy.LIST);
        List<String> members = relation.members() == null ? List.of() : relation.members();
        if (title.isEmpty() || members.size() > Limits.LIST_MEMBERS) {
            throw new BadLineException(title.isEmpty() ? "no title" : "more than " + Limits.LIST_MEMBERS + " members");
        }
        for (String member : members) {
            Checks.username(member, "member");
        }
        int owner = into.account(from);
        List<Integer> slots = new ArrayList<>();
        members.forEach(member -> slots.add(into.account(member)));
        into.fact(
                members.size() * 5 + title.length(),
                names -> new ImportedRecord.ListOfMembers(
                        names.id(owner),
                        title,
                        replies,
                        slots.stream().map(names::id).toList()));
    }

    private static boolean yes(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value);
    }
}
