package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.Conversation;
import dev.roost.model.ConversationId;
import dev.roost.model.PostId;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Conversations of accounts. As fresh and as thread-safe as the reader below it. */
public final class ConversationView {
    private static final int OWNER_BYTES = 4;

    private final StateReader rows;

    ConversationView(StateReader rows) {
        this.rows = rows;
    }

    /** One of an account's conversations. */
    public @Nullable Conversation conversation(AccountId owner, ConversationId id) {
        ConversationRows.Row row = row(owner, id);
        return row == null ? null : row.conversation();
    }

    /** An account's conversations by their last post, newest first, from {@code highest} (inclusive) down. */
    public void down(AccountId owner, long highest, Predicate<Conversation> visitor) {
        rows.scan(
                Table.CONVERSATIONS_BY_POST,
                Keys.descending(owner, highest),
                Keys.after(Keys.of(owner)),
                (key, value) -> visit(owner, value, visitor));
    }

    /** The same, oldest first, from {@code lowest} (inclusive) up. */
    public void up(AccountId owner, long lowest, Predicate<Conversation> visitor) {
        rows.scanEachDown(
                Table.CONVERSATIONS_BY_POST,
                OWNER_BYTES,
                new byte[][] {Keys.descending(owner, lowest)},
                (_, key, value) -> visit(owner, value, visitor));
    }

    private boolean visit(AccountId owner, byte[] value, Predicate<Conversation> visitor) {
        Conversation conversation = conversation(owner, new ConversationId(Rows.number(value)));
        // Without a snapshot it may have gone meanwhile.
        return conversation == null || visitor.test(conversation);
    }

    /** The posts of a conversation that its owner has, newest first. */
    public void posts(AccountId owner, ConversationId id, Predicate<PostId> visitor) {
        byte[] from = ConversationRows.key(owner, id);
        rows.scan(
                Table.CONVERSATION_POSTS,
                from,
                Keys.after(from),
                (key, value) -> visitor.test(ConversationRows.postAt(key)));
    }

    ConversationRows.@Nullable Row row(AccountId owner, ConversationId id) {
        byte[] key = ConversationRows.key(owner, id);
        byte[] value = rows.get(Table.CONVERSATIONS, key);
        return value == null ? null : ConversationRows.row(key, value);
    }

    /** The thread of a direct post. */
    @Nullable
    PostId thread(PostId direct) {
        byte[] row = rows.get(Table.DIRECT_POSTS, Keys.of(direct));
        return row == null ? null : new PostId(Rows.number(row));
    }
}
