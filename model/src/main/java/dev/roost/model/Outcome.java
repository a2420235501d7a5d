package dev.roost.model;

import java.util.List;

/** What {@code apply} answers to a command. */
public sealed interface Outcome {
    /** Done, and there is nothing to add; also when it had been so before. */
    record Done() implements Outcome {
        /** The one instance that is needed. */
        public static final Done DONE = new Done();
    }

    /** Not done. */
    record Refused(Refusal reason) implements Outcome {}

    /** The account exists now. */
    record AccountCreated(AccountId id) implements Outcome {}

    /** The accounts of an import, in the order asked; those that existed are among them. */
    record AccountsImported(int[] ids) implements Outcome {}

    /** The application is registered. */
    record AppRegistered(AppId id) implements Outcome {}

    /**
     * The post or boost is in the log.
     *
     * @param repeated whether an earlier request with the same idempotency key, or an earlier boost, had stored it
     */
    record PostStored(PostId id, boolean repeated) implements Outcome {}

    /** The post would mention these beside those whom its author allows; it is not stored. */
    record MentionsUnexpected(List<AccountId> accounts) implements Outcome {
        public MentionsUnexpected {
            accounts = List.copyOf(accounts);
        }
    }

    /** The list exists now. */
    record ListCreated(ListId id) implements Outcome {}

    /** The code is used up and the token valid. */
    record TokenIssued(AccountId account, String scopes) implements Outcome {}

    /** The code had been redeemed before: the token that it gave then is revoked, and it gives none again. */
    record CodeReplayed() implements Outcome {
        /** The one instance that is needed. */
        public static final CodeReplayed REPLAYED = new CodeReplayed();
    }

    /**
     * Part of an import is in the log.
     *
     * @param stored how many entries changed the state
     * @param skipped how many were there already, or had no target
     */
    record Imported(int stored, int skipped) implements Outcome {}
}
