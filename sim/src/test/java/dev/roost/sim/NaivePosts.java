package dev.roost.sim;

import static dev.roost.sim.NaiveModel.refused;

import dev.roost.model.AccountId;
import dev.roost.model.Boost;
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
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.PostKind;
import dev.roost.model.PostVersion;
import dev.roost.model.Refusal;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Visibility;
import dev.roost.sim.NaiveState.Mark;
import dev.roost.sim.NaiveState.Named;
import dev.roost.sim.NaiveState.Remembered;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Posts, boosts and marks in the reference model. */
final class NaivePosts {
    private final NaiveState state;
    private final NaiveModel.Changed changed;
    private final NaiveBell bell;
    private final NaiveConversations conversations;

    NaivePosts(NaiveState state, NaiveModel.Changed changed, NaiveBell bell, NaiveConversations conversations) {
        this.conversations = conversations;
        this.state = state;
        this.changed = changed;
        this.bell = bell;
    }

    // ---- writing

    Outcome create(Command.CreatePost c) {
        Outcome inactive = NaiveModel.inactive(state, c.author());
        if (inactive != null) {
            return inactive;
        }
        Named key = c.idempotencyKey() == null ? null : new Named(c.author(), c.idempotencyKey());
        Remembered remembered = key == null ? null : state.idempotency.get(key);
        if (remembered != null && state.timeMs - remembered.atMs() < Limits.IDEMPOTENCY_MS) {
            return new Outcome.PostStored(remembered.post(), true);
        }
        ReplyTarget target = null;
        if (c.replyTo() != null) {
            OriginalPost parent = state.behind(c.replyTo());
            if (parent == null || !state.maySee(c.author(), parent)) {
                return refused(Refusal.POST_NOT_FOUND);
            }
            target = new ReplyTarget(parent.id(), parent.author());
        }
        if (c.allowed() != null) {
            List<AccountId> others = new ArrayList<>();
            mentioned(c.draft().mentionHandles()).forEach(mention -> others.add(mention.account()));
            others.removeAll(c.allowed());
            if (!others.isEmpty()) {
                return new Outcome.MentionsUnexpected(others);
            }
        }
        OriginalPost post = write(c.author(), c.draft(), target, state.timeMs, c);
        if (key != null) {
            state.idempotency.put(key, new Remembered(post.id(), state.timeMs));
        }
        post.mentions().forEach(mention -> bell.tellOfMention(mention.account(), post));
        if (post.visibility() != Visibility.DIRECT && target == null) {
            for (AccountId follower : new TreeSet<>(state.followers(post.author()))) {
                boolean asked = state.follows
                        .get(new NaiveState.Pair(follower, post.author()))
                        .notifyPosts();
                if (asked && !post.mentions(follower)) {
                    bell.tell(follower, post.author(), NotificationType.POST, post.id());
                }
            }
        }
        return new Outcome.PostStored(post.id(), false);
    }

    OriginalPost write(
            AccountId author, PostDraft draft, ReplyTarget target, long createdAtMs, Command.CreatePost command) {
        OriginalPost post = new OriginalPost(
                nextId(target == null ? PostKind.PLAIN : PostKind.REPLY),
                author,
                createdAtMs,
                0,
                draft.visibility(),
                draft.body(),
                target,
                mentioned(draft.mentionHandles()),
                draft.tags(),
                command == null ? null : command.app(),
                List.of());
        state.posts.put(post.id(), post);
        if (draft.visibility() != Visibility.DIRECT) {
            state.newestPostAtMs.merge(author, createdAtMs, Math::max);
        }
        changed.yes = true;
        conversations.written(post, command == null);
        return post;
    }

    private List<MentionedAccount> mentioned(List<String> handles) {
        List<MentionedAccount> found = new ArrayList<>();
        for (String handle : handles) {
            AccountId account = state.named(handle);
            if (account != null && found.size() < Limits.POST_MENTIONS) {
                found.add(new MentionedAccount(account, handle));
            }
        }
        return found;
    }

    private PostId nextId(PostKind kind) {
        PostId id = PostId.after(state.lastPost, state.timeMs, kind);
        state.lastPost = id.value();
        return id;
    }

    Outcome edit(Command.EditPost c) {
        OriginalPost post = state.original(c.post());
        if (post == null || !post.author().equals(c.author())) {
            return missing(c.author(), c.post());
        }
        PostBody body = c.change().of(post.body());
        if (post.body().equals(body)) {
            return Outcome.Done.DONE;
        }
        boolean otherText = c.change().words() == null && !post.body().text().equals(c.kept());
        boolean otherWarning =
                c.change().spoiler() == null && !post.body().spoiler().equals(c.kept());
        if (c.kept() != null && (otherText || otherWarning)) {
            return refused(Refusal.CHANGED_MEANWHILE);
        }
        List<PostVersion> versions = state.versions.computeIfAbsent(post.id(), id -> new ArrayList<>());
        if (versions.size() >= Limits.POST_VERSIONS) {
            return refused(Refusal.LIMIT_REACHED);
        }
        PostChange.Words words = c.change().words();
        OriginalPost edited = words == null
                ? rewrite(post, body, post.mentions(), post.tags(), state.timeMs)
                : rewrite(post, body, mentioned(words.mentionHandles()), words.tags(), state.timeMs);
        conversations.rewritten(post, edited, false);
        for (MentionedAccount mention : edited.mentions()) {
            if (!post.hasMentioned(mention.account())) {
                bell.tellOfMention(mention.account(), edited);
            } else if (!post.mentions(mention.account())) {
                bell.skip(mention.account(), post.author());
            }
        }
        for (Boost boost : state.boostsOf(post.id())) {
            bell.takeBack(n -> n.type() == NotificationType.UPDATE
                    && n.to().equals(boost.author())
                    && post.id().equals(n.post()));
            bell.tell(boost.author(), post.author(), NotificationType.UPDATE, post.id());
        }
        return Outcome.Done.DONE;
    }

    private OriginalPost rewrite(
            OriginalPost post, PostBody body, List<MentionedAccount> mentions, List<Hashtag> tags, long editedAtMs) {
        long since = post.editedAtMs() == 0 ? post.createdAtMs() : post.editedAtMs();
        state.versions
                .computeIfAbsent(post.id(), id -> new ArrayList<>())
                .add(new PostVersion(since, post.body(), post.mentions(), post.tags()));
        List<AccountId> silent = new ArrayList<>(post.silentMentions());
        silent.addAll(post.mentionedAccounts());
        mentions.forEach(mention -> silent.removeIf(mention.account()::equals));
        OriginalPost edited = new OriginalPost(
                post.id(),
                post.author(),
                post.createdAtMs(),
                editedAtMs,
                post.visibility(),
                body,
                post.replyTo(),
                mentions,
                tags,
                post.app(),
                silent);
        state.posts.put(post.id(), edited);
        changed.yes = true;
        return edited;
    }

    boolean importEdit(OriginalPost post, ImportedPost.Edit edit, long editedAtMs) {
        if (post.body().equals(edit.body())
                || state.versions.getOrDefault(post.id(), List.of()).size() >= Limits.POST_VERSIONS) {
            return false;
        }
        OriginalPost edited = rewrite(post, edit.body(), mentioned(edit.mentionHandles()), edit.tags(), editedAtMs);
        conversations.rewritten(post, edited, true);
        return true;
    }

    Outcome delete(Command.DeletePost c) {
        Post post = state.posts.get(c.post());
        if (post == null || !post.author().equals(c.author())) {
            return missing(c.author(), c.post());
        }
        switch (post) {
            case Boost boost -> withdraw(boost);
            case OriginalPost original -> {
                state.boostsOf(original.id()).forEach(boost -> state.posts.remove(boost.id()));
                state.marks.removeIf(mark -> mark.post().equals(original.id()));
                state.versions.remove(original.id());
                state.posts.remove(original.id());
                conversations.deleted(original.id());
                bell.takeBack(n -> original.id().equals(n.post()));
            }
        }
        changed.yes = true;
        return Outcome.Done.DONE;
    }

    private Outcome missing(AccountId author, PostId id) {
        Post post = state.posts.get(id);
        if (post == null || !state.maySee(author, post)) {
            return refused(Refusal.POST_NOT_FOUND);
        }
        return refused(post.author().equals(author) ? Refusal.NOT_EDITABLE : Refusal.NOT_OWN_POST);
    }

    // ---- boosts

    Outcome boost(Command.BoostPost c) {
        Outcome inactive = NaiveModel.inactive(state, c.author());
        if (inactive != null) {
            return inactive;
        }
        OriginalPost original = state.behind(c.post());
        if (original == null || !state.maySee(c.author(), original)) {
            return refused(Refusal.POST_NOT_FOUND);
        }
        Boost former = state.boostBy(c.author(), original.id());
        if (former != null) {
            return new Outcome.PostStored(former.id(), true);
        }
        if (!boostable(c.author(), original)) {
            return refused(Refusal.NOT_BOOSTABLE);
        }
        boolean narrow = original.visibility() == Visibility.PRIVATE || c.visibility() == Visibility.DIRECT;
        Boost boost = show(c.author(), original, narrow ? Visibility.PRIVATE : c.visibility(), state.timeMs);
        bell.tell(original.author(), c.author(), NotificationType.BOOST, original.id());
        return new Outcome.PostStored(boost.id(), false);
    }

    static boolean boostable(AccountId booster, OriginalPost original) {
        return switch (original.visibility()) {
            case PUBLIC, UNLISTED -> true;
            case PRIVATE -> original.author().equals(booster);
            case DIRECT -> false;
        };
    }

    Boost show(AccountId booster, OriginalPost original, Visibility visibility, long createdAtMs) {
        Boost boost =
                new Boost(nextId(PostKind.BOOST), booster, createdAtMs, visibility, original.id(), original.author());
        state.posts.put(boost.id(), boost);
        changed.yes = true;
        return boost;
    }

    Outcome unboost(Command.UnboostPost c) {
        OriginalPost original = state.behind(c.post());
        if (original == null) {
            return refused(Refusal.POST_NOT_FOUND);
        }
        Boost boost = state.boostBy(c.author(), original.id());
        if (boost != null) {
            withdraw(boost);
        }
        return Outcome.Done.DONE;
    }

    private void withdraw(Boost boost) {
        state.posts.remove(boost.id());
        changed.yes = true;
        bell.takeBack(n -> n.type() == NotificationType.BOOST
                && n.to().equals(boost.ofAuthor())
                && n.from().equals(boost.author())
                && boost.of().equals(n.post()));
    }

    // ---- marks

    Outcome mark(Command.MarkPost c) {
        Outcome inactive = NaiveModel.inactive(state, c.account());
        if (inactive != null) {
            return inactive;
        }
        OriginalPost post = state.behind(c.post());
        if (post == null || !state.maySee(c.account(), post)) {
            return refused(Refusal.POST_NOT_FOUND);
        }
        Mark mark = new Mark(c.account(), c.kind(), post.id());
        if (state.marks.contains(mark)) {
            return Outcome.Done.DONE;
        }
        if (c.kind() == MarkKind.PIN && !pinnable(c.account(), post)) {
            return refused(Refusal.NOT_PINNABLE);
        }
        if (c.kind() == MarkKind.PIN && pins(c.account()) >= Limits.PINS) {
            return refused(Refusal.LIMIT_REACHED);
        }
        state.marks.add(mark);
        changed.yes = true;
        if (c.kind() == MarkKind.FAVOURITE) {
            bell.tell(post.author(), c.account(), NotificationType.FAVOURITE, post.id());
        }
        return Outcome.Done.DONE;
    }

    boolean importMark(AccountId account, MarkKind kind, OriginalPost post) {
        boolean pin = kind == MarkKind.PIN;
        if (!state.accounts.containsKey(account) || (pin && !pinnable(account, post))) {
            return false;
        }
        if (pin && pins(account) >= Limits.PINS) {
            return false;
        }
        return state.marks.add(new Mark(account, kind, post.id()));
    }

    private static boolean pinnable(AccountId account, OriginalPost post) {
        return post.author().equals(account) && post.visibility() != Visibility.DIRECT;
    }

    private long pins(AccountId account) {
        return state.marks.stream()
                .filter(m -> m.kind() == MarkKind.PIN && m.account().equals(account))
                .count();
    }

    Outcome unmark(Command.UnmarkPost c) {
        OriginalPost post = state.behind(c.post());
        if (post == null) {
            return refused(Refusal.POST_NOT_FOUND);
        }
        boolean marked = state.marks.remove(new Mark(c.account(), c.kind(), post.id()));
        changed.yes |= marked;
        if (marked && c.kind() == MarkKind.FAVOURITE) {
            bell.takeBack(n -> n.type() == NotificationType.FAVOURITE
                    && n.to().equals(post.author())
                    && n.from().equals(c.account())
                    && post.id().equals(n.post()));
        }
        return Outcome.Done.DONE;
    }
}
