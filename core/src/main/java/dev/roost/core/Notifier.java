package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.Change;
import dev.roost.model.MentionedAccount;
import dev.roost.model.Mute;
import dev.roost.model.Notification;
import dev.roost.model.NotificationId;
import dev.roost.model.NotificationType;
import dev.roost.model.OriginalPost;
import dev.roost.model.PostId;
import dev.roost.model.ReplyTarget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes and withdraws notifications with their two indexes. */
final class Notifier {
    private final Workspace work;

    Notifier(Workspace work) {
        this.work = work;
    }

    /** Tells an account, unless it is the sender, not active, blocks the sender, or mutes its notifications. */
    void tell(AccountId to, AccountId from, NotificationType type, @Nullable PostId post) {
        if (!mayTell(to, from)) {
            return;
        }
        NotificationId id = new NotificationId(++work.heads.lastNotification);
        Notification notification = new Notification(id, to, from, type, post, work.timeMs());
        byte[] row = Rows.notification(notification);
        work.rows.put(Table.NOTIFICATIONS, Keys.descending(to, id.value()), row);
        work.rows.put(Table.NOTIFICATIONS_BY_SENDER, Keys.notificationBySender(to, from, id), row);
        if (post != null) {
            work.rows.put(Table.NOTIFICATIONS_BY_POST, Keys.notificationByPost(post, to, id), row);
        }
        work.emit(new Change.Notified(notification));
    }

    /**
     * Tells an account that a post mentions it: once, however often the mention goes and comes, and not if the post
     * also mentions, or answers, somebody whom the account blocks or whose notifications it mutes.
     *
     * <p>What is not told takes an id all the same: older programs told it, and the ids in their logs stay what they
     * were.
     */
    void tellOfMention(AccountId to, OriginalPost post) {
        if (mayTell(to, post.author()) && (isToldOfMention(to, post) || concernsUnwanted(to, post))) {
            work.heads.lastNotification++;
        } else {
            tell(to, post.author(), NotificationType.MENTION, post.id());
        }
    }

    /**
     * Does not tell an account of a mention that an edit took out and another brings back. Takes an id all the same, as
     * what {@link #tellOfMention} leaves untold does.
     */
    void passOverMention(AccountId to, OriginalPost post) {
        if (mayTell(to, post.author())) {
            work.heads.lastNotification++;
        }
    }

    /** Whether a post mentions, or answers, somebody else whom an account blocks or whose notifications it mutes. */
    boolean concernsUnwanted(AccountId to, OriginalPost post) {
        ReplyTarget target = post.replyTo();
        if (target != null && isUnwanted(to, target.author())) {
            return true;
        }
        for (MentionedAccount mention : post.mentions()) {
            if (isUnwanted(to, mention.account())) {
                return true;
            }
        }
        return false;
    }

    /** Whether an account blocks another, or mutes its notifications. */
    boolean isUnwanted(AccountId to, AccountId other) {
        return !to.equals(other) && (work.view.blocks(to, other) || mutes(to, other));
    }

    private boolean isToldOfMention(AccountId to, OriginalPost post) {
        boolean[] told = new boolean[1];
        byte[] prefix = Keys.pair(post.id(), to);
        work.rows.scan(Table.NOTIFICATIONS_BY_POST, prefix, Keys.after(prefix), (key, row) -> {
            Notification found = Rows.notification(to, new NotificationId(Keys.longAt(key, 12)), row);
            told[0] |= found.type() == NotificationType.MENTION;
            return !told[0];
        });
        return told[0];
    }

    private boolean mayTell(AccountId to, AccountId from) {
        return !to.equals(from) && !work.view.blocks(to, from) && !mutes(to, from) && work.active(to);
    }

    /** Takes back what a sender told an account, about a post or (null) about none. */
    void withdraw(AccountId to, AccountId from, NotificationType type, @Nullable PostId post) {
        List<Notification> found = new ArrayList<>();
        byte[] from8 = Keys.pair(to, from);
        work.rows.scan(Table.NOTIFICATIONS_BY_SENDER, from8, Keys.after(from8), (key, row) -> {
            Notification n = Rows.notification(to, new NotificationId(~Keys.longAt(key, 8)), row);
            if (n.type() == type && (post == null || post.equals(n.post()))) {
                found.add(n);
            }
            return true;
        });
        found.forEach(this::remove);
    }

    /** Takes back everything that a sender told an account: they have parted. */
    void withdrawAll(AccountId to, AccountId from) {
        List<Notification> found = new ArrayList<>();
        byte[] prefix = Keys.pair(to, from);
        work.rows.scan(
                Table.NOTIFICATIONS_BY_SENDER,
                prefix,
                Keys.after(prefix),
                (key, row) -> found.add(Rows.notification(to, new NotificationId(~Keys.longAt(key, 8)), row)));
        found.forEach(this::remove);
    }

    /** Takes back all notifications about a post. */
    void withdrawAbout(PostId post) {
        List<Notification> found = new ArrayList<>();
        byte[] prefix = Keys.of(post);
        work.rows.scan(
                Table.NOTIFICATIONS_BY_POST,
                prefix,
                Keys.after(prefix),
                (key, row) -> found.add(Rows.notification(
                        new AccountId(Keys.intAt(key, 8)), new NotificationId(Keys.longAt(key, 12)), row)));
        found.forEach(this::remove);
    }

    void remove(Notification n) {
        work.rows.delete(Table.NOTIFICATIONS, Keys.descending(n.to(), n.id().value()));
        work.rows.delete(Table.NOTIFICATIONS_BY_SENDER, Keys.notificationBySender(n.to(), n.from(), n.id()));
        PostId post = n.post();
        if (post != null) {
            work.rows.delete(Table.NOTIFICATIONS_BY_POST, Keys.notificationByPost(post, n.to(), n.id()));
        }
    }

    private boolean mutes(AccountId to, AccountId from) {
        Mute mute = work.view.mute(to, from);
        return mute != null && mute.hideNotifications() && mute.activeAt(work.timeMs());
    }
}
