package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.Marker;
import dev.roost.model.Notification;
import dev.roost.model.NotificationId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an account is to be told of, and how far it has read. As fresh and as thread-safe as the reader below it. */
public final class InboxView {
    private final StateReader rows;

    InboxView(StateReader rows) {
        this.rows = rows;
    }

    /** An account's notifications, newest first, from {@code highest} (inclusive) down. */
    public void notifications(AccountId to, long highest, Predicate<Notification> visitor) {
        rows.scan(
                Table.NOTIFICATIONS,
                Keys.descending(to, highest),
                Keys.after(Keys.of(to)),
                (key, value) -> visitor.test(Rows.notification(to, new NotificationId(~Keys.longAt(key, 4)), value)));
    }

    /** One notification. */
    public @Nullable Notification notification(AccountId to, NotificationId id) {
        byte[] row = rows.get(Table.NOTIFICATIONS, Keys.descending(to, id.value()));
        return row == null ? null : Rows.notification(to, id, row);
    }

    /** How far an account has read. */
    public List<Marker> markers(AccountId account) {
        List<Marker> markers = new ArrayList<>();
        byte[] from = Keys.of(account);
        rows.scan(Table.MARKERS, from, Keys.after(from), (key, value) -> {
            markers.add(Rows.marker(new ByteReader(key, 4).rest(), value));
            return true;
        });
        return markers;
    }

    /** One marker. */
    public @Nullable Marker marker(AccountId account, String timeline) {
        byte[] row = rows.get(Table.MARKERS, Keys.named(account, timeline));
        return row == null ? null : Rows.marker(timeline, row);
    }
}
