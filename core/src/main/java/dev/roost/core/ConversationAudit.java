package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.Conversation;
import dev.roost.model.ConversationId;
import dev.roost.model.OriginalPost;
import dev.roost.model.PostId;
import dev.roost.model.Visibility;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at the rows of conversations for {@link StateAudit}, which says of each direct post that it needs a thread. */
final class ConversationAudit {
    private final StateView view;
    private final Function<String, Ledger> ledger;
    private final Consumer<String> problem;

    ConversationAudit(StateView view, Function<String, Ledger> ledger, Consumer<String> problem) {
        this.view = view;
        this.ledger = ledger;
        this.problem = problem;
    }

    void conversation(byte[] key, byte[] value) {
        ConversationRows.Row row = ConversationRows.row(key, value);
        Conversation conversation = row.conversation();
        AccountId owner = conversation.owner();
        long id = conversation.id().value();
        ledger.apply("conversations by last post")
                .expected(owner.value(), conversation.lastPost().value(), id);
        byte[] members = ConversationRows.byMembers(owner, row.thread(), conversation.others());
        ledger.apply("conversations by members").expected(Arrays.hashCode(members), id);
        AtomicReference<@Nullable PostId> newest = new AtomicReference<>();
        view.conversations().posts(owner, conversation.id(), post -> {
            newest.set(post);
            return false;
        });
        if (!conversation.lastPost().equals(newest.get())) {
            problem.accept("conversation " + id + " of account " + owner + " ends with post " + conversation.lastPost()
                    + ", but its newest post is " + newest.get());
        }
    }

    void byPost(byte[] key, byte[] value) {
        ledger.apply("conversations by last post").found(Keys.intAt(key, 0), ~Keys.longAt(key, 4), Rows.number(value));
    }

    void byMembers(byte[] key, byte[] value) {
        ledger.apply("conversations by members").found(Arrays.hashCode(key), Rows.number(value));
    }

    void post(byte[] key, byte[] value) {
        AccountId owner = new AccountId(Keys.intAt(key, 0));
        ConversationId id = new ConversationId(Keys.longAt(key, 4));
        PostId post = ConversationRows.postAt(key);
        ledger.apply("posts of conversations").expected(post.value(), owner.value(), id.value());
        if (view.conversations().conversation(owner, id) == null) {
            problem.accept(
                    "post " + post + " is in conversation " + id + " of account " + owner + ", which is not there");
        }
        OriginalPost original = view.original(post);
        if (original == null || original.visibility() != Visibility.DIRECT || !view.maySeeOnceShown(owner, original)) {
            problem.accept("post " + post + " is in a conversation of account " + owner
                    + ", but is not a direct post that it may see");
        }
    }

    void directPost(byte[] key, byte[] value) {
        long post = Keys.longAt(key, 0);
        if (key.length == Long.BYTES) {
            ledger.apply("threads of direct posts").found(post);
        } else {
            ledger.apply("posts of conversations").found(post, Keys.intAt(key, Long.BYTES), Rows.number(value));
        }
    }
}
