package dev.roost.model;

import java.util.List;

/**
 * A fact from elsewhere that is neither a bare account, nor a bare follow, nor a post. Nobody is notified, and what
 * {@code apply} would refuse is skipped.
 */
public sealed interface ImportedRecord {
    /**
     * All of an account's fields but its name. Skipped where the account has an email address already, or another
     * account has this one.
     */
    record AccountFields(
            AccountId account,
            String email,
            String passwordHash,
            long createdAtMs,
            Standing standing,
            Profile profile,
            PostingDefaults defaults)
            implements ImportedRecord {}

    /** A follow with its settings; made if it is not there, even of a locked account. */
    record FollowWithSettings(Follow follow) implements ImportedRecord {}

    /** A follow that is asked for, whether or not the followee is locked; skipped where the follow exists. */
    record AskedFollow(Follow follow) implements ImportedRecord {}

    /** A block. */
    record Block(AccountId blocker, AccountId blocked) implements ImportedRecord {}

    /** A mute. */
    record Muting(Mute mute) implements ImportedRecord {}

    /** A new list; members who are not followees of the owner are left out. */
    record ListOfMembers(AccountId owner, String title, RepliesPolicy replies, List<AccountId> members)
            implements ImportedRecord {
        public ListOfMembers {
            members = List.copyOf(members);
        }
    }

    /** What an account has put on a post. */
    record Mark(AccountId account, ImportedPost.Target post, MarkKind kind) implements ImportedRecord {}
}
