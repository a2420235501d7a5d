package dev.roost.runtime;

import dev.roost.core.ConversationView;
import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Conversation;
import dev.roost.model.ConversationId;
import dev.roost.model.OriginalPost;
import dev.roost.model.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Conversations of accounts. Any thread. */
final class ConversationReads {
    private final StateView state;
    private final ConversationView latest;

    ConversationReads(StateView latest) {
        this.state = latest;
        this.latest = latest.conversations();
    }

    /** One whose last post is by somebody suspended comes back with the next post, or with them. */
    private boolean isShown(Conversation conversation) {
        OriginalPost last = state.original(conversation.lastPost());
        return last == null || last.author().equals(conversation.owner()) || !state.isSuspended(last.author());
    }

    Optional<Conversation> one(AccountId owner, ConversationId id) {
        return Optional.ofNullable(latest.conversation(owner, id)).filter(this::isShown);
    }

    List<Conversation> page(AccountId owner, PageRequest page) {
        List<Conversation> found = new ArrayList<>();
        if (page.upwards()) {
            latest.up(owner, page.lowest(), conversation -> {
                if (conversation.lastPost().value() > page.highest()) {
                    return false;
                }
                if (isShown(conversation)) {
                    found.add(conversation);
                }
                return found.size() < page.limit();
            });
            return found.reversed();
        }
        latest.down(owner, page.highest(), conversation -> {
            if (conversation.lastPost().value() < page.lowest()) {
                return false;
            }
            if (isShown(conversation)) {
                found.add(conversation);
            }
            return found.size() < page.limit();
        });
        return found;
    }
}
