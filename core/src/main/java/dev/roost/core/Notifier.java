package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.Change;
import dev.roost.model.Mute;
import dev.roost.model.Notification;
import dev.roost.model.NotificationId;
import dev.roost.model.NotificationType;
import dev.roost.model.PostId;
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
        if (to.equals(from) || work.view.blocks(to, from) || mutes(to, from) || !work.active(to)) {
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
