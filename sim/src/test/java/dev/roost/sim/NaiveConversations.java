package dev.roost.sim;

import static dev.roost.sim.NaiveModel.refused;

import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Conversation;
import dev.roost.model.ConversationId;
import dev.roost.model.MentionedAccount;
import dev.roost.model.Mute;
import dev.roost.model.OriginalPost;
import dev.roost.model.Outcome;
import dev.roost.model.PostId;
import dev.roost.model.Refusal;
import dev.roost.model.Visibility;
import dev.roost.sim.NaiveState.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Who has which direct posts as conversations, in the reference model. */
final class NaiveConversations {
    private final NaiveState state;
    private final NaiveModel.Changed changed;
    private final List<Held> all = new ArrayList<>();
    /** Of each direct post, as long as it is there. */
    private final Map<PostId, PostId> threads = new HashMap<>();

    NaiveConversations(NaiveState state, NaiveModel.Changed changed) {
        this.state = state;
        this.changed = changed;
    }

    private static final class Held {
        final ConversationId id;
        final AccountId owner;
        final PostId thread;
        final Set<AccountId> others;
        final TreeSet<PostId> posts = new TreeSet<>();
        boolean unread;

        Held(ConversationId id, AccountId owner, PostId thread, Set<AccountId> others) {
            this.id = id;
            this.owner = owner;
            this.thread = thread;
            this.others = others;
        }
    }

    // ---- posts

    void written(OriginalPost post, boolean imported) {
        if (post.visibility() != Visibility.DIRECT) {
            return;
        }
        threads.put(post.id(), thread(post));
        Set<AccountId> owners = members(post);
        for (AccountId owner : owners) {
            boolean own = owner.equals(post.author());
            if (own || wanted(owner, post)) {
                put(owner, post, !own && !imported);
            }
        }
    }

    void rewritten(OriginalPost former, OriginalPost post, boolean imported) {
        if (post.visibility() != Visibility.DIRECT) {
            return;
        }
        for (MentionedAccount mention : post.mentions()) {
            AccountId owner = mention.account();
            boolean has = all.stream().anyMatch(c -> c.owner.equals(owner) && c.posts.contains(post.id()));
            if (!owner.equals(post.author()) && !former.hasMentioned(owner) && !has && wanted(owner, post)) {
                put(owner, post, !imported);
            }
        }
        takeOut(c -> !state.maySeeOnceShown(c.owner, post), post.id()::equals);
    }

    void deleted(PostId post) {
        takeOut(c -> true, post::equals);
        threads.remove(post);
    }

    private static Set<AccountId> members(OriginalPost post) {
        Set<AccountId> members = new TreeSet<>();
        members.add(post.author());
        post.mentions().forEach(mention -> members.add(mention.account()));
        return members;
    }

    /** Where the way up ends: at a direct post, whose thread is known, at the first post, or at one that is gone. */
    private PostId thread(OriginalPost post) {
        if (post.replyTo() == null) {
            return post.id();
        }
        PostId parent = post.replyTo().post();
        if (threads.containsKey(parent)) {
            return threads.get(parent);
        }
        OriginalPost above = state.original(parent);
        return above == null ? parent : thread(above);
    }

    private boolean wanted(AccountId owner, OriginalPost post) {
        Set<AccountId> involved = members(post);
        if (post.replyTo() != null) {
            involved.add(post.replyTo().author());
        }
        involved.remove(owner);
        for (AccountId other : involved) {
            Mute mute = state.mutes.get(new Pair(owner, other));
            boolean muted = mute != null && mute.hideNotifications() && state.timeMs < mute.untilMs();
            if (muted || state.blocks(owner, other)) {
                return false;
            }
        }
        return state.maySeeOnceShown(owner, post);
    }

    private void put(AccountId owner, OriginalPost post, boolean unread) {
        PostId thread = threads.get(post.id());
        Set<AccountId> others = members(post);
        others.remove(owner);
        Held held = all.stream()
                .filter(c -> c.owner.equals(owner) && c.thread.equals(thread) && c.others.equals(others))
                .findFirst()
                .orElse(null);
        if (held == null) {
            long id = post.id().value();
            while (held(owner, new ConversationId(id)).isPresent()) {
                id++;
            }
            held = new Held(new ConversationId(id), owner, thread, others);
            all.add(held);
        }
        held.posts.add(post.id());
        held.unread = unread;
        changed.yes = true;
    }

    private void takeOut(Predicate<Held> from, Predicate<PostId> which) {
        for (Held held : all) {
            if (from.test(held)) {
                changed.yes |= held.posts.removeIf(which);
            }
        }
        all.removeIf(held -> held.posts.isEmpty());
    }

    // ---- blocks and mutes

    void unwanted(AccountId owner, AccountId other) {
        changed.yes |= all.removeIf(c -> c.owner.equals(owner) && c.others.contains(other));
    }

    void unseen(AccountId reader, AccountId author) {
        takeOut(
                c -> c.owner.equals(reader),
                post -> state.original(post).author().equals(author));
    }

    // ---- commands and questions

    private Optional<Held> held(AccountId owner, ConversationId id) {
        return all.stream()
                .filter(c -> c.owner.equals(owner) && c.id.equals(id))
                .findFirst();
    }

    Outcome mark(Command.MarkConversation c) {
        Optional<Held> held = held(c.owner(), c.conversation());
        if (held.isEmpty()) {
            return refused(Refusal.CONVERSATION_NOT_FOUND);
        }
        changed.yes |= held.get().unread != c.unread();
        held.get().unread = c.unread();
        return Outcome.Done.DONE;
    }

    Outcome remove(Command.RemoveConversation c) {
        Optional<Held> held = held(c.owner(), c.conversation());
        if (held.isEmpty()) {
            return refused(Refusal.CONVERSATION_NOT_FOUND);
        }
        all.remove(held.get());
        changed.yes = true;
        return Outcome.Done.DONE;
    }

    /** An account's, the one with the newest post first. */
    List<Conversation> of(AccountId owner) {
        return all.stream()
                .filter(c -> c.owner.equals(owner))
                .map(c -> new Conversation(c.id, owner, List.copyOf(new TreeSet<>(c.others)), c.posts.last(), c.unread))
                .sorted(Comparator.comparing(Conversation::lastPost).reversed())
                .toList();
    }

    /** The posts of a conversation, newest first. */
    List<PostId> posts(AccountId owner, ConversationId id) {
        return held(owner, id).map(c -> List.copyOf(c.posts.descendingSet())).orElse(List.of());
    }
}
