package dev.roost.http.json;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.roost.model.Account;
import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import dev.roost.model.Profile;
import dev.roost.model.ProfileField;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Accounts in JSON, kept encoded.
 *
 * <p>An account's figures change with every post and follow, what it says of itself hardly ever: new figures are put
 * behind the kept profile without encoding that again.
 */
final class AccountPieces {
    /** Heap of an entry beyond its bytes. */
    private static final int ENTRY_BYTES = 128;

    private static final Profile NOTHING_SAID = new Profile("", "", List.of(), false, false, false, false, false);

    private final EntitySource source;
    private final Addresses addresses;
    private final LocalHtml html;
    private final Cache<AccountId, Encoded> cache;
    private final Stamps profileStamps = new Stamps(16);
    private final Stamps figureStamps = new Stamps(18);

    /** @param json the profile in the first {@code profileLength} bytes, then the figures */
    private record Encoded(byte[] json, int profileLength, int profileStamp, int figureStamp) {
        int weight() {
            return ENTRY_BYTES + json.length;
        }
    }

    AccountPieces(EntitySource source, Addresses addresses, LocalHtml html, long cacheBytes) {
        this.source = source;
        this.addresses = addresses;
        this.html = html;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(cacheBytes)
                .weigher((AccountId id, Encoded encoded) -> encoded.weight())
                .build();
    }

    void profileChanged(AccountId id) {
        profileStamps.change(id.value());
    }

    void figuresChanged(AccountId id) {
        figureStamps.change(id.value());
    }

    void forgetAll() {
        profileStamps.changeAll();
        cache.invalidateAll();
    }

    /** The account's JSON, or null if there is no such account. A cache hit allocates nothing. */
    byte @Nullable [] find(AccountId id) {
        Encoded kept = cache.getIfPresent(id);
        int profileStamp = profileStamps.of(id.value());
        int figureStamp = figureStamps.of(id.value());
        if (kept != null && kept.profileStamp == profileStamp) {
            if (kept.figureStamp == figureStamp) {
                return kept.json;
            }
            return keep(id, kept.json, kept.profileLength, profileStamp, figureStamp);
        }
        Optional<Account> account = source.account(id);
        if (account.isEmpty()) {
            return null;
        }
        byte[] profile = Encoder.openObject(out -> writeProfile(out, account.get()));
        return keep(id, profile, profile.length, profileStamp, figureStamp);
    }

    private byte[] keep(AccountId id, byte[] profile, int profileLength, int profileStamp, int figureStamp) {
        byte[] json = Figures.append(profile, profileLength, figures(source.counts(id)));
        cache.put(id, new Encoded(json, profileLength, profileStamp, figureStamp));
        return json;
    }

    private static String figures(AccountCounts counts) {
        String lastPost = counts.lastPostAtMs() == 0 ? "null" : '"' + Dates.day(counts.lastPostAtMs()) + '"';
        return ",\"followers_count\":" + counts.followers()
                + ",\"following_count\":" + counts.followees()
                + ",\"statuses_count\":" + counts.posts()
                + ",\"last_status_at\":" + lastPost + '}';
    }

    /** Of one that is suspended nothing is said but who it was, and that: as Mastodon has it. */
    private void writeProfile(JsonGenerator out, Account account) {
        boolean suspended = account.standing().isSuspended();
        Profile profile = suspended ? NOTHING_SAID : account.profile();
        String username = account.username();
        out.writeStringProperty("id", account.id().toString());
        out.writeStringProperty("username", username);
        out.writeStringProperty("acct", username);
        out.writeStringProperty("display_name", profile.displayName());
        out.writeBooleanProperty("locked", profile.locked());
        out.writeBooleanProperty("bot", profile.bot());
        out.writeBooleanProperty("discoverable", profile.discoverable());
        out.writeBooleanProperty("indexable", profile.indexable());
        out.writeBooleanProperty("noindex", !profile.indexable());
        out.writeBooleanProperty("hide_collections", profile.hideCollections());
        out.writeBooleanProperty("group", false);
        out.writeStringProperty("created_at", Dates.timeOfDayStart(account.createdAtMs()));
        out.writeStringProperty("note", html.note(profile.note()));
        out.writeStringProperty("url", addresses.account(username));
        out.writeStringProperty("uri", addresses.accountUri(username));
        String avatar = suspended ? addresses.header() : addresses.avatar(username);
        out.writeStringProperty("avatar", avatar);
        out.writeStringProperty("avatar_static", avatar);
        out.writeStringProperty("header", addresses.header());
        out.writeStringProperty("header_static", addresses.header());
        out.writeArrayPropertyStart("fields");
        for (ProfileField field : profile.fields()) {
            out.writeStartObject();
            out.writeStringProperty("name", field.name());
            out.writeStringProperty("value", html.field(field.value()));
            out.writeNullProperty("verified_at");
            out.writeEndObject();
        }
        out.writeEndArray();
        Encoder.emptyArray(out, "emojis");
        Encoder.emptyArray(out, "roles");
        if (suspended) {
            out.writeBooleanProperty("suspended", true);
        }
    }
}
