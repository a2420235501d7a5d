package dev.roost.app.operate;

import dev.roost.model.Account;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.Post;
import dev.roost.model.PostId;
import dev.roost.runtime.Roost;
import java.util.function.Consumer;

/** What operators do about posts. */
public final class PostOperations {
    /** Deletes a post or boost, whoever has written it: argument {@code post}, its id or its address. */
    public static final String DELETE = "post delete";

    private PostOperations() {}

    /** See {@link #DELETE}. */
    public static boolean delete(Roost roost, Arguments arguments, Consumer<String> lines)
            throws OperationRefusedException {
        PostId id = id(arguments.text("post"));
        Post post = roost.reads().post(id).orElseThrow(() -> missing(id.toString()));
        // As its author would: the author of a post never changes.
        Outcome outcome = roost.execute(new Command.DeletePost(post.author(), id));
        if (!(outcome instanceof Outcome.Done)) {
            throw missing(id.toString());
        }
        String author =
                roost.reads().account(post.author()).map(Account::username).orElse("?");
        lines.accept("deleted post " + id + " by " + author);
        return true;
    }

    private static PostId id(String text) throws OperationRefusedException {
        String digits = text.substring(text.lastIndexOf('/') + 1);
        try {
            long id = Long.parseLong(digits);
            if (id > 0) {
                return new PostId(id);
            }
        } catch (NumberFormatException e) {
            // Neither an id nor an address.
        }
        throw missing(text);
    }

    private static OperationRefusedException missing(String text) {
        return new OperationRefusedException("there is no post " + text + ": give its id, or its address");
    }
}
