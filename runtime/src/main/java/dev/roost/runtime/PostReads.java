package dev.roost.runtime;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.Boost;
import dev.roost.model.Hashtag;
import dev.roost.model.MarkKind;
import dev.roost.model.OriginalPost;
import dev.roost.model.PageRequest;
import dev.roost.model.Post;
import dev.roost.model.PostId;
import dev.roost.model.PostKind;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Visibility;
import dev.roost.timeline.Timelines;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Lists of posts other than the home timeline. Any thread. */
final class PostReads {
    /** Posts of an index that are looked at for one page; a page that finds too few among them is short. */
    private static final int LOOKED_AT_MAX = 50_000;

    private final StateView latest;
    private final Timelines timelines;
    private final InstantSource clock;
    private final ListRules listRules;

    PostReads(StateView latest, Timelines timelines, InstantSource clock) {
        this.latest = latest;
        this.timelines = timelines;
        this.clock = clock;
        this.listRules = new ListRules(latest, timelines, clock);
    }

    List<PostId> byAuthor(AccountId author, @Nullable AccountId viewer, Reads.AuthorFilter filter, PageRequest page) {
        boolean blocked = viewer != null && latest.blocks(author, viewer);
        if (blocked || (!author.equals(viewer) && latest.isSuspended(author))) {
            return List.of();
        }
        Collector found = new Collector(page);
        latest.postsBy(
                author,
                page.highest(),
                (id, visibility) -> found.look(id, () -> passes(id, visibility, viewer, filter)));
        return found.page();
    }

    private boolean passes(long id, Visibility visibility, @Nullable AccountId viewer, Reads.AuthorFilter filter) {
        if (PostId.kindOf(id) == PostKind.BOOST
                && !(filter.withBoosts() && filter.tagged().isEmpty())) {
            return false;
        }
        boolean plain =
                PostId.isPlain(id) && visibility.isOpen() && filter.tagged().isEmpty();
        return plain || passesBody(id, viewer, filter);
    }

    private boolean passesBody(long id, @Nullable AccountId viewer, Reads.AuthorFilter filter) {
        Post post = latest.post(new PostId(id));
        if (post == null || !latest.maySee(viewer, post)) {
            return false;
        }
        return switch (post) {
            // One's own boosts are all there.
            case Boost boost -> boost.author().equals(viewer) || wanted(viewer, boost.ofAuthor());
            case OriginalPost original ->
                (filter.withReplies() || isOwnThread(original))
                        && (filter.tagged().isEmpty() || hasTag(original, filter.tagged()));
        };
    }

    private static boolean isOwnThread(OriginalPost post) {
        ReplyTarget target = post.replyTo();
        return target == null || target.author().equals(post.author());
    }

    private static boolean hasTag(OriginalPost post, String name) {
        for (Hashtag tag : post.tags()) {
            if (tag.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    List<PostId> pinned(AccountId author, @Nullable AccountId viewer) {
        List<PostId> pins = new ArrayList<>();
        latest.marksByTime(author, MarkKind.PIN, Long.MAX_VALUE, (sequence, post) -> {
            Post pinned = latest.post(post);
            if (pinned != null && latest.maySee(viewer, pinned)) {
                pins.add(post);
            }
            return true;
        });
        return pins;
    }

    List<PostId> ofEverybody(@Nullable AccountId viewer, PageRequest page) {
        Collector found = new Collector(page);
        latest.publicPosts(
                page.highest(),
                (id, author) -> found.look(
                        id.value(), () -> wanted(viewer, author) && (PostId.isPlain(id.value()) || isOwnReply(id))));
        return found.page();
    }

    /** Replies are not on the public timeline, except to oneself: threads. */
    private boolean isOwnReply(PostId id) {
        OriginalPost post = latest.original(id);
        return post != null && isOwnThread(post);
    }

    private boolean wanted(@Nullable AccountId viewer, AccountId author) {
        return viewer == null ? !latest.isSuspended(author) : !timelines.hides(viewer, author, clock.millis());
    }

    List<PostId> tagged(Reads.TagQuery query, @Nullable AccountId viewer, PageRequest page) {
        Collector found = new Collector(page);
        if (query.any().isEmpty()) {
            latest.taggedPosts(
                    query.tag(),
                    page.highest(),
                    (id, author) -> found.look(id.value(), () -> wanted(viewer, author) && fits(id, query)));
            return found.page();
        }
        return taggedAny(query, viewer, page);
    }

    private List<PostId> taggedAny(Reads.TagQuery query, @Nullable AccountId viewer, PageRequest page) {
        TreeSet<PostId> merged = new TreeSet<>(Collections.reverseOrder());
        List<String> tags = new ArrayList<>(query.any());
        tags.add(query.tag());
        for (String tag : tags) {
            Collector found = new Collector(page);
            latest.taggedPosts(
                    tag,
                    page.highest(),
                    (id, author) -> found.look(id.value(), () -> wanted(viewer, author) && fits(id, query)));
            merged.addAll(found.page());
        }
        List<PostId> all = new ArrayList<>(merged);
        int size = Math.min(page.limit(), all.size());
        return page.upwards() ? all.subList(all.size() - size, all.size()) : all.subList(0, size);
    }

    private boolean fits(PostId id, Reads.TagQuery query) {
        if (query.all().isEmpty() && query.none().isEmpty()) {
            return true;
        }
        OriginalPost post = latest.original(id);
        return post != null
                && query.all().stream().allMatch(tag -> hasTag(post, tag))
                && query.none().stream().noneMatch(tag -> hasTag(post, tag));
    }

    List<PostId> ofList(AccountList list, PageRequest page) {
        List<Integer> members = new ArrayList<>();
        latest.listMembers(list.id(), member -> members.add(member.value()));
        int[] authors = members.stream().mapToInt(Integer::intValue).toArray();
        long[] ids = timelines.merged(authors, page, id -> {
            Post post = latest.post(new PostId(id));
            return post != null && listRules.shows(list, post);
        });
        List<PostId> posts = new ArrayList<>(ids.length);
        for (long id : ids) {
            posts.add(new PostId(id));
        }
        return posts;
    }

    List<Reads.MarkedPost> marked(AccountId account, MarkKind kind, PageRequest page) {
        List<Reads.MarkedPost> found = new ArrayList<>();
        latest.marksByTime(account, kind, page.highest(), (sequence, id) -> {
            if (sequence < page.lowest()) {
                return false;
            }
            Post post = latest.post(id);
            if (post != null && latest.maySee(account, post)) {
                if (page.upwards() && found.size() == page.limit()) {
                    found.remove(0);
                }
                found.add(new Reads.MarkedPost(sequence, id));
            }
            return page.upwards() || found.size() < page.limit();
        });
        return found;
    }

    /** Fills a page from an index that is walked from its newest entry down. */
    private static final class Collector {
        private final PageRequest page;
        private final List<PostId> found = new ArrayList<>();
        private int lookedAt;

        Collector(PageRequest page) {
            this.page = page;
        }

        /** One entry; upwards, the lowest entries are kept. */
        boolean look(long id, BooleanSupplier passes) {
            if (id < page.lowest() || ++lookedAt > LOOKED_AT_MAX) {
                return false;
            }
            if (passes.getAsBoolean()) {
                if (page.upwards() && found.size() == page.limit()) {
                    found.remove(0);
                }
                found.add(new PostId(id));
            }
            return page.upwards() || found.size() < page.limit();
        }

        List<PostId> page() {
            return found;
        }
    }
}
