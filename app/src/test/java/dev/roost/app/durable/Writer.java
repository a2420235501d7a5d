package dev.roost.app.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.OriginalPost;
import dev.roost.model.PostId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** One account's client: writes until the server is gone, and remembers what was answered and what was not. */
final class Writer {
    private final int account;
    private final int accounts;
    private final SplittableRandom random;
    private int sent;

    /** Answered posts that are there: key, id. */
    private final Map<String, String> posts = new TreeMap<>();

    private final Set<String> deleted = new HashSet<>();
    private final Map<Integer, Boolean> follows = new HashMap<>();

    /** What was asked last and not answered: it may have been done or not. */
    private Asked open = new Nothing();

    sealed interface Asked {}

    record Nothing() implements Asked {}

    record Post(String key) implements Asked {}

    record Delete(String key, String id) implements Asked {}

    record Follow(int followee, boolean follows) implements Asked {}

    record Boost(String id) implements Asked {}

    Writer(int account, int accounts, SplittableRandom random) {
        this.account = account;
        this.accounts = accounts;
        this.random = random;
    }

    int account() {
        return account;
    }

    /** Asks for one thing after the other, first for what was left unanswered, until there is no answer. */
    void writeUntilGone(Door door, Runnable answered) {
        try {
            ask(door);
            while (true) {
                open = next();
                ask(door);
                answered.run();
            }
        } catch (IOException e) {
            // Killed: what is open may have been done or not.
        }
    }

    private Asked next() {
        int kind = random.nextInt(10);
        if (kind < 2 && !posts.isEmpty()) {
            String key = List.copyOf(posts.keySet()).get(random.nextInt(posts.size()));
            return kind == 0 ? new Delete(key, posts.get(key)) : new Boost(posts.get(key));
        }
        if (kind < 4) {
            int followee = 1 + random.nextInt(accounts);
            if (followee != account) {
                return new Follow(followee, random.nextInt(3) > 0);
            }
        }
        return new Post("w" + account + "n" + sent++);
    }

    private void ask(Door door) throws IOException {
        switch (open) {
            case Nothing _ -> {}
            case Post post -> posts.put(post.key(), door.post(account, post.key()));
            case Delete delete -> {
                door.delete(account, delete.id());
                posts.remove(delete.key());
                deleted.add(delete.key());
            }
            case Follow follow -> {
                door.follow(account, follow.followee(), follow.follows());
                follows.put(follow.followee(), follow.follows());
            }
            case Boost boost -> door.boost(account, boost.id());
        }
        open = new Nothing();
    }

    /** Everything that was answered is there once, what was deleted is not, and nothing is there that was not asked. */
    void check(StateView state) {
        Map<String, List<String>> found = new HashMap<>();
        state.postsBy(new AccountId(account), Long.MAX_VALUE, (id, _) -> {
            if (state.post(new PostId(id)) instanceof OriginalPost post) {
                found.computeIfAbsent(post.body().text(), _ -> new ArrayList<>())
                        .add(Long.toString(id));
            }
            return true;
        });
        posts.forEach((key, id) -> {
            List<String> ids = found.getOrDefault(key, List.of());
            boolean mayBeGone = open instanceof Delete delete && delete.key().equals(key) && ids.isEmpty();
            assertThat(mayBeGone || ids.equals(List.of(id)))
                    .as("post %s, answered as %s, is there as %s", key, id, ids)
                    .isTrue();
        });
        found.forEach((key, ids) -> {
            assertThat(ids).as("post %s", key).hasSize(1);
            assertThat(deleted).doesNotContain(key);
            assertThat(posts.containsKey(key) || open.equals(new Post(key)))
                    .as("post %s was asked for", key)
                    .isTrue();
        });
        follows.forEach((followee, wanted) -> {
            boolean unsure = open instanceof Follow follow && follow.followee() == followee;
            if (!unsure) {
                assertThat(state.follows(new AccountId(account), new AccountId(followee)))
                        .as("%s follows %s", account, followee)
                        .isEqualTo(wanted);
            }
        });
    }

    int answeredPosts() {
        return posts.size() + deleted.size();
    }
}
