package dev.roost.sim;

import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.AuthorizationCode;
import dev.roost.model.Command;
import dev.roost.model.Conversation;
import dev.roost.model.ConversationId;
import dev.roost.model.Follow;
import dev.roost.model.Hashtag;
import dev.roost.model.ImportMark;
import dev.roost.model.ImportedPost;
import dev.roost.model.ImportedRecord;
import dev.roost.model.ListId;
import dev.roost.model.MarkKind;
import dev.roost.model.Mute;
import dev.roost.model.Notification;
import dev.roost.model.NotificationId;
import dev.roost.model.OriginalPost;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostBody;
import dev.roost.model.PostChange;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.ProfileChange;
import dev.roost.model.RepliesPolicy;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the words of steps; knows which post and which list each step has made. */
final class StepCommands {
    /** The start of every history: 2026-01-01, so that ids look like real ones. */
    static final long START_MS = 1_767_225_600_000L;

    private final Map<String, PostId> posts = new HashMap<>();
    private final Map<String, ListId> lists = new HashMap<>();

    /** Keeps what a step has made, for later steps to refer to. */
    void made(Step step, Outcome outcome) {
        switch (outcome) {
            case Outcome.PostStored stored -> posts.put("#" + step.label(), stored.id());
            case Outcome.ListCreated created -> lists.put("#" + step.label(), created.id());
            default -> {}
        }
    }

    /** Keeps the posts of an import. */
    void imported(Step step, List<PostId> ids) {
        for (int i = 0; i < ids.size(); i++) {
            posts.put("#" + step.label() + "." + (i + 1), ids.get(i));
        }
    }

    static AccountId account(String word) {
        return new AccountId(Integer.parseInt(word));
    }

    static PageRequest page(StepCommands names, List<String> words) {
        long max = 0;
        long since = 0;
        long min = 0;
        int limit = 20;
        for (String word : words) {
            String value = word.substring(word.indexOf('=') + 1);
            switch (word.substring(0, word.indexOf('='))) {
                case "max" -> max = names.cursor(value);
                case "since" -> since = names.cursor(value);
                case "min" -> min = names.cursor(value);
                case "limit" -> limit = Integer.parseInt(value);
                default -> throw new IllegalArgumentException("not part of a page: " + word);
            }
        }
        return new PageRequest(max, since, min, limit);
    }

    /** A post's id, or one next to it: {@code #5+1}. */
    private long cursor(String word) {
        int sign = Math.max(word.indexOf('+'), word.indexOf('-'));
        String name = sign < 0 ? word : word.substring(0, sign);
        return post(name).value() + (sign < 0 ? 0 : Long.parseLong(word.substring(sign)));
    }

    private PostId post(String word) {
        return posts.getOrDefault(word, new PostId(1));
    }

    private ListId list(String word) {
        return lists.getOrDefault(word, new ListId(Integer.MAX_VALUE));
    }

    /** The command of a step; empty for steps that are none. */
    Optional<Command> command(Step step, NaiveModel model) {
        NaiveState state = model.state;
        List<String> a = step.args();
        return Optional.ofNullable(
                switch (step.verb()) {
                    case "account" ->
                        new Command.CreateAccount(
                                a.get(0),
                                a.get(1).equals("-") ? "" : a.get(1),
                                "hash",
                                a.get(0),
                                Standing.valueOf(a.get(2)),
                                "en");
                    case "profile" ->
                        new Command.UpdateProfile(
                                account(a.get(0)),
                                ProfileChange.to(
                                        new Profile(a.get(1), "", List.of(), flag(a.get(2)), false, true, false, false),
                                        PostingDefaults.NONE));
                    case "replace-profile" ->
                        new Command.ReplaceProfile(
                                account(a.get(0)),
                                new Profile(a.get(1), "", List.of(), flag(a.get(2)), false, true, false, false),
                                PostingDefaults.NONE);
                    case "change-profile" -> new Command.UpdateProfile(account(a.get(0)), profileChange(a));
                    case "approve" -> new Command.ApproveAccount(account(a.get(0)));
                    case "password" -> new Command.SetPassword(account(a.get(0)), a.get(1));
                    case "restand" ->
                        new Command.ChangeStanding(
                                account(a.get(0)), Standing.valueOf(a.get(1)), Standing.valueOf(a.get(2)));
                    case "erase" -> new Command.EraseAccount(account(a.get(0)));
                    case "standing" -> new Command.SetStanding(account(a.get(0)), Standing.valueOf(a.get(1)));
                    case "app" -> new Command.RegisterApp(a.get(0), bytes(a.get(0)), a.get(0), List.of(), "read", "");
                    case "code" -> code(a, step.atMs());
                    case "redeem" ->
                        new Command.RedeemCode(bytes(a.get(0)), new AppId(number(a.get(1))), bytes(a.get(2)));
                    case "token" ->
                        new Command.IssueToken(bytes(a.get(0)), new AppId(number(a.get(1))), account(a.get(2)), "read");
                    case "revoke" -> new Command.RevokeToken(bytes(a.get(0)));
                    case "post" -> createPost(a);
                    case "edit" -> editPost(a);
                    case "change-post" -> changePost(a, state);
                    case "delete" -> new Command.DeletePost(account(a.get(0)), post(a.get(1)));
                    case "boost" ->
                        new Command.BoostPost(account(a.get(0)), post(a.get(1)), Visibility.valueOf(a.get(2)));
                    case "unboost" -> new Command.UnboostPost(account(a.get(0)), post(a.get(1)));
                    case "mark" -> new Command.MarkPost(account(a.get(0)), post(a.get(1)), MarkKind.valueOf(a.get(2)));
                    case "unmark" ->
                        new Command.UnmarkPost(account(a.get(0)), post(a.get(1)), MarkKind.valueOf(a.get(2)));
                    case "dismiss" -> dismiss(a, state);
                    case "conversation" -> conversation(a, model.conversations);
                    case "clear" -> new Command.ClearNotifications(account(a.get(0)));
                    case "marker" -> new Command.SetMarker(account(a.get(0)), a.get(1), a.get(2));
                    default -> graphCommand(step.verb(), a);
                });
    }

    private Command graphCommand(String verb, List<String> a) {
        return switch (verb) {
            case "follow" ->
                new Command.FollowAccount(
                        account(a.get(0)), account(a.get(1)), flagOrNone(a.get(2)), flagOrNone(a.get(3)));
            case "unfollow" -> new Command.UnfollowAccount(account(a.get(0)), account(a.get(1)));
            case "answer" -> new Command.AnswerFollowRequest(account(a.get(0)), account(a.get(1)), flag(a.get(2)));
            case "block" -> new Command.BlockAccount(account(a.get(0)), account(a.get(1)));
            case "unblock" -> new Command.UnblockAccount(account(a.get(0)), account(a.get(1)));
            case "mute" ->
                new Command.MuteAccount(new Mute(
                        account(a.get(0)),
                        account(a.get(1)),
                        flag(a.get(2)),
                        a.get(3).equals("-") ? Mute.FOREVER : START_MS + Long.parseLong(a.get(3))));
            case "unmute" -> new Command.UnmuteAccount(account(a.get(0)), account(a.get(1)));
            case "list" -> new Command.CreateList(account(a.get(0)), a.get(1), RepliesPolicy.valueOf(a.get(2)));
            case "relist" ->
                new Command.UpdateList(
                        account(a.get(0)),
                        list(a.get(1)),
                        a.get(2).equals("-") ? null : a.get(2),
                        a.get(3).equals("-") ? null : RepliesPolicy.valueOf(a.get(3)));
            case "unlist" -> new Command.DeleteList(account(a.get(0)), list(a.get(1)));
            case "enlist" -> new Command.AddToList(account(a.get(0)), list(a.get(1)), accounts(a.get(2)));
            case "delist" -> new Command.RemoveFromList(account(a.get(0)), list(a.get(1)), accounts(a.get(2)));
            case "import-accounts" ->
                new Command.ImportAccounts(mark(a.get(0)), List.of(a.get(1).split(",")));
            case "import-follows" -> importFollows(a);
            case "import-posts" ->
                new Command.ImportPosts(
                        mark(a.get(0)),
                        a.subList(1, a.size()).stream()
                                .map(StepCommands::importedPost)
                                .toList());
            case "import-records" ->
                new Command.ImportRecords(
                        mark(a.get(0)),
                        a.subList(1, a.size()).stream()
                                .map(StepCommands::record)
                                .toList());
            default -> null;
        };
    }

    /** Of the account's conversations, newest first, the one of a number; or one that there is not. */
    private static Command conversation(List<String> a, NaiveConversations conversations) {
        AccountId owner = account(a.get(0));
        List<Conversation> all = conversations.of(owner);
        int index = number(a.get(1));
        ConversationId id = index < all.size() ? all.get(index).id() : new ConversationId(1);
        return switch (a.get(2)) {
            case "read" -> new Command.MarkConversation(owner, id, false);
            case "unread" -> new Command.MarkConversation(owner, id, true);
            default -> new Command.RemoveConversation(owner, id);
        };
    }

    private static Command code(List<String> a, long atMs) {
        return new Command.IssueCode(new AuthorizationCode(
                bytes(a.get(0)),
                new AppId(number(a.get(1))),
                account(a.get(2)),
                "urn:here",
                "read",
                "",
                START_MS + atMs + 60_000));
    }

    private Command createPost(List<String> a) {
        PostId replyTo = null;
        String key = null;
        List<String> mentions = List.of();
        List<Hashtag> tags = List.of();
        List<AccountId> allowed = null;
        for (String word : a.subList(3, a.size())) {
            String value = word.substring(word.indexOf('=') + 1);
            switch (word.substring(0, word.indexOf('='))) {
                case "re" -> replyTo = post(value);
                case "m" -> mentions = handles(value);
                case "t" -> tags = tags(value);
                case "key" -> key = value;
                case "allow" -> allowed = value.isEmpty() ? List.of() : accounts(value);
                default -> throw new IllegalArgumentException("not part of a post: " + word);
            }
        }
        PostDraft draft = new PostDraft(body(a.get(2)), Visibility.valueOf(a.get(1)), mentions, tags);
        return new Command.CreatePost(account(a.get(0)), draft, replyTo, null, key, allowed);
    }

    private Command editPost(List<String> a) {
        List<String> mentions = a.get(3).equals("-") ? List.of() : handles(a.get(3));
        List<Hashtag> tags = a.get(4).equals("-") ? List.of() : tags(a.get(4));
        return new Command.EditPost(account(a.get(0)), post(a.get(1)), PostChange.to(body(a.get(2)), mentions, tags));
    }

    /** {@code author post field value seen}: one field of the four, and what it is measured with. */
    private Command changePost(List<String> a, NaiveState state) {
        String value = a.get(3);
        PostChange change = switch (a.get(2)) {
            case "text" -> new PostChange(new PostChange.Words(value, handles("u1"), tags("red")), null, null, null);
            case "spoiler" -> new PostChange(null, value.equals("-") ? "" : value, null, null);
            case "sensitive" -> new PostChange(null, null, flag(value), null);
            case "language" -> new PostChange(null, null, null, value);
            default -> throw new IllegalArgumentException("no such field: " + a.get(2));
        };
        OriginalPost former = state.original(post(a.get(1)));
        String kept = switch (a.get(4)) {
            case "-" -> null;
            case "seen" -> former == null ? null : change.keptOf(former.body());
            case "stale" -> change.keptOf(body("an older text"));
            default -> throw new IllegalArgumentException("not a way to measure: " + a.get(4));
        };
        return new Command.EditPost(account(a.get(0)), post(a.get(1)), change, kept);
    }

    /** {@code account field value}: one field. */
    private static ProfileChange profileChange(List<String> a) {
        String value = a.get(2);
        return switch (a.get(1)) {
            case "name" -> new ProfileChange(value, null, null, null, null, null, null, null, null, null, null);
            case "locked" -> new ProfileChange(null, null, null, flag(value), null, null, null, null, null, null, null);
            case "sensitive" ->
                new ProfileChange(null, null, null, null, null, null, null, null, null, flag(value), null);
            default -> throw new IllegalArgumentException("no such field: " + a.get(1));
        };
    }

    private static Boolean flagOrNone(String word) {
        return word.equals("-") ? null : flag(word);
    }

    private static Command dismiss(List<String> a, NaiveState state) {
        AccountId account = account(a.get(0));
        List<Notification> all = state.notificationsTo(account);
        int rank = number(a.get(1));
        NotificationId id = rank < all.size() ? all.get(rank).id() : new NotificationId(1);
        return new Command.DismissNotification(account, id);
    }

    private static Command importFollows(List<String> a) {
        int[] followers = new int[a.size() - 1];
        int[] followees = new int[a.size() - 1];
        for (int i = 0; i < followers.length; i++) {
            String[] edge = a.get(i + 1).split(">");
            followers[i] = number(edge[0]);
            followees[i] = number(edge[1]);
        }
        return new Command.ImportFollows(mark(a.get(0)), followers, followees);
    }

    /** {@code author;ms since the start;visibility;w, b, o or e;target;key} with {@code -} for none. */
    private static ImportedPost importedPost(String word) {
        String[] part = word.split(";");
        Visibility visibility = Visibility.valueOf(part[2]);
        ImportedPost.Target target = target(part[4]);
        ImportedPost.Content content = switch (part[3]) {
            case "w" -> new ImportedPost.Words(imported(visibility), target);
            case "b" -> new ImportedPost.BoostOf(target, visibility, null);
            case "o" -> new ImportedPost.BoostOf(target, visibility, imported(visibility));
            case "e" -> new ImportedPost.Edit(target, body("edit" + part[1]), List.of(), tags("red"));
            default -> throw new IllegalArgumentException("no such import: " + word);
        };
        return new ImportedPost(
                account(part[0]), content, START_MS + Long.parseLong(part[1]), part[5].equals("-") ? null : part[5]);
    }

    private static ImportedPost.Target target(String word) {
        return switch (word.charAt(0)) {
            case '-' -> new ImportedPost.Nothing();
            case '*' -> new ImportedPost.NewestOf(account(word.substring(1)));
            default -> new ImportedPost.Keyed(word);
        };
    }

    private static PostDraft imported(Visibility visibility) {
        return new PostDraft(body("imported"), visibility, List.of(), List.of());
    }

    private static ImportedRecord record(String word) {
        String[] part = word.split(";");
        AccountId first = account(part[1]);
        return switch (part[0]) {
            case "fields" ->
                new ImportedRecord.AccountFields(
                        first,
                        part[2].equals("-") ? "" : part[2],
                        "",
                        START_MS,
                        Standing.ACTIVE,
                        Profile.named(part[3]),
                        PostingDefaults.NONE);
            case "follow" -> new ImportedRecord.FollowWithSettings(edge(part));
            case "ask" -> new ImportedRecord.AskedFollow(edge(part));
            case "block" -> new ImportedRecord.Block(first, account(part[2]));
            case "mute" -> new ImportedRecord.Muting(new Mute(first, account(part[2]), flag(part[3]), Mute.FOREVER));
            case "list" ->
                new ImportedRecord.ListOfMembers(first, "imported", RepliesPolicy.valueOf(part[2]), accounts(part[3]));
            case "mark" -> new ImportedRecord.Mark(first, target(part[2]), MarkKind.valueOf(part[3]));
            default -> throw new IllegalArgumentException("no such record: " + word);
        };
    }

    private static Follow edge(String[] part) {
        return new Follow(account(part[1]), account(part[2]), flag(part[3]), flag(part[4]));
    }

    private static ImportMark mark(String line) {
        return new ImportMark("source", Long.parseLong(line));
    }

    private static PostBody body(String text) {
        return new PostBody(text, "", false, "en");
    }

    private static List<String> handles(String word) {
        return List.of(word.split(","));
    }

    private static List<Hashtag> tags(String word) {
        return Arrays.stream(word.split(",")).map(t -> new Hashtag(t, t)).toList();
    }

    private static List<AccountId> accounts(String word) {
        return Arrays.stream(word.split(",")).map(StepCommands::account).toList();
    }

    private static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean flag(String word) {
        return Boolean.parseBoolean(word);
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }
}
