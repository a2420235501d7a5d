package dev.roost.http.instance;

import static dev.roost.http.instance.InstanceEndpoints.object;

import dev.roost.http.json.OwnHost;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.HttpSettings.Registrations;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.Account;
import dev.roost.model.Standing;
import dev.roost.runtime.Reads.InstanceCounts;
import dev.roost.runtime.Roost;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Well-known addresses: what software runs here (nodeinfo 2.0), and who is here (WebFinger). */
public final class DiscoveryEndpoints {
    private static final String JRD = "application/jrd+json; charset=utf-8";
    private static final String XRD = "application/xrd+xml; charset=utf-8";
    private static final String NODEINFO = "http://nodeinfo.diaspora.software/ns/schema/2.0";

    private final Roost roost;
    private final HttpSettings settings;
    private final OwnHost here;

    /** For this node. */
    public DiscoveryEndpoints(Roost roost, HttpSettings settings) {
        this.roost = roost;
        this.settings = settings;
        this.here = OwnHost.of(settings.domain(), settings.baseUrl());
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get("/.well-known/nodeinfo", Access.anybody(), this::nodeinfoLinks);
        routes.get("/nodeinfo/2.0", Access.anybody(), this::nodeinfo);
        routes.get("/.well-known/webfinger", Access.anybody(), this::webfinger);
        routes.get("/.well-known/host-meta", Access.anybody(), this::hostMeta);
    }

    private Reply nodeinfoLinks(Call call) {
        return Reply.json(
                Map.of("links", List.of(object("rel", NODEINFO, "href", settings.baseUrl() + "/nodeinfo/2.0"))));
    }

    private Reply nodeinfo(Call call) {
        InstanceCounts counts = roost.reads().instanceCounts();
        String software = settings.names().software();
        // Under another name, clients read the version as that program's.
        String version = software.equals("roost") ? Software.version() : Software.API_VERSION;
        return Reply.json(object(
                "version",
                "2.0",
                "software",
                object("name", software, "version", version),
                "protocols",
                List.of(),
                "services",
                object("inbound", List.of(), "outbound", List.of()),
                "usage",
                object("users", Map.of("total", counts.accounts()), "localPosts", counts.posts()),
                "openRegistrations",
                settings.registrations() == Registrations.OPEN,
                "metadata",
                object(
                        "nodeName",
                        settings.title(),
                        "nodeDescription",
                        settings.description(),
                        // Tells client libraries which API is spoken here.
                        "upstream",
                        Map.of("name", "mastodon"))));
    }

    private Reply webfinger(Call call) {
        Account account = named(call.params().text("resource", "")).orElseThrow(ApiError::notFound);
        String page = settings.baseUrl() + "/@" + account.username();
        return Reply.json(object(
                        "subject",
                        "acct:" + account.username() + "@" + settings.domain(),
                        "aliases",
                        List.of(page),
                        "links",
                        List.of(object(
                                "rel", "http://webfinger.net/rel/profile-page", "type", "text/html", "href", page))))
                .as(JRD);
    }

    private Optional<Account> named(String resource) {
        return here.usernameAt(resource)
                .or(() -> OwnHost.isFullHandle(resource) ? here.username(resource) : Optional.empty())
                .flatMap(roost.reads()::accountNamed)
                .filter(account -> account.standing() == Standing.ACTIVE);
    }

    private Reply hostMeta(Call call) {
        String xrd = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\n"
                + "  <Link rel=\"lrdd\" template=\"" + settings.baseUrl()
                + "/.well-known/webfinger?resource={uri}\"/>\n</XRD>\n";
        return Reply.bytes(200, XRD, List.of(xrd.getBytes(StandardCharsets.UTF_8)));
    }
}
