package dev.roost.core;

import dev.roost.model.Change;
import dev.roost.model.Command;
import dev.roost.model.Marker;
import dev.roost.model.Notification;
import dev.roost.model.Outcome;
import dev.roost.model.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Commands about what a reader has seen. */
final class NotificationCommands {
    private final Workspace work;
    private final Notifier notifier;

    NotificationCommands(Workspace work, Notifier notifier) {
        this.work = work;
        this.notifier = notifier;
    }

    Outcome dismiss(Command.DismissNotification c) {
        Notification notification = work.view.inbox().notification(c.account(), c.notification());
        if (notification == null) {
            return Workspace.refuse(Refusal.NOTIFICATION_NOT_FOUND);
        }
        notifier.remove(notification);
        work.emit(new Change.NotificationsDismissed(c.account()));
        return Workspace.done();
    }

    void remove(Notification notification) {
        notifier.remove(notification);
    }

    Outcome clear(Command.ClearNotifications c) {
        List<Notification> all = new ArrayList<>();
        work.view.inbox().notifications(c.account(), Long.MAX_VALUE, all::add);
        all.forEach(notifier::remove);
        if (!all.isEmpty()) {
            work.emit(new Change.NotificationsDismissed(c.account()));
        }
        return Workspace.done();
    }

    Outcome setMarker(Command.SetMarker c) {
        Outcome inactive = work.inactive(c.account());
        if (inactive != null) {
            return inactive;
        }
        Marker former = work.view.inbox().marker(c.account(), c.timeline());
        int version = former == null ? 1 : former.version() + 1;
        work.rows.put(
                Table.MARKERS,
                Keys.named(c.account(), c.timeline()),
                Rows.marker(new Marker(c.timeline(), c.lastReadId(), version, work.timeMs())));
        return Workspace.done();
    }
}
