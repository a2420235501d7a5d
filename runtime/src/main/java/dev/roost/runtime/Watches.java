package dev.roost.runtime;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.Change;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.Visibility;
import dev.roost.timeline.Timelines;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Timelines that are followed as they grow: author to those who watch, and reader to those who watch the reader's home,
 * for direct posts. The index may name too many watchers; whether a post is on a timeline is asked of the rules.
 */
final class Watches {
    private final StateView latest;
    private final Timelines timelines;
    private final InstantSource clock;
    private final ListRules listRules;
    private final Map<Integer, Set<Watching>> byAuthor = new ConcurrentHashMap<>();
    private final Map<AccountId, Set<Watching>> homes = new ConcurrentHashMap<>();
    private final Set<Watching> all = ConcurrentHashMap.newKeySet();

    Watches(StateView latest, Timelines timelines, InstantSource clock) {
        this.latest = latest;
        this.timelines = timelines;
        this.clock = clock;
        this.listRules = new ListRules(latest, timelines, clock);
    }

    Changes.Watch home(AccountId reader, Changes.HomeListener listener) {
        return start(new HomeWatch(reader, listener));
    }

    Changes.Watch list(AccountList list, Changes.HomeListener listener) {
        return start(new ListWatch(list, listener));
    }

    /** Dispatching thread. */
    void changed(List<Change> changes) {
        if (all.isEmpty()) {
            return;
        }
        for (Change change : changes) {
            if (change instanceof Change.PostAdded(Post post, boolean imported)) {
                if (!imported) {
                    tell(post);
                }
            } else if (change instanceof Change.FollowChanged || change instanceof Change.ListChanged) {
                for (Watching watching : all) {
                    if (watching.concernedBy(change)) {
                        watching.load();
                    }
                }
            }
        }
    }

    private void tell(Post post) {
        if (post instanceof OriginalPost direct && direct.visibility() == Visibility.DIRECT) {
            direct.addressees().forEach(account -> tell(direct, homes.getOrDefault(account, Set.of())));
        } else {
            tell(post, byAuthor.getOrDefault(post.author().value(), Set.of()));
        }
    }

    private static void tell(Post post, Set<? extends Watching> watchers) {
        for (Watching watching : watchers) {
            if (watching.shows(post)) {
                watching.listener.arrived(post);
            }
        }
    }

    private Watching start(Watching watching) {
        watching.start();
        return watching;
    }

    /** One timeline that is watched; its authors are guarded by its monitor. */
    private abstract class Watching implements Changes.Watch {
        private final Changes.HomeListener listener;
        private Set<Integer> authors = Set.of();
        private boolean closed;

        Watching(Changes.HomeListener listener) {
            this.listener = listener;
        }

        abstract boolean concernedBy(Change change);

        abstract boolean shows(Post post);

        abstract void collect(Set<Integer> into);

        void start() {
            all.add(this);
            load();
        }

        final synchronized void load() {
            if (closed) {
                return;
            }
            Set<Integer> now = new HashSet<>();
            collect(now);
            for (Integer author : now) {
                if (!authors.contains(author)) {
                    join(byAuthor, author);
                }
            }
            for (Integer author : authors) {
                if (!now.contains(author)) {
                    leave(byAuthor, author);
                }
            }
            authors = now;
        }

        @Override
        public synchronized void close() {
            closed = true;
            all.remove(this);
            authors.forEach(author -> leave(byAuthor, author));
            authors = Set.of();
        }

        final <K> void join(Map<K, Set<Watching>> index, K key) {
            index.compute(key, (_, known) -> {
                Set<Watching> watchers = known == null ? ConcurrentHashMap.newKeySet() : known;
                watchers.add(this);
                return watchers;
            });
        }

        final <K> void leave(Map<K, Set<Watching>> index, K key) {
            index.computeIfPresent(key, (_, watchers) -> {
                watchers.remove(this);
                return watchers.isEmpty() ? null : watchers;
            });
        }
    }

    private final class HomeWatch extends Watching {
        private final AccountId reader;

        HomeWatch(AccountId reader, Changes.HomeListener listener) {
            super(listener);
            this.reader = reader;
        }

        @Override
        void start() {
            join(homes, reader);
            super.start();
        }

        @Override
        public synchronized void close() {
            super.close();
            leave(homes, reader);
        }

        @Override
        boolean concernedBy(Change change) {
            return change instanceof Change.FollowChanged follow
                    && follow.follower().equals(reader);
        }

        @Override
        boolean shows(Post post) {
            return timelines.shows(reader, post, clock.millis());
        }

        @Override
        void collect(Set<Integer> into) {
            into.add(reader.value());
            latest.followees(reader, follow -> {
                into.add(follow.followee().value());
                return true;
            });
        }
    }

    private final class ListWatch extends Watching {
        private final AccountList list;

        ListWatch(AccountList list, Changes.HomeListener listener) {
            super(listener);
            this.list = list;
        }

        @Override
        boolean concernedBy(Change change) {
            return change instanceof Change.ListChanged changed
                    && changed.list().equals(list.id());
        }

        @Override
        boolean shows(Post post) {
            AccountList current = latest.list(list.owner(), list.id());
            return current != null && listRules.shows(current, post);
        }

        @Override
        void collect(Set<Integer> into) {
            latest.listMembers(list.id(), member -> into.add(member.value()));
        }
    }
}
