package dev.roost.model;

/** What a command changed, in terms that caches, timelines and streams care for. Emitted by {@code apply}, in order. */
public sealed interface Change {
    /**
     * A post or boost exists now.
     *
     * @param imported whether it came with an import: not streamed
     */
    record PostAdded(Post post, boolean imported) implements Change {}

    /**
     * The words of a post are others now.
     *
     * @param former the post as it was before
     */
    record PostEdited(OriginalPost post, OriginalPost former) implements Change {
        /** Whether the post mentions others than before. */
        public boolean mentionsOthers() {
            return !post.mentionedAccounts().equals(former.mentionedAccounts());
        }
    }

    /** A post or boost is gone; carried as it last was. */
    record PostRemoved(Post post) implements Change {}

    /** Figures of a post are others now. */
    record PostCounted(PostId post) implements Change {}

    /** What an account has put on a post (favourite, bookmark, pin, boost) is different now. */
    record MarkChanged(AccountId account, PostId post) implements Change {}

    /** Profile, defaults, password or standing of an account are different now, or it is new. */
    record AccountChanged(AccountId account) implements Change {}

    /** Nobody sees an account's posts any more, or everybody does again who did before. */
    record SuspensionChanged(AccountId account) implements Change {}

    /** Figures of an account are others now. */
    record AccountCounted(AccountId account) implements Change {}

    /**
     * An edge of the graph came, went or changed its settings.
     *
     * @param follows whether the edge exists now
     */
    record FollowChanged(AccountId follower, AccountId followee, boolean follows) implements Change {}

    /** One of the two blocks, mutes or has asked to follow the other, or no longer does. */
    record RelationChanged(AccountId from, AccountId to) implements Change {}

    /** An account is to be told of something. */
    record Notified(Notification notification) implements Change {}

    /** An account's notifications were dismissed. */
    record NotificationsDismissed(AccountId account) implements Change {}

    /** A conversation of an account is new, has another last post, or is read or unread now. */
    record ConversationChanged(AccountId owner, ConversationId conversation) implements Change {}

    /** A list, or who is in it, is different now. */
    record ListChanged(AccountId owner, ListId list) implements Change {}

    /** A token works no longer. */
    record TokenRevoked(byte[] tokenHash) implements Change {}
}
