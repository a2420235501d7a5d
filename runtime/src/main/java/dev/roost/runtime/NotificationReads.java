package dev.roost.runtime;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Mute;
import dev.roost.model.Notification;
import dev.roost.model.PageRequest;
import dev.roost.model.Post;
import dev.roost.model.PostId;
import java.util.ArrayList;
import java.util.List;

/** What an account is to be told of. Any thread. */
final class NotificationReads {
    private final StateView latest;

    NotificationReads(StateView latest) {
        this.latest = latest;
    }

    List<Notification> page(AccountId account, Reads.NotificationFilter filter, PageRequest page, long nowMs) {
        List<Notification> found = new ArrayList<>();
        latest.inbox().notifications(account, page.highest(), notification -> {
            if (notification.id().value() < page.lowest()) {
                return false;
            }
            if (passes(notification, filter) && isShown(notification, nowMs)) {
                if (page.upwards() && found.size() == page.limit()) {
                    found.remove(0);
                }
                found.add(notification);
            }
            return page.upwards() || found.size() < page.limit();
        });
        return found;
    }

    private static boolean passes(Notification notification, Reads.NotificationFilter filter) {
        return (filter.types().isEmpty() || filter.types().contains(notification.type()))
                && !filter.excluded().contains(notification.type())
                && (filter.from() == null || filter.from().equals(notification.from()));
    }

    /** Not from accounts that were blocked, muted or suspended since; and only with a post that is still to be seen. */
    boolean isShown(Notification notification, long nowMs) {
        AccountId to = notification.to();
        Mute mute = latest.mute(to, notification.from());
        if (latest.isSuspended(notification.from())
                || latest.blocks(to, notification.from())
                || (mute != null && mute.hideNotifications() && mute.activeAt(nowMs))) {
            return false;
        }
        PostId id = notification.post();
        if (id == null) {
            return true;
        }
        Post post = latest.post(id);
        return post != null && latest.maySee(to, post);
    }
}
