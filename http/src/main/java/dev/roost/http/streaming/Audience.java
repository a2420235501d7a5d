package dev.roost.http.streaming;

import dev.roost.model.AccountId;
import dev.roost.model.Limits;
import dev.roost.model.ListedAccount;
import dev.roost.model.OriginalPost;
import dev.roost.model.PageRequest;
import dev.roost.model.Post;
import dev.roost.model.Visibility;
import dev.roost.runtime.Reads;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of the connected readers may have a post that changes or goes. More than those who do is harmless. */
final class Audience {
    private final Reads reads;
    private final Hub hub;

    Audience(Reads reads, Hub hub) {
        this.reads = reads;
        this.hub = hub;
    }

    /**
     * Readers with an open home stream who wrote the post, are mentioned, or follow its author if it is not direct.
     * Costs one look-up for each of them, or reads the author's followers if those are fewer.
     */
    Set<AccountId> homesOf(Post post) {
        Set<AccountId> readers = new HashSet<>();
        addIfWatching(readers, post.author());
        if (post instanceof OriginalPost original) {
            original.addressees().forEach(account -> addIfWatching(readers, account));
        }
        if (post.visibility() == Visibility.DIRECT) {
            return readers;
        }
        Set<AccountId> watching = hub.wanted().stream()
                .filter(Topic.Home.class::isInstance)
                .map(topic -> ((Topic.Home) topic).reader())
                .collect(Collectors.toSet());
        if (reads.counts(post.author()).followers() < watching.size()) {
            addFollowers(readers, post.author());
        } else {
            watching.stream()
                    .filter(reader -> reads.relationship(reader, post.author()).following())
                    .forEach(readers::add);
        }
        return readers;
    }

    /** The open list streams whose list has the post's author; none for a direct post, which no list shows. */
    List<Topic.Members> listsOf(Post post) {
        if (post.visibility() == Visibility.DIRECT) {
            return List.of();
        }
        return hub.wanted().stream()
                .filter(Topic.Members.class::isInstance)
                .map(Topic.Members.class::cast)
                .filter(topic -> reads.listsWith(topic.owner(), post.author()).stream()
                        .anyMatch(list -> list.id().equals(topic.list())))
                .toList();
    }

    private void addIfWatching(Set<AccountId> readers, AccountId account) {
        if (hub.wanted(new Topic.Home(account))) {
            readers.add(account);
        }
    }

    private void addFollowers(Set<AccountId> readers, AccountId author) {
        PageRequest request = PageRequest.newest(Limits.PAGE);
        List<ListedAccount> page;
        do {
            page = reads.followers(author, request, null);
            page.forEach(follower -> addIfWatching(readers, follower.account()));
            if (!page.isEmpty()) {
                request = PageRequest.before(page.getLast().cursor(), Limits.PAGE);
            }
        } while (page.size() == Limits.PAGE);
    }
}
