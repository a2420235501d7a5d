package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.Change;
import dev.roost.model.Command;
import dev.roost.model.Hashtag;
import dev.roost.model.ImportedPost;
import dev.roost.model.Limits;
import dev.roost.model.MarkKind;
import dev.roost.model.MentionedAccount;
import dev.roost.model.NotificationType;
import dev.roost.model.OriginalPost;
import dev.roost.model.Outcome;
import dev.roost.model.Post;
import dev.roost.model.PostBody;
import dev.roost.model.PostChange;
import dev.roost.model.PostCounts;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.PostKind;
import dev.roost.model.PostVersion;
import dev.roost.model.Refusal;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Visibility;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands about posts, boosts and marks. */
final class PostCommands {
    /** Old idempotency keys forgotten per post that brings one: more than one, so that the table shrinks. */
    private static final int KEYS_FORGOTTEN = 4;

    /** Followers who asked to be told of posts and are told, per post. */
    private static final int WATCHERS_TOLD = 4_096;

    private final Workspace work;
    private final PostIndex index;
    private final Notifier notifier;
    private final ConversationCommands conversations;

    PostCommands(Workspace work, PostIndex index, Notifier notifier, ConversationCommands conversations) {
        this.work = work;
        this.conversations = conversations;
        this.index = index;
        this.notifier = notifier;
    }

    Outcome create(Command.CreatePost c) {
        Outcome inactive = work.inactive(c.author());
        if (inactive != null) {
            return inactive;
        }
        String key = c.idempotencyKey();
        PostId repeated = key == null ? null : work.view.idempotent(c.author(), key, work.timeMs());
        if (repeated != null) {
            return new Outcome.PostStored(repeated, true);
        }
        ReplyTarget target = null;
        if (c.replyTo() != null) {
            OriginalPost parent = visibleOriginal(c.author(), c.replyTo());
            if (parent == null) {
                return Workspace.refuse(Refusal.POST_NOT_FOUND);
            }
            target = new ReplyTarget(parent.id(), parent.author());
        }
        List<AccountId> unexpected = unexpected(c);
        if (!unexpected.isEmpty()) {
            return new Outcome.MentionsUnexpected(unexpected);
        }
        OriginalPost post = post(work, c.author(), c.draft(), target, work.timeMs(), c);
        index.add(post, false);
        if (key != null) {
            remember(c.author(), key, post.id());
        }
        for (MentionedAccount mention : post.mentions()) {
            notifier.tellOfMention(mention.account(), post);
        }
        tellWatchers(post);
        return new Outcome.PostStored(post.id(), false);
    }

    /** Whom a post would mention beside those whom its author allows. */
    private List<AccountId> unexpected(Command.CreatePost c) {
        List<AccountId> allowed = c.allowed();
        return allowed == null
                ? List.of()
                : mentioned(work, c.draft().mentionHandles()).stream()
                        .map(MentionedAccount::account)
                        .filter(account -> !allowed.contains(account))
                        .toList();
    }

    /** The post that a draft becomes: id given, mentioned accounts found. */
    static OriginalPost post(
            Workspace work,
            AccountId author,
            PostDraft draft,
            @Nullable ReplyTarget target,
            long createdAtMs,
            Command.@Nullable CreatePost command) {
        PostId id = work.heads.nextPost(target == null ? PostKind.PLAIN : PostKind.REPLY);
        return new OriginalPost(
                id,
                author,
                createdAtMs,
                0,
                draft.visibility(),
                draft.body(),
                target,
                mentioned(work, draft.mentionHandles()),
                draft.tags(),
                command == null ? null : command.app(),
                List.of());
    }

    Outcome edit(Command.EditPost c) {
        OriginalPost post = ownOriginal(c.author(), c.post());
        if (post == null) {
            return missingOwn(c.author(), c.post());
        }
        PostBody body = c.change().of(post.body());
        PostChange.Words words = c.change().words();
        List<MentionedAccount> mentions = words == null ? post.mentions() : mentioned(work, words.mentionHandles());
        if (sameWords(post, body)) {
            return Workspace.done();
        }
        if (c.kept() != null && !c.kept().equals(c.change().keptOf(post.body()))) {
            return Workspace.refuse(Refusal.CHANGED_MEANWHILE);
        }
        if (!keepVersion(post)) {
            return Workspace.refuse(Refusal.LIMIT_REACHED);
        }
        List<Hashtag> tags = words == null ? post.tags() : words.tags();
        OriginalPost edited = store(post, body, mentions, tags, work.timeMs());
        conversations.edited(post, edited, false);
        tellOfEdit(post, edited);
        return Workspace.done();
    }

    /** Newer words of an import; false if the words are the same or there are too many versions. */
    boolean importEdit(OriginalPost post, ImportedPost.Edit edit, long editedAtMs) {
        if (sameWords(post, edit.body()) || !keepVersion(post)) {
            return false;
        }
        OriginalPost edited = store(post, edit.body(), mentioned(work, edit.mentionHandles()), edit.tags(), editedAtMs);
        conversations.edited(post, edited, true);
        return true;
    }

    /** Puts the present words among the former ones; false if there is no room. */
    private boolean keepVersion(OriginalPost post) {
        List<PostVersion> versions = work.view.versions(post.id());
        if (versions.size() >= Limits.POST_VERSIONS) {
            return false;
        }
        long since = post.editedAtMs() == 0 ? post.createdAtMs() : post.editedAtMs();
        work.rows.put(
                Table.POST_VERSIONS,
                Keys.pair(post.id(), versions.size()),
                Rows.version(new PostVersion(since, post.body(), post.mentions(), post.tags())));
        return true;
    }

    private OriginalPost store(
            OriginalPost former, PostBody body, List<MentionedAccount> mentions, List<Hashtag> tags, long editedAtMs) {
        OriginalPost post = former.edited(body, mentions, tags, editedAtMs);
        index.replace(former, post);
        return post;
    }

    private void tellOfEdit(OriginalPost former, OriginalPost edited) {
        for (MentionedAccount mention : edited.mentions()) {
            AccountId account = mention.account();
            if (!former.hasMentioned(account)) {
                notifier.tellOfMention(account, edited);
            } else if (!former.mentions(account)) {
                notifier.passOverMention(account, edited);
            }
        }
        List<AccountId> boosters = new ArrayList<>();
        work.view.boostsOf(former.id(), Long.MAX_VALUE, (id, booster, atMs) -> {
            boosters.add(new AccountId(booster));
            return boosters.size() < WATCHERS_TOLD;
        });
        for (AccountId booster : boosters) {
            // The newest edit is all that is worth telling of.
            notifier.withdraw(booster, former.author(), NotificationType.UPDATE, former.id());
            notifier.tell(booster, former.author(), NotificationType.UPDATE, former.id());
        }
    }

    Outcome delete(Command.DeletePost c) {
        Post post = work.view.post(c.post());
        if (post == null || !post.author().equals(c.author())) {
            return missingOwn(c.author(), c.post());
        }
        switch (post) {
            case OriginalPost original -> index.remove(original);
            case Boost boost -> withdraw(boost);
        }
        return Workspace.done();
    }

    Outcome boost(Command.BoostPost c) {
        Outcome inactive = work.inactive(c.author());
        if (inactive != null) {
            return inactive;
        }
        OriginalPost original = visibleOriginal(c.author(), c.post());
        if (original == null) {
            return Workspace.refuse(Refusal.POST_NOT_FOUND);
        }
        PostId former = work.view.boostBy(c.author(), original.id());
        if (former != null) {
            return new Outcome.PostStored(former, true);
        }
        boolean open = original.visibility().isOpen();
        boolean ownPrivate =
                original.visibility() == Visibility.PRIVATE && original.author().equals(c.author());
        if (!open && !ownPrivate) {
            return Workspace.refuse(Refusal.NOT_BOOSTABLE);
        }
        Visibility visibility = ownPrivate || c.visibility() == Visibility.DIRECT ? Visibility.PRIVATE : c.visibility();
        Boost boost = new Boost(
                work.heads.nextPost(PostKind.BOOST),
                c.author(),
                work.timeMs(),
                visibility,
                original.id(),
                original.author());
        index.add(boost, false);
        notifier.tell(original.author(), c.author(), NotificationType.BOOST, original.id());
        return new Outcome.PostStored(boost.id(), false);
    }

    Outcome unboost(Command.UnboostPost c) {
        OriginalPost original = originalOf(c.post());
        if (original == null) {
            return Workspace.refuse(Refusal.POST_NOT_FOUND);
        }
        PostId id = work.view.boostBy(c.author(), original.id());
        if (id != null && work.view.post(id) instanceof Boost boost) {
            withdraw(boost);
        }
        return Workspace.done();
    }

    Outcome mark(Command.MarkPost c) {
        Outcome inactive = work.inactive(c.account());
        if (inactive != null) {
            return inactive;
        }
        OriginalPost post = visibleOriginal(c.account(), c.post());
        if (post == null) {
            return Workspace.refuse(Refusal.POST_NOT_FOUND);
        }
        if (work.view.marked(c.account(), c.kind(), post.id())) {
            return Workspace.done();
        }
        if (c.kind() == MarkKind.PIN) {
            if (!isPinnable(c.account(), post)) {
                return Workspace.refuse(Refusal.NOT_PINNABLE);
            }
            if (!hasFreePin(c.account())) {
                return Workspace.refuse(Refusal.LIMIT_REACHED);
            }
        }
        addMark(c.account(), c.kind(), post, 0);
        if (c.kind() == MarkKind.FAVOURITE) {
            notifier.tell(post.author(), c.account(), NotificationType.FAVOURITE, post.id());
        }
        return Workspace.done();
    }

    /** Stores a mark of an import; false if it is there or cannot be. */
    boolean importMark(AccountId account, MarkKind kind, OriginalPost post, int position) {
        if (work.view.marked(account, kind, post.id()) || work.view.account(account) == null) {
            return false;
        }
        if (kind == MarkKind.PIN && !(isPinnable(account, post) && hasFreePin(account))) {
            return false;
        }
        addMark(account, kind, post, position);
        return true;
    }

    private static boolean isPinnable(AccountId account, OriginalPost post) {
        return post.author().equals(account) && post.visibility() != Visibility.DIRECT;
    }

    private boolean hasFreePin(AccountId account) {
        int[] pins = new int[1];
        work.view.marks(account, MarkKind.PIN, pinned -> ++pins[0] < Limits.PINS);
        return pins[0] < Limits.PINS;
    }

    /** Marks are ordered by the offset of their command, then by their position in it. */
    private void addMark(AccountId account, MarkKind kind, OriginalPost post, int position) {
        long sequence = work.sequence(position);
        work.rows.put(Table.MARKS, Keys.mark(account, kind, post.id().value()), Rows.number(sequence));
        work.rows.put(
                Table.MARKS_BY_TIME,
                Keys.markByTime(account, kind, sequence),
                Rows.number(post.id().value()));
        work.emit(new Change.MarkChanged(account, post.id()));
        if (kind == MarkKind.FAVOURITE) {
            work.rows.put(Table.FAVOURITED_BY, Keys.byTime(post.id(), sequence, account), Keys.NONE);
            work.count(post.id(), p -> new PostCounts(p.replies(), p.boosts(), p.favourites() + 1));
        }
    }

    Outcome unmark(Command.UnmarkPost c) {
        OriginalPost post = originalOf(c.post());
        if (post == null) {
            return Workspace.refuse(Refusal.POST_NOT_FOUND);
        }
        unmark(c.account(), c.kind(), post);
        return Workspace.done();
    }

    private void unmark(AccountId account, MarkKind kind, OriginalPost post) {
        if (index.unmark(account, kind, post.id()) && kind == MarkKind.FAVOURITE) {
            work.count(post.id(), p -> new PostCounts(p.replies(), p.boosts(), p.favourites() - 1));
            notifier.withdraw(post.author(), account, NotificationType.FAVOURITE, post.id());
        }
    }

    /** Takes a mark back, also from a post that is gone. */
    void eraseMark(AccountId account, MarkKind kind, PostId id) {
        OriginalPost post = work.view.original(id);
        if (post == null) {
            index.unmark(account, kind, id);
        } else {
            unmark(account, kind, post);
        }
    }

    /** Takes a boost back, and that it was told of. */
    void withdraw(Boost boost) {
        index.remove(boost);
        notifier.withdraw(boost.ofAuthor(), boost.author(), NotificationType.BOOST, boost.of());
    }

    private void tellWatchers(OriginalPost post) {
        boolean shown = post.visibility() != Visibility.DIRECT && post.replyTo() == null;
        if (!shown || work.figures(post.author()).watchers() == 0) {
            return;
        }
        List<AccountId> watchers = new ArrayList<>();
        byte[] from = Keys.of(post.author());
        work.rows.scan(Table.POST_WATCHERS, from, Keys.after(from), (key, value) -> {
            watchers.add(new AccountId(Keys.intAt(key, 4)));
            return watchers.size() < WATCHERS_TOLD;
        });
        for (AccountId watcher : watchers) {
            if (!post.mentions(watcher)) {
                notifier.tell(watcher, post.author(), NotificationType.POST, post.id());
            }
        }
    }

    private void remember(AccountId author, String key, PostId post) {
        List<byte[]> old = new ArrayList<>();
        long forgetBeforeMs = work.timeMs() - Limits.IDEMPOTENCY_MS;
        work.rows.scan(
                Table.IDEMPOTENCY_BY_TIME, Keys.offset(0), Keys.offset(Math.max(0, forgetBeforeMs)), (k, value) -> {
                    old.add(k);
                    return old.size() < KEYS_FORGOTTEN;
                });
        for (byte[] k : old) {
            work.rows.delete(Table.IDEMPOTENCY_BY_TIME, k);
            AccountId account = new AccountId(Keys.intAt(k, 8));
            String named = new ByteReader(k, 12).rest();
            // A key that has been used again since has a younger row, which stays.
            if (work.view.idempotent(account, named, work.timeMs()) == null) {
                work.rows.delete(Table.IDEMPOTENCY, Keys.named(account, named));
            }
        }
        work.rows.put(
                Table.IDEMPOTENCY,
                Keys.named(author, key),
                Rows.writer(24).varint(post.value()).varint(work.timeMs()).toBytes());
        work.rows.put(Table.IDEMPOTENCY_BY_TIME, Keys.idempotencyByTime(work.timeMs(), author, key), Keys.NONE);
    }

    private static List<MentionedAccount> mentioned(Workspace work, List<String> handles) {
        List<MentionedAccount> mentions = new ArrayList<>();
        for (String handle : handles) {
            AccountId account = work.view.accountNamed(handle);
            if (account != null && mentions.size() < Limits.POST_MENTIONS) {
                mentions.add(new MentionedAccount(account, handle));
            }
        }
        return mentions;
    }

    private static boolean sameWords(OriginalPost post, PostBody body) {
        return post.body().equals(body);
    }

    /** The original behind a post or boost. */
    private @Nullable OriginalPost originalOf(PostId id) {
        return switch (work.view.post(id)) {
            case null -> null;
            case OriginalPost original -> original;
            case Boost boost -> work.view.original(boost.of());
        };
    }

    private @Nullable OriginalPost visibleOriginal(AccountId viewer, PostId id) {
        OriginalPost original = originalOf(id);
        return original != null && work.view.maySee(viewer, original) ? original : null;
    }

    private @Nullable OriginalPost ownOriginal(AccountId author, PostId id) {
        OriginalPost original = work.view.original(id);
        return original != null && original.author().equals(author) ? original : null;
    }

    private Outcome missingOwn(AccountId author, PostId id) {
        Post post = work.view.post(id);
        if (post == null || !work.view.maySee(author, post)) {
            return Workspace.refuse(Refusal.POST_NOT_FOUND);
        }
        return Workspace.refuse(post.author().equals(author) ? Refusal.NOT_EDITABLE : Refusal.NOT_OWN_POST);
    }
}
