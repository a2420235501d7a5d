package dev.roost.runtime;

import dev.roost.core.ConversationView;
import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Conversation;
import dev.roost.model.ConversationId;
import dev.roost.model.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Conversations of accounts. Any thread. */
final class ConversationReads {
    private final ConversationView latest;

    ConversationReads(StateView latest) {
        this.latest = latest.conversations();
    }

    Optional<Conversation> one(AccountId owner, ConversationId id) {
        return Optional.ofNullable(latest.conversation(owner, id));
    }

    List<Conversation> page(AccountId owner, PageRequest page) {
        List<Conversation> found = new ArrayList<>();
        if (page.upwards()) {
            latest.up(owner, page.lowest(), conversation -> {
                if (conversation.lastPost().value() > page.highest()) {
                    return false;
                }
                found.add(conversation);
                return found.size() < page.limit();
            });
            return found.reversed();
        }
        latest.down(owner, page.highest(), conversation -> {
            if (conversation.lastPost().value() < page.lowest()) {
                return false;
            }
            found.add(conversation);
            return found.size() < page.limit();
        });
        return found;
    }
}
