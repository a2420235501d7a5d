package dev.roost.core;

import dev.roost.model.AccountId;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Names of accounts and tags by how they start, for search and completion. Each walk is one scan that ends when the
 * visitor has had enough. As fresh and as thread-safe as the reader below it.
 */
public final class NamesView {
    private final StateReader rows;

    NamesView(StateReader rows) {
        this.rows = rows;
    }

    /** Accounts whose username starts with the prefix, in alphabetical order. */
    public void usernames(String prefix, Predicate<AccountId> visitor) {
        byte[] from = Keys.folded(prefix);
        rows.scan(
                Table.USERNAMES,
                from,
                Keys.after(from),
                (key, value) -> visitor.test(new AccountId((int) Rows.number(value))));
    }

    /** Accounts with a word in their display name that starts with the prefix; repeats are possible. */
    public void nameWords(String prefix, Predicate<AccountId> visitor) {
        byte[] from = Keys.folded(prefix);
        rows.scan(
                Table.NAME_WORDS,
                from,
                Keys.after(from),
                (key, value) -> visitor.test(new AccountId(Keys.intAt(key, key.length - 4))));
    }

    /** Tags whose name starts with the prefix, in alphabetical order, as first written. */
    public void tags(String prefix, BiPredicate<String, String> nameAndWritten) {
        byte[] from = Keys.text(prefix);
        rows.scan(
                Table.TAGS,
                from,
                Keys.after(from),
                (key, value) -> nameAndWritten.test(
                        new ByteReader(key).rest(), Rows.reader(value).text()));
    }
}
