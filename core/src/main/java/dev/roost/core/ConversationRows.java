package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.Conversation;
import dev.roost.model.ConversationId;
import dev.roost.model.PostId;
import java.util.List;

/**
 * Keys and values of the tables of conversations.
 *
 * <pre>
 * CONVERSATIONS             owner 4, conversation 8              : version 1, thread, last post, unread, others
 * CONVERSATIONS_BY_POST     owner 4, ~last post 8                : conversation
 * CONVERSATIONS_BY_MEMBERS  owner 4, thread 8, others 4 each     : conversation
 * CONVERSATION_POSTS        owner 4, conversation 8, ~post 8     : nothing
 * DIRECT_POSTS              post 8                               : thread
 *                           post 8, owner 4                      : conversation
 * </pre>
 */
final class ConversationRows {
    private ConversationRows() {}

    /** A conversation, and the thread that it is in. */
    record Row(Conversation conversation, PostId thread) {}

    static byte[] key(AccountId owner, ConversationId id) {
        return Keys.ascending(owner, id.value());
    }

    static byte[] byPost(AccountId owner, PostId last) {
        return Keys.descending(owner, last.value());
    }

    static byte[] byMembers(AccountId owner, PostId thread, List<AccountId> others) {
        ByteWriter out =
                new ByteWriter(12 + 4 * others.size()).i32(owner.value()).i64(thread.value());
        others.forEach(other -> out.i32(other.value()));
        return out.toBytes();
    }

    static byte[] post(AccountId owner, ConversationId id, PostId post) {
        return new ByteWriter(20)
                .i32(owner.value())
                .i64(id.value())
                .i64(~post.value())
                .toBytes();
    }

    /** The post of such a key. */
    static PostId postAt(byte[] key) {
        return new PostId(~Keys.longAt(key, 12));
    }

    static byte[] value(Row row) {
        Conversation conversation = row.conversation();
        return Rows.writer(32)
                .i64(row.thread().value())
                .i64(conversation.lastPost().value())
                .bool(conversation.unread())
                .list(conversation.others(), (out, other) -> out.varint(other.value()))
                .toBytes();
    }

    static Row row(byte[] key, byte[] value) {
        ByteReader in = Rows.reader(value);
        PostId thread = new PostId(in.i64());
        PostId last = new PostId(in.i64());
        boolean unread = in.bool();
        List<AccountId> others = in.list(each -> new AccountId(each.int32()));
        ConversationId id = new ConversationId(Keys.longAt(key, 4));
        return new Row(new Conversation(id, new AccountId(Keys.intAt(key, 0)), others, last, unread), thread);
    }
}
