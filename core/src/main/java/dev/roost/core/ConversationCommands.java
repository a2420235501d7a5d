package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.Change;
import dev.roost.model.Command;
import dev.roost.model.Conversation;
import dev.roost.model.ConversationId;
import dev.roost.model.Limits;
import dev.roost.model.MentionedAccount;
import dev.roost.model.OriginalPost;
import dev.roost.model.Outcome;
import dev.roost.model.PostId;
import dev.roost.model.Refusal;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Visibility;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conversations: what follows from direct posts for those who wrote or were sent them, and commands about that.
 *
 * <p>An account has a conversation for each thread and set of others in it. A post comes into its author's, and into
 * those of the accounts that it mentions and that may see it, unless they block, or mute with notifications, somebody
 * who takes part. Mastodon's rules: a post stays in its conversation whatever an edit does to its mentions, a
 * conversation that was deleted comes back with the next post, and who blocks or mutes somebody so loses the
 * conversations with them.
 */
final class ConversationCommands {
    private final Workspace work;
    private final ConversationView view;
    private final Notifier notifier;

    ConversationCommands(Workspace work, Notifier notifier) {
        this.notifier = notifier;
        this.work = work;
        this.view = work.view.conversations();
    }

    // ---- what follows from posts

    /** A post is there, in all its other tables; those who get it from an import have read it. */
    void added(OriginalPost post, boolean imported) {
        if (post.visibility() != Visibility.DIRECT) {
            return;
        }
        PostId thread = threadOf(post);
        work.rows.put(Table.DIRECT_POSTS, Keys.of(post.id()), Rows.number(thread.value()));
        for (AccountId owner : participants(post)) {
            boolean own = owner.equals(post.author());
            if (own || receives(owner, post)) {
                add(owner, post, thread, !own && !imported);
            }
        }
    }

    /** A post's words and mentions are others now: who was not mentioned before gets it now. */
    void edited(OriginalPost former, OriginalPost post, boolean imported) {
        PostId thread = post.visibility() == Visibility.DIRECT ? view.thread(post.id()) : null;
        if (thread == null) {
            return;
        }
        for (MentionedAccount mention : post.mentions()) {
            AccountId owner = mention.account();
            if (!former.hasMentioned(owner) && conversationWith(owner, post.id()) == null && receives(owner, post)) {
                add(owner, post, thread, !imported);
            }
        }
        for (AccountId owner : ownersOf(post.id())) {
            if (!work.view.maySeeOnceShown(owner, post)) {
                takeOut(owner, post.id());
            }
        }
    }

    /** A post is going. */
    void removed(OriginalPost post) {
        if (post.visibility() != Visibility.DIRECT) {
            return;
        }
        for (AccountId owner : ownersOf(post.id())) {
            takeOut(owner, post.id());
        }
        work.rows.delete(Table.DIRECT_POSTS, Keys.of(post.id()));
    }

    /**
     * Where the thread begins that a post is in, as far as it can be followed up: a thread keeps together, whatever of
     * it is deleted, from its first direct post on.
     */
    private PostId threadOf(OriginalPost post) {
        PostId first = post.id();
        ReplyTarget target = post.replyTo();
        for (int steps = 0; target != null && steps < Limits.THREAD_STEPS; steps++) {
            first = target.post();
            PostId known = view.thread(first);
            if (known != null) {
                return known;
            }
            OriginalPost parent = work.view.original(first);
            target = parent == null ? null : parent.replyTo();
        }
        return first;
    }

    /** The author and whom the post mentions, each once. */
    private static Set<AccountId> participants(OriginalPost post) {
        Set<AccountId> participants = new LinkedHashSet<>();
        participants.add(post.author());
        for (MentionedAccount mention : post.mentions()) {
            participants.add(mention.account());
        }
        return participants;
    }

    /** Whether a post comes to somebody whom it mentions: as it is told of, so that the two agree. */
    private boolean receives(AccountId owner, OriginalPost post) {
        if (owner.equals(post.author()) || !work.view.maySeeOnceShown(owner, post)) {
            return false;
        }
        return !notifier.isUnwanted(owner, post.author()) && !notifier.concernsUnwanted(owner, post);
    }

    private void add(AccountId owner, OriginalPost post, PostId thread, boolean unread) {
        Set<AccountId> participants = participants(post);
        participants.remove(owner);
        List<AccountId> others = participants.stream().sorted().toList();
        byte[] members = ConversationRows.byMembers(owner, thread, others);
        byte[] known = work.rows.get(Table.CONVERSATIONS_BY_MEMBERS, members);
        ConversationId id = known == null ? freeId(owner, post.id()) : new ConversationId(Rows.number(known));
        ConversationRows.Row former = view.row(owner, id);
        PostId last = post.id();
        if (former != null && former.conversation().lastPost().compareTo(last) > 0) {
            last = former.conversation().lastPost();
        }
        if (former != null) {
            work.rows.delete(
                    Table.CONVERSATIONS_BY_POST,
                    ConversationRows.byPost(owner, former.conversation().lastPost()));
        }
        work.rows.put(Table.CONVERSATIONS_BY_MEMBERS, members, Rows.number(id.value()));
        work.rows.put(Table.CONVERSATION_POSTS, ConversationRows.post(owner, id, post.id()), Keys.NONE);
        work.rows.put(Table.DIRECT_POSTS, Keys.pair(post.id(), owner), Rows.number(id.value()));
        store(new ConversationRows.Row(new Conversation(id, owner, others, last, unread), thread));
    }

    /**
     * The post's number, or one of those behind it, which are no other post's: a conversation may have begun with it.
     */
    private ConversationId freeId(AccountId owner, PostId post) {
        ConversationId id = new ConversationId(post.value());
        while (view.row(owner, id) != null) {
            id = new ConversationId(id.value() + 1);
        }
        return id;
    }

    private void store(ConversationRows.Row row) {
        Conversation conversation = row.conversation();
        AccountId owner = conversation.owner();
        work.rows.put(Table.CONVERSATIONS, ConversationRows.key(owner, conversation.id()), ConversationRows.value(row));
        work.rows.put(
                Table.CONVERSATIONS_BY_POST,
                ConversationRows.byPost(owner, conversation.lastPost()),
                Rows.number(conversation.id().value()));
        work.emit(new Change.ConversationChanged(owner, conversation.id()));
    }

    private List<AccountId> ownersOf(PostId post) {
        List<AccountId> owners = new ArrayList<>();
        byte[] from = Keys.of(post);
        work.rows.scan(Table.DIRECT_POSTS, from, Keys.after(from), (key, value) -> {
            if (key.length > from.length) {
                owners.add(new AccountId(Keys.intAt(key, from.length)));
            }
            return true;
        });
        return owners;
    }

    private @Nullable ConversationId conversationWith(AccountId owner, PostId post) {
        byte[] row = work.rows.get(Table.DIRECT_POSTS, Keys.pair(post, owner));
        return row == null ? null : new ConversationId(Rows.number(row));
    }

    /** Takes a post out of its owner's conversation, which goes back to the post before, or goes with its last one. */
    private void takeOut(AccountId owner, PostId post) {
        ConversationId id = conversationWith(owner, post);
        ConversationRows.Row row = id == null ? null : view.row(owner, id);
        if (id == null || row == null) {
            return;
        }
        work.rows.delete(Table.CONVERSATION_POSTS, ConversationRows.post(owner, id, post));
        work.rows.delete(Table.DIRECT_POSTS, Keys.pair(post, owner));
        if (!row.conversation().lastPost().equals(post)) {
            return;
        }
        List<PostId> newest = new ArrayList<>(1);
        view.posts(owner, id, before -> {
            newest.add(before);
            return false;
        });
        if (newest.isEmpty()) {
            drop(row);
        } else {
            work.rows.delete(Table.CONVERSATIONS_BY_POST, ConversationRows.byPost(owner, post));
            Conversation left = row.conversation();
            store(new ConversationRows.Row(
                    new Conversation(id, owner, left.others(), newest.getFirst(), left.unread()), row.thread()));
        }
    }

    /** Removes a conversation with what leads to it; the posts stay. */
    private void drop(ConversationRows.Row row) {
        Conversation conversation = row.conversation();
        AccountId owner = conversation.owner();
        List<PostId> posts = new ArrayList<>();
        view.posts(owner, conversation.id(), posts::add);
        for (PostId post : posts) {
            work.rows.delete(Table.CONVERSATION_POSTS, ConversationRows.post(owner, conversation.id(), post));
            work.rows.delete(Table.DIRECT_POSTS, Keys.pair(post, owner));
        }
        work.rows.delete(Table.CONVERSATIONS, ConversationRows.key(owner, conversation.id()));
        work.rows.delete(Table.CONVERSATIONS_BY_POST, ConversationRows.byPost(owner, conversation.lastPost()));
        work.rows.delete(
                Table.CONVERSATIONS_BY_MEMBERS, ConversationRows.byMembers(owner, row.thread(), conversation.others()));
    }

    // ---- what follows from blocks and mutes

    /** An account does not want to hear of another any more: the conversations that both are in go. */
    void unwanted(AccountId owner, AccountId other) {
        conversationsWith(owner, other).forEach(this::drop);
    }

    /** A reader may not see an author's posts any more: they go out of the reader's conversations. */
    void unseen(AccountId reader, AccountId author) {
        for (ConversationRows.Row row : conversationsWith(reader, author)) {
            List<PostId> posts = new ArrayList<>();
            view.posts(reader, row.conversation().id(), posts::add);
            for (PostId post : posts) {
                OriginalPost written = work.view.original(post);
                if (written != null && written.author().equals(author)) {
                    takeOut(reader, post);
                }
            }
        }
    }

    private List<ConversationRows.Row> conversationsWith(AccountId owner, AccountId other) {
        List<ConversationRows.Row> found = new ArrayList<>();
        byte[] from = Keys.of(owner);
        work.rows.scan(Table.CONVERSATIONS, from, Keys.after(from), (key, value) -> {
            ConversationRows.Row row = ConversationRows.row(key, value);
            if (row.conversation().others().contains(other)) {
                found.add(row);
            }
            return true;
        });
        return found;
    }

    /** Takes away some of an account's conversations; how many. */
    int erase(AccountId owner, int max) {
        List<ConversationRows.Row> some = new ArrayList<>();
        byte[] from = Keys.of(owner);
        work.rows.scan(Table.CONVERSATIONS, from, Keys.after(from), (key, value) -> {
            some.add(ConversationRows.row(key, value));
            return some.size() < max;
        });
        some.forEach(this::drop);
        return some.size();
    }

    // ---- commands

    Outcome mark(Command.MarkConversation c) {
        ConversationRows.Row row = view.row(c.owner(), c.conversation());
        if (row == null) {
            return Workspace.refuse(Refusal.CONVERSATION_NOT_FOUND);
        }
        Conversation former = row.conversation();
        if (former.unread() != c.unread()) {
            store(new ConversationRows.Row(
                    new Conversation(former.id(), former.owner(), former.others(), former.lastPost(), c.unread()),
                    row.thread()));
        }
        return Workspace.done();
    }

    Outcome remove(Command.RemoveConversation c) {
        ConversationRows.Row row = view.row(c.owner(), c.conversation());
        if (row == null) {
            return Workspace.refuse(Refusal.CONVERSATION_NOT_FOUND);
        }
        drop(row);
        return Workspace.done();
    }
}
