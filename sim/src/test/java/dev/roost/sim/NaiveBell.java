package dev.roost.sim;

import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.MentionedAccount;
import dev.roost.model.Mute;
import dev.roost.model.Notification;
import dev.roost.model.NotificationId;
import dev.roost.model.NotificationType;
import dev.roost.model.OriginalPost;
import dev.roost.model.Outcome;
import dev.roost.model.PostId;
import dev.roost.model.Refusal;
import dev.roost.model.ReplyTarget;
import dev.roost.sim.NaiveState.Pair;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who is told of what, in the reference model. */
final class NaiveBell {
    private final NaiveState state;
    private final NaiveModel.Changed changed;

    NaiveBell(NaiveState state, NaiveModel.Changed changed) {
        this.state = state;
        this.changed = changed;
    }

    void tell(AccountId to, AccountId from, NotificationType type, PostId post) {
        Mute mute = state.mutes.get(new Pair(to, from));
        boolean muted = mute != null && mute.hideNotifications() && state.timeMs < mute.untilMs();
        if (to.equals(from) || muted || state.blocks(to, from) || !state.active(to)) {
            return;
        }
        NotificationId id = new NotificationId(++state.lastNotification);
        state.notifications.add(new Notification(id, to, from, type, post, state.timeMs));
        changed.yes = true;
    }

    void tellOfMention(AccountId to, OriginalPost post) {
        boolean again = state.notifications.stream()
                .anyMatch(n -> n.to().equals(to)
                        && n.type() == NotificationType.MENTION
                        && post.id().equals(n.post()));
        boolean unwanted = Stream.concat(
                        post.mentions().stream().map(MentionedAccount::account),
                        Stream.ofNullable(post.replyTo()).map(ReplyTarget::author))
                .anyMatch(other -> shuns(to, other));
        if (!to.equals(post.author()) && !shuns(to, post.author()) && state.active(to) && (again || unwanted)) {
            state.lastNotification++;
        } else {
            tell(to, post.author(), NotificationType.MENTION, post.id());
        }
    }

    /** Tells nothing, of which there is an id all the same. */
    void skip(AccountId to, AccountId from) {
        if (!to.equals(from) && !shuns(to, from) && state.active(to)) {
            state.lastNotification++;
        }
    }

    private boolean shuns(AccountId account, AccountId other) {
        Mute mute = state.mutes.get(new Pair(account, other));
        boolean muted = mute != null && mute.hideNotifications() && state.timeMs < mute.untilMs();
        return !account.equals(other) && (muted || state.blocks(account, other));
    }

    void takeBack(Predicate<Notification> which) {
        changed.yes |= state.notifications.removeIf(which);
    }

    Outcome dismiss(Command.DismissNotification c) {
        boolean found =
                state.notifications.removeIf(n -> n.to().equals(c.account()) && n.id().equals(c.notification()));
        changed.yes |= found;
        return found ? Outcome.Done.DONE : NaiveModel.refused(Refusal.NOTIFICATION_NOT_FOUND);
    }

    Outcome clear(Command.ClearNotifications c) {
        takeBack(n -> n.to().equals(c.account()));
        return Outcome.Done.DONE;
    }
}
