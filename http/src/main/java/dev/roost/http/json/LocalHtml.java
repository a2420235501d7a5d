package dev.roost.http.json;

import dev.roost.http.html.ContentHtml;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.MentionedAccount;
import dev.roost.runtime.text.Mention;
import dev.roost.runtime.text.PostText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What users have written as HTML, with links to the accounts and hashtags of this server. */
final class LocalHtml {
    private final EntitySource source;
    private final Addresses addresses;
    private final OwnHost here;
    private final ContentHtml ofProfiles;

    LocalHtml(EntitySource source, Addresses addresses, OwnHost here) {
        this.source = source;
        this.addresses = addresses;
        this.here = here;
        this.ofProfiles = new ContentHtml(this::nowNamed, tag -> addresses.tag(tag.name()));
    }

    /** A post's text; only who was mentioned when it was posted is linked. */
    String post(String text, List<MentionedAccount> mentioned) {
        ContentHtml html = new ContentHtml(mention -> amongst(mentioned, mention), tag -> addresses.tag(tag.name()));
        return html.ofPost(text, PostText.extract(text));
    }

    /** What an account says of itself. */
    String note(String note) {
        return ofProfiles.ofNote(note);
    }

    /** The value of a row on a profile. */
    String field(String value) {
        return ofProfiles.ofField(value);
    }

    /** @throws IllegalStateException when there is none: accounts are never removed */
    String username(AccountId id) {
        return source.account(id)
                .map(Account::username)
                .orElseThrow(() -> new IllegalStateException("no account " + id + ", which a post names"));
    }

    private Optional<String> amongst(List<MentionedAccount> mentioned, Mention mention) {
        if (!isLocal(mention)) {
            return Optional.empty();
        }
        for (MentionedAccount each : mentioned) {
            String username = username(each.account());
            if (username.equalsIgnoreCase(mention.username())) {
                return Optional.of(addresses.account(username));
            }
        }
        return Optional.empty();
    }

    private Optional<String> nowNamed(Mention mention) {
        return isLocal(mention)
                ? source.accountNamed(mention.username().toLowerCase(Locale.ROOT))
                        .map(account -> addresses.account(account.username()))
                : Optional.empty();
    }

    private boolean isLocal(Mention mention) {
        String of = mention.domain();
        return of == null || here.is(of);
    }
}
