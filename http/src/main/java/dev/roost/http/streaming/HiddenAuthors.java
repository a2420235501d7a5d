package dev.roost.http.streaming;

import dev.roost.model.AccountId;
import dev.roost.model.MentionedAccount;
import dev.roost.model.OriginalPost;
import dev.roost.model.Relationship;
import dev.roost.runtime.Reads;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whose posts a viewer of a public stream does not see because of a block or a mute.
 *
 * <p>Keeps the answers, since the same authors post and the same viewers watch again and again; told of every change.
 * Belongs to the dispatcher.
 */
final class HiddenAuthors {
    /** Answers that are kept, about 100 bytes each. */
    private static final int KEPT = 65_536;

    private final Reads reads;
    private final Map<Pair, Verdict> verdicts = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Verdict> eldest) {
            return size() > KEPT;
        }
    };

    private record Pair(int viewer, int other) {}

    /**
     * What stands between two accounts.
     *
     * @param hiddenUntilMs 0 if the viewer hides nothing, far away for a block
     */
    private record Verdict(boolean blockedBy, long hiddenUntilMs) {}

    HiddenAuthors(Reads reads) {
        this.reads = reads;
    }

    /**
     * Whether the post's author, or somebody it mentions, is nobody whom the viewer wants to see, or who wants to be
     * seen.
     */
    boolean hides(AccountId viewer, OriginalPost post, long nowMs) {
        if (viewer.equals(post.author())) {
            return false;
        }
        Verdict author = verdict(viewer, post.author());
        if (author.blockedBy() || nowMs < author.hiddenUntilMs()) {
            return true;
        }
        for (MentionedAccount mention : post.mentions()) {
            if (!mention.account().equals(viewer)
                    && nowMs < verdict(viewer, mention.account()).hiddenUntilMs()) {
                return true;
            }
        }
        return false;
    }

    /** Forgets what was known of two accounts. */
    void changed(AccountId one, AccountId other) {
        verdicts.remove(new Pair(one.value(), other.value()));
        verdicts.remove(new Pair(other.value(), one.value()));
    }

    /** Forgets everything. */
    void clear() {
        verdicts.clear();
    }

    private Verdict verdict(AccountId viewer, AccountId other) {
        return verdicts.computeIfAbsent(new Pair(viewer.value(), other.value()), pair -> {
            Relationship relationship = reads.relationship(viewer, other);
            return new Verdict(
                    relationship.blockedBy(), relationship.blocking() ? Long.MAX_VALUE : relationship.muteUntilMs());
        });
    }
}
