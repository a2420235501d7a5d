package dev.roost.app.imports;

import dev.roost.app.imports.ExportLines.AccountLine;
import dev.roost.app.imports.ExportLines.FieldLine;
import dev.roost.app.imports.ExportLines.Manifest;
import dev.roost.app.imports.ExportLines.MarkLine;
import dev.roost.app.imports.ExportLines.RelationLine;
import dev.roost.app.imports.ExportLines.SignInLine;
import dev.roost.core.StateView;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.ClientApp;
import dev.roost.model.Follow;
import dev.roost.model.MarkKind;
import dev.roost.model.Mute;
import dev.roost.model.PostId;
import dev.roost.model.Profile;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the facts of one commit as files. The same facts give the same bytes, whatever ids they have, so that an
 * export of an import of an export equals it.
 *
 * <p>Memory: the usernames, 8 bytes for each post, and what {@link ByTime} holds.
 */
final class Exporter {
    private static final int PROGRESS_LINES = 1 << 12;

    private final StateView state;
    private final Path directory;
    private final boolean withSecrets;
    private final Progress progress;
    private final String[] usernames;
    private final Map<String, Long> written = new TreeMap<>();
    private final ByTime byTime = new ByTime();

    /**
     * An export of a commit.
     *
     * @param directory exists and holds none of the files
     */
    Exporter(StateView state, Path directory, boolean withSecrets, Progress progress) {
        this.state = state;
        this.directory = directory;
        this.withSecrets = withSecrets;
        this.progress = progress;
        this.usernames = new String[state.accounts() + 1];
        for (int id = 1; id < usernames.length; id++) {
            usernames[id] = account(new AccountId(id)).username();
        }
    }

    /** Writes these files and then their list. Lines of each, by file name. */
    Map<String, Long> write(Set<ExportFiles> files) throws IOException {
        List<Manifest.Part> parts = new ArrayList<>();
        PostKeys keys = new PostKeys();
        for (ExportFiles each : ExportFiles.values()) {
            if (!files.contains(each)) {
                continue;
            }
            Path file = directory.resolve(each.fileName());
            try (ExportWriter out = ExportWriter.create(file)) {
                switch (each) {
                    case ACCOUNTS -> accounts(out);
                    case FOLLOWS -> follows(out);
                    case RELATIONS -> relations(out);
                    case POSTS -> new PostExport(state, keys, this::name).write(out, progress);
                    case MARKS -> marks(out, keys);
                    case SIGN_INS -> signIns(out);
                }
                written.put(each.fileName(), out.lines());
            }
            parts.add(new Manifest.Part(each.fileName(), ImportSource.fingerprint(file)));
        }
        try (OutputStream out = ExportWriter.newFile(directory.resolve(ExportFiles.MANIFEST))) {
            String manifest = Json.MAPPER.writeValueAsString(new Manifest(ExportFiles.FORMAT, parts));
            out.write((manifest + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return written;
    }

    private void accounts(ExportWriter out) {
        for (int id = 1; id < usernames.length; id++) {
            out.json(line(account(new AccountId(id))));
            progress.at(id, "accounts: " + Show.count(out.lines(), "line", "lines"));
        }
    }

    private AccountLine line(Account account) {
        Profile profile = account.profile();
        Visibility visibility = account.defaults().visibility();
        return new AccountLine(
                account.username(),
                account.createdAtMs(),
                profile.displayName(),
                profile.note(),
                profile.fields().stream().map(FieldLine::of).toList(),
                profile.locked(),
                profile.bot(),
                profile.discoverable(),
                profile.indexable(),
                profile.hideCollections(),
                account.standing() == Standing.ACTIVE ? null : Checks.word(account.standing()),
                visibility == Visibility.PUBLIC ? null : Checks.word(visibility),
                account.defaults().sensitive(),
                account.defaults().language(),
                withSecrets ? account.email() : null,
                withSecrets ? account.passwordHash() : null);
    }

    /**
     * In the order in which they came about, as everything that is listed by it: an import gives them the same order.
     */
    private void follows(ExportWriter out) {
        byTime.each(state.sequences()::follows, follow -> {
            out.line(usernames[follow.from()] + "\t" + usernames[(int) follow.to()]);
            if (out.lines() % PROGRESS_LINES == 0) {
                progress.at(usernames.length, "follows: " + Show.count(out.lines(), "line", "lines"));
            }
        });
    }

    private void relations(ExportWriter out) {
        for (int id = 1; id < usernames.length; id++) {
            AccountId from = new AccountId(id);
            state.followees(
                    from,
                    follow -> (follow.boosts() && !follow.notifyPosts())
                            || out.json(relation(
                                    "follow",
                                    follow.follower(),
                                    follow.followee(),
                                    follow.boosts(),
                                    follow.notifyPosts())));
            List<AccountId> others = new ArrayList<>();
            state.blocked(from, others::add);
            others.reversed().forEach(blocked -> out.json(relation("block", from, blocked, true, false)));
            others.clear();
            state.sequences().muted(from, others::add);
            for (AccountId muted : others.reversed()) {
                Mute mute = state.mute(from, muted);
                if (mute != null) {
                    out.json(mute(mute));
                }
            }
            state.lists(from).forEach(list -> out.json(list(list)));
        }
        byTime.each(state.sequences()::followRequests, asked -> {
            Follow request = state.followRequest(new AccountId(asked.from()), new AccountId((int) asked.to()));
            if (request != null) {
                out.json(relation(
                        "request", request.follower(), request.followee(), request.boosts(), request.notifyPosts()));
            }
        });
    }

    private RelationLine relation(String kind, AccountId from, AccountId to, boolean boosts, boolean notifyPosts) {
        return new RelationLine(kind, name(from), name(to), !boosts, notifyPosts, null, null, null, null, null);
    }

    private RelationLine mute(Mute mute) {
        Long until = mute.untilMs() == Mute.FOREVER ? null : mute.untilMs();
        return new RelationLine(
                "mute",
                name(mute.muter()),
                name(mute.muted()),
                null,
                null,
                mute.hideNotifications(),
                until,
                null,
                null,
                null);
    }

    private RelationLine list(AccountList list) {
        List<String> members = new ArrayList<>();
        state.listMembers(list.id(), member -> members.add(name(member)));
        return new RelationLine(
                "list",
                name(list.owner()),
                null,
                null,
                null,
                null,
                null,
                list.title(),
                Checks.word(list.replies()),
                members);
    }

    private void marks(ExportWriter out, PostKeys keys) {
        for (MarkKind kind : MarkKind.values()) {
            byTime.each(visitor -> state.sequences().marks(kind, visitor), mark -> {
                String key = keys.of(new PostId(mark.to()));
                if (!key.isEmpty()) {
                    out.json(new MarkLine(usernames[mark.from()], Checks.word(kind), key));
                }
            });
        }
    }

    private void signIns(ExportWriter out) {
        Map<Integer, String> clientIds = new HashMap<>();
        state.signIn().apps(app -> {
            clientIds.put(app.id().value(), app.clientId());
            return out.json(line(app));
        });
        state.signIn()
                .tokens(token -> out.json(new SignInLine(
                        null,
                        null,
                        null,
                        null,
                        token.scopes(),
                        null,
                        Base64.getEncoder().encodeToString(token.tokenHash()),
                        clientIds.get(token.app().value()),
                        token.account() == null ? null : name(token.account()))));
    }

    private static SignInLine line(ClientApp app) {
        return new SignInLine(
                app.clientId(),
                Base64.getEncoder().encodeToString(app.secretHash()),
                app.name(),
                app.redirectUris(),
                app.scopes(),
                app.website(),
                null,
                null,
                null);
    }

    private String name(AccountId id) {
        return usernames[id.value()];
    }

    private Account account(AccountId id) {
        @Nullable Account account = state.account(id);
        if (account == null) {
            throw new IllegalStateException("there is no account " + id + " among " + state.accounts());
        }
        return account;
    }
}
