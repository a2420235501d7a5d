package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.Command;
import dev.roost.model.ImportMark;
import dev.roost.model.ImportedPost;
import dev.roost.model.ImportedRecord;
import dev.roost.model.OriginalPost;
import dev.roost.model.Outcome;
import dev.roost.model.PostDraft;
import dev.roost.model.PostId;
import dev.roost.model.PostKind;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Commands that bring many facts at once, in step with how far their source was read. */
final class ImportCommands {
    private final Workspace work;
    private final PostIndex index;
    private final AccountCommands accounts;
    private final GraphCommands graph;
    private final PostCommands posts;
    private final ImportedRecords records;

    ImportCommands(
            Workspace work,
            PostIndex index,
            AccountCommands accounts,
            GraphCommands graph,
            ListCommands lists,
            PostCommands posts) {
        this.work = work;
        this.index = index;
        this.accounts = accounts;
        this.graph = graph;
        this.posts = posts;
        this.records = new ImportedRecords(work, accounts, graph, lists, posts);
    }

    Outcome accounts(Command.ImportAccounts c) {
        int[] ids = new int[c.usernames().size()];
        for (int i = 0; i < ids.length; i++) {
            String username = c.usernames().get(i);
            AccountId existing = work.view.accountNamed(username);
            AccountId id = existing != null
                    ? existing
                    : accounts.createUnknown(
                            new Command.CreateAccount(username, "", "", username, Standing.ACTIVE, ""));
            ids[i] = id.value();
        }
        markRead(c.mark());
        return new Outcome.AccountsImported(ids);
    }

    Outcome follows(Command.ImportFollows c) {
        int follows = c.followers().length;
        FollowTally tally = new FollowTally(work, follows);
        // Imports come mostly to communities where nobody has blocked or asked for anything yet.
        boolean open = work.rows.isEmpty(Table.BLOCKS) && work.rows.isEmpty(Table.FOLLOW_REQUESTS);
        int stored = 0;
        for (int i = 0; i < follows; i++) {
            AccountId follower = new AccountId(c.followers()[i]);
            AccountId followee = new AccountId(c.followees()[i]);
            boolean alone = tally.followeesBefore(follower.value()) == 0;
            if (graph.importEdge(follower, followee, i, alone, open)) {
                tally.add(follower.value(), followee.value());
                stored++;
            }
        }
        tally.store();
        markRead(c.mark());
        return new Outcome.Imported(stored, follows - stored);
    }

    Outcome posts(Command.ImportPosts c) {
        int stored = 0;
        String keySpace = c.mark().keySpace();
        for (ImportedPost post : c.posts()) {
            PostId id = add(keySpace, post);
            if (id != null) {
                stored++;
                String key = post.key();
                if (key != null) {
                    work.rows.put(Table.IMPORTED_POSTS, Keys.imported(keySpace, key), Rows.number(id.value()));
                }
            }
        }
        markRead(c.mark());
        return new Outcome.Imported(stored, c.posts().size() - stored);
    }

    Outcome records(Command.ImportRecords c) {
        int stored = 0;
        work.importing = true;
        for (int i = 0; i < c.records().size(); i++) {
            ImportedRecord record = c.records().get(i);
            OriginalPost target =
                    record instanceof ImportedRecord.Mark mark ? target(c.mark().keySpace(), mark.post()) : null;
            stored += records.store(record, target, i) ? 1 : 0;
        }
        work.importing = false;
        markRead(c.mark());
        return new Outcome.Imported(stored, c.records().size() - stored);
    }

    private @Nullable PostId add(String source, ImportedPost post) {
        return switch (post.content()) {
            case ImportedPost.Words words -> plain(post, words.draft(), target(source, words.replyTo()));
            case ImportedPost.BoostOf boost -> boost(source, post, boost);
            case ImportedPost.Edit edit -> {
                OriginalPost original = target(source, edit.target());
                if (original == null || !original.author().equals(post.author())) {
                    yield null;
                }
                yield posts.importEdit(original, edit, post.createdAtMs()) ? original.id() : null;
            }
        };
    }

    private PostId plain(ImportedPost post, PostDraft draft, @Nullable OriginalPost parent) {
        OriginalPost added = PostCommands.post(
                work,
                post.author(),
                draft,
                parent == null ? null : new ReplyTarget(parent.id(), parent.author()),
                post.createdAtMs(),
                null);
        index.add(added, true);
        return added.id();
    }

    private @Nullable PostId boost(String source, ImportedPost post, ImportedPost.BoostOf boost) {
        OriginalPost original = target(source, boost.target());
        if (original == null) {
            return boost.otherwise() == null ? null : plain(post, boost.otherwise(), null);
        }
        if (work.view.boostBy(post.author(), original.id()) != null) {
            return null;
        }
        boolean open = original.visibility().isOpen();
        boolean own =
                original.visibility() == Visibility.PRIVATE && original.author().equals(post.author());
        if (!open && !own) {
            return null;
        }
        Boost added = new Boost(
                work.heads.nextPost(PostKind.BOOST),
                post.author(),
                post.createdAtMs(),
                own || boost.visibility() == Visibility.DIRECT ? Visibility.PRIVATE : boost.visibility(),
                original.id(),
                original.author());
        index.add(added, true);
        return added.id();
    }

    private @Nullable OriginalPost target(String source, ImportedPost.Target target) {
        Optional<OriginalPost> found = switch (target) {
            case ImportedPost.Nothing nothing -> Optional.empty();
            case ImportedPost.NewestOf newest -> work.view.newestBy(newest.account());
            case ImportedPost.Keyed keyed -> keyed(source, keyed.key());
        };
        return found.orElse(null);
    }

    private Optional<OriginalPost> keyed(String source, String key) {
        byte[] row = work.rows.get(Table.IMPORTED_POSTS, Keys.imported(source, key));
        return row == null ? Optional.empty() : Optional.ofNullable(work.view.original(new PostId(Rows.number(row))));
    }

    private void markRead(ImportMark mark) {
        work.rows.put(Table.IMPORTS, Keys.text(mark.source()), Rows.number(mark.line()));
    }
}
