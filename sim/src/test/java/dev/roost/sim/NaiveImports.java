package dev.roost.sim;

import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.ImportMark;
import dev.roost.model.ImportedPost;
import dev.roost.model.ImportedRecord;
import dev.roost.model.Mute;
import dev.roost.model.OriginalPost;
import dev.roost.model.Outcome;
import dev.roost.model.Post;
import dev.roost.model.PostId;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;

/** Imports in the reference model. */
final class NaiveImports {
    private final NaiveState state;
    private final NaiveModel.Changed changed;
    private final NaivePosts posts;
    private final NaiveGraph graph;

    NaiveImports(NaiveState state, NaiveModel.Changed changed, NaivePosts posts, NaiveGraph graph) {
        this.state = state;
        this.changed = changed;
        this.posts = posts;
        this.graph = graph;
    }

    Outcome accounts(Command.ImportAccounts c) {
        int[] ids = new int[c.usernames().size()];
        for (int i = 0; i < ids.length; i++) {
            String name = c.usernames().get(i);
            if (state.named(name) == null) {
                NaiveModel.newAccount(state, new Command.CreateAccount(name, "", "", name, Standing.ACTIVE, ""));
            }
            ids[i] = state.named(name).value();
        }
        read(c.mark());
        return new Outcome.AccountsImported(ids);
    }

    Outcome follows(Command.ImportFollows c) {
        int stored = 0;
        for (int i = 0; i < c.followers().length; i++) {
            stored += graph.importEdge(new AccountId(c.followers()[i]), new AccountId(c.followees()[i])) ? 1 : 0;
        }
        read(c.mark());
        return new Outcome.Imported(stored, c.followers().length - stored);
    }

    Outcome posts(Command.ImportPosts c) {
        int stored = 0;
        for (ImportedPost post : c.posts()) {
            Post added = add(c.mark().keySpace(), post);
            if (added != null) {
                stored++;
                if (post.key() != null) {
                    state.importedPosts.put(c.mark().keySpace() + " " + post.key(), added.id());
                }
            }
        }
        read(c.mark());
        return new Outcome.Imported(stored, c.posts().size() - stored);
    }

    private Post add(String source, ImportedPost post) {
        return switch (post.content()) {
            case ImportedPost.Words words -> {
                OriginalPost parent = target(source, words.replyTo());
                ReplyTarget answered = parent == null ? null : new ReplyTarget(parent.id(), parent.author());
                yield posts.write(post.author(), words.draft(), answered, post.createdAtMs(), null);
            }
            case ImportedPost.BoostOf boost -> {
                OriginalPost original = target(source, boost.target());
                if (original == null && boost.otherwise() != null) {
                    yield posts.write(post.author(), boost.otherwise(), null, post.createdAtMs(), null);
                }
                if (original == null
                        || state.boostBy(post.author(), original.id()) != null
                        || !NaivePosts.boostable(post.author(), original)) {
                    yield null;
                }
                boolean narrow = original.visibility() == Visibility.PRIVATE || boost.visibility() == Visibility.DIRECT;
                Visibility visibility = narrow ? Visibility.PRIVATE : boost.visibility();
                yield posts.show(post.author(), original, visibility, post.createdAtMs());
            }
            case ImportedPost.Edit edit -> {
                OriginalPost original = target(source, edit.target());
                boolean own = original != null && original.author().equals(post.author());
                yield own && posts.importEdit(original, edit, post.createdAtMs()) ? original : null;
            }
        };
    }

    private OriginalPost target(String source, ImportedPost.Target target) {
        return switch (target) {
            case ImportedPost.Nothing _ -> null;
            case ImportedPost.NewestOf newest -> newestOf(newest.account());
            case ImportedPost.Keyed keyed -> {
                PostId id = state.importedPosts.get(source + " " + keyed.key());
                yield id == null ? null : state.original(id);
            }
        };
    }

    private OriginalPost newestOf(AccountId author) {
        for (Post post : state.postsBy(author)) {
            if (post instanceof OriginalPost original && original.visibility() != Visibility.DIRECT) {
                return original;
            }
        }
        return null;
    }

    // ---- other facts

    Outcome records(Command.ImportRecords c) {
        int stored = 0;
        state.importing = true;
        for (ImportedRecord record : c.records()) {
            stored += store(c.mark().keySpace(), record) ? 1 : 0;
        }
        state.importing = false;
        read(c.mark());
        return new Outcome.Imported(stored, c.records().size() - stored);
    }

    private boolean store(String source, ImportedRecord record) {
        return switch (record) {
            case ImportedRecord.AccountFields fields -> fill(fields);
            case ImportedRecord.FollowWithSettings follow -> graph.importFollow(follow.follow());
            case ImportedRecord.AskedFollow asked -> graph.importRequest(asked.follow());
            case ImportedRecord.Block block ->
                !state.blocks(block.blocker(), block.blocked())
                        && !(graph.block(new Command.BlockAccount(block.blocker(), block.blocked()))
                                instanceof Outcome.Refused);
            case ImportedRecord.Muting muting -> {
                Mute mute = muting.mute();
                yield !mute.equals(state.mutes.get(new NaiveState.Pair(mute.muter(), mute.muted())))
                        && !(graph.mute(mute) instanceof Outcome.Refused);
            }
            case ImportedRecord.ListOfMembers list -> list(list);
            case ImportedRecord.Mark mark -> {
                OriginalPost post = target(source, mark.post());
                yield post != null && posts.importMark(mark.account(), mark.kind(), post);
            }
        };
    }

    private boolean fill(ImportedRecord.AccountFields fields) {
        Account account = state.accounts.get(fields.account());
        boolean taken = !fields.email().isEmpty() && state.emailTaken(fields.email());
        if (account == null || !account.email().isEmpty() || account.standing().isSuspended() || taken) {
            return false;
        }
        state.accounts.put(
                account.id(),
                new Account(
                        account.id(),
                        account.username(),
                        fields.email(),
                        fields.passwordHash(),
                        fields.createdAtMs(),
                        fields.standing(),
                        fields.profile(),
                        fields.defaults()));
        return true;
    }

    private boolean list(ImportedRecord.ListOfMembers list) {
        Outcome outcome = graph.createList(new Command.CreateList(list.owner(), list.title(), list.replies()));
        if (!(outcome instanceof Outcome.ListCreated created)) {
            return false;
        }
        for (AccountId member : list.members()) {
            if (member.equals(list.owner()) || state.follows(list.owner(), member)) {
                state.members.get(created.id()).add(member);
            }
        }
        return true;
    }

    private void read(ImportMark mark) {
        state.importedLines.put(mark.source(), mark.line());
        changed.yes = true;
    }
}
