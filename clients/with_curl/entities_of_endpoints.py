"""Every endpoint answers with the entity that Mastodon documents, and with all of its fields."""
from lib.checks import same, true
from with_curl import entities as e
from with_curl.curl import ask, ask_raw, body, curl, form, ids, post, query, suite
from with_curl.entities import fits, many


@suite.check("instance v1 and v2, nodeinfo, rules")
def _(w):
    fits(ask(w, None, "/api/v1/instance"), e.INSTANCE_V1, "v1 instance")
    fits(ask(w, None, "/api/v2/instance"), e.INSTANCE_V2, "v2 instance")
    links = ask(w, None, "/.well-known/nodeinfo")["links"]
    href = next(link["href"] for link in links if link["rel"] == "http://nodeinfo.diaspora.software/ns/schema/2.0")
    true(href.startswith(w.url + "/"), f"nodeinfo at {href}")
    fits(ask(w, None, href[len(w.url):]), e.NODEINFO, "nodeinfo")
    fits(ask(w, None, "/api/v1/instance/rules"), many(e.RULE), "rules")


@suite.check("the domain is what follows the @ in a full handle, port included")
def _(w):
    same(ask(w, None, "/api/v1/instance")["uri"], w.host, "v1 uri")
    same(ask(w, None, "/api/v2/instance")["domain"], w.host, "v2 domain")
    acct = f"{w.me['bob']['username']}@{w.host}"
    same(ask(w, "ann", "/api/v1/accounts/lookup?" + query(acct=acct))["id"], w.me["bob"]["id"], "looked up")
    same(w.me["bob"]["acct"], w.me["bob"]["username"], "local acct")
    same(w.me["bob"]["url"], f"{w.url}/@{w.me['bob']['username']}", "address")


@suite.check("statuses: create, read, edit, history, source, context, delete")
def _(w):
    bob = w.me["bob"]["username"]
    made = post(w, "ann", f"shape of a status, @{bob} #Shape https://example.org/", spoiler_text="cw", language="en")
    fits(made, e.OWN_STATUS, "created")
    fits(made["mentions"], lambda v, p: same(ids(v), [w.me["bob"]["id"]], p), "mentions")
    true("scheduled_at" not in made, "no key that only scheduled posts have")
    path = f"/api/v1/statuses/{made['id']}"
    fits(ask(w, None, path), e.STATUS, "read by nobody in particular")
    fits(ask(w, "bob", path), e.OWN_STATUS, "read by bob")
    fits(ask(w, "ann", path, *form("PUT", status="edited")), e.OWN_STATUS, "edited")
    fits(ask(w, "ann", path)["edited_at"], e.time, "edited_at")
    fits(ask(w, "bob", path + "/history"), many(e.STATUS_EDIT), "history")
    same(len(ask(w, "bob", path + "/history")), 2, "edits")
    fits(ask(w, "ann", path + "/source"), e.STATUS_SOURCE, "source")
    reply = post(w, "bob", "a reply", in_reply_to_id=made["id"])
    fits(reply, e.OWN_STATUS, "reply")
    for which in (made, reply):
        fits(ask(w, "ann", f"/api/v1/statuses/{which['id']}/context"), e.CONTEXT, "context")
    fits(ask(w, "ann", path, "-X", "DELETE"), e.DELETED_STATUS, "deleted")
    same(ask(w, "bob", f"/api/v1/statuses/{reply['id']}")["id"], reply["id"], "the reply stays")


@suite.check("reactions: each answers with the status as it now is")
def _(w):
    w.status = post(w, "ann", "react in shape")
    path = f"/api/v1/statuses/{w.status['id']}"
    for do, undo, field in [("favourite", "unfavourite", "favourited"), ("bookmark", "unbookmark", "bookmarked")]:
        done = ask(w, "bob", f"{path}/{do}", "-X", "POST")
        fits(done, e.OWN_STATUS, do)
        same(done[field], True, field)
        undone = ask(w, "bob", f"{path}/{undo}", "-X", "POST")
        fits(undone, e.OWN_STATUS, undo)
        same(undone[field], False, field)
    boost = ask(w, "bob", f"{path}/reblog", *form(visibility="public"))
    fits(boost, e.OWN_STATUS, "reblog")
    fits(boost["reblog"], e.OWN_STATUS, "reblog.reblog")
    ask(w, "bob", f"{path}/favourite", "-X", "POST")
    for who_did in ("reblogged_by", "favourited_by"):
        accounts = ask(w, "ann", f"{path}/{who_did}")
        fits(accounts, many(e.ACCOUNT), who_did)
        same(ids(accounts), [w.me["bob"]["id"]], who_did)
    fits(ask(w, "bob", f"{path}/unreblog", "-X", "POST"), e.OWN_STATUS, "unreblog")
    pinned = ask(w, "ann", f"{path}/pin", "-X", "POST")
    same(pinned["pinned"], True, "pinned")
    same(ask(w, "ann", f"{path}/unpin", "-X", "POST")["pinned"], False, "pinned")


@suite.check("accounts: read, looked up, searched, followers and following, statuses")
def _(w):
    ann, bob = w.me["ann"], w.me["bob"]
    fits(ask(w, "ann", f"/api/v1/accounts/{bob['id']}/follow", "-X", "POST"), e.RELATIONSHIP, "follow")
    for who in (None, "ann"):
        fits(ask(w, who, f"/api/v1/accounts/{bob['id']}"), e.ACCOUNT, "account")
        fits(ask(w, who, f"/api/v1/accounts/{ann['id']}/statuses"), many(e.STATUS), "statuses")
    fits(ask(w, None, f"/api/v1/accounts/lookup?acct={bob['acct']}"), e.ACCOUNT, "lookup")
    for path, expected in [(f"/api/v1/accounts/search?q={bob['acct']}", bob), (f"/api/v1/accounts/{bob['id']}/followers", ann),
                           (f"/api/v1/accounts/{ann['id']}/following", bob)]:
        accounts = ask(w, "ann", path)
        fits(accounts, many(e.ACCOUNT), path)
        same(ids(accounts), [expected["id"]], path)


@suite.check("relationships: every change answers with one")
def _(w):
    bob = f"/api/v1/accounts/{w.me['bob']['id']}"
    for change, field, expected in [
            ("mute", "muting", True), ("unmute", "muting", False), ("block", "blocking", True),
            ("unblock", "blocking", False), ("follow", "following", True), ("unfollow", "following", False),
            ("follow", "following", True), ("remove_from_followers", "followed_by", False)]:
        relationship = ask(w, "ann", f"{bob}/{change}", "-X", "POST")
        fits(relationship, e.RELATIONSHIP, change)
        same(relationship[field], expected, f"{field} after {change}")
    for which, entity in [("mute", e.MUTED_ACCOUNT), ("block", e.ACCOUNT)]:
        ask(w, "cat", f"{bob}/{which}", "-X", "POST")
        fits(ask(w, "cat", f"/api/v1/{which}s"), many(entity), f"{which}s")
        same(len(ask(w, "cat", f"/api/v1/{which}s")), 1, f"{which}s")
        ask(w, "cat", f"{bob}/un{which}", "-X", "POST")


@suite.check("locked accounts and follow requests")
def _(w):
    ask(w, "cat", "/api/v1/accounts/update_credentials", *form("PATCH", locked="true"))
    cat, requests = f"/api/v1/accounts/{w.me['cat']['id']}", "/api/v1/follow_requests"
    for who, decision, following in [("ann", "authorize", True), ("bob", "reject", False)]:
        same(ask(w, who, f"{cat}/follow", "-X", "POST")["requested"], True, "requested")
        fits(ask(w, "cat", requests), many(e.ACCOUNT), "requests")
        same(ids(ask(w, "cat", requests)), [w.me[who]["id"]], "requests")
        fits(ask(w, "cat", f"{requests}/{w.me[who]['id']}/{decision}", "-X", "POST"), e.RELATIONSHIP, decision)
        same(ask(w, who, f"/api/v1/accounts/relationships?id[]={w.me['cat']['id']}", "-g")[0]["following"], following,
             f"following after {decision}")
    ask(w, "ann", f"{cat}/unfollow", "-X", "POST")
    ask(w, "cat", "/api/v1/accounts/update_credentials", *form("PATCH", locked="false"))


@suite.check("timelines: home, public, hashtag, list")
def _(w):
    post(w, "ann", f"in all timelines #all{w.run}")
    made = ask(w, "bob", "/api/v1/lists", *form(title="all", replies_policy="none"))
    fits(made, e.LIST, "list")
    same(made["replies_policy"], "none", "replies policy")
    ask(w, "bob", f"/api/v1/accounts/{w.me['ann']['id']}/follow", "-X", "POST")
    same(ask(w, "bob", f"/api/v1/lists/{made['id']}/accounts", *form(**{"account_ids[]": w.me["ann"]["id"]})), {}, "added")
    fits(ask(w, "bob", f"/api/v1/lists/{made['id']}/accounts"), many(e.ACCOUNT), "accounts of the list")
    fits(ask(w, "bob", "/api/v1/lists"), many(e.LIST), "lists")
    fits(ask(w, "bob", f"/api/v1/accounts/{w.me['ann']['id']}/lists"), many(e.LIST), "lists with ann")
    for path in ("home", "public", f"tag/all{w.run}", f"list/{made['id']}"):
        statuses = ask(w, "bob", f"/api/v1/timelines/{path}")
        fits(statuses, many(e.OWN_STATUS), path)
        true(statuses, f"something in {path}")
    for path in ("public", f"tag/all{w.run}"):
        fits(ask(w, None, f"/api/v1/timelines/{path}"), many(e.STATUS), f"{path} for nobody in particular")
    fits(ask(w, "bob", f"/api/v1/lists/{made['id']}", *form("PUT", title="renamed")), e.LIST, "renamed")
    same(ask(w, "bob", f"/api/v1/lists/{made['id']}", "-X", "DELETE"), {}, "deleted")


@suite.check("notifications of each kind, their count, one, dismissing, clearing")
def _(w):
    ask(w, "ann", "/api/v1/notifications/clear", "-X", "POST")
    path = f"/api/v1/statuses/{w.status['id']}"
    post(w, "bob", f"@{w.me['ann']['acct']} hello")
    ask(w, "bob", f"{path}/unfavourite", "-X", "POST")
    ask(w, "bob", f"{path}/favourite", "-X", "POST")
    ask(w, "bob", f"{path}/reblog", "-X", "POST")
    ask(w, "cat", f"/api/v1/accounts/{w.me['ann']['id']}/follow", "-X", "POST")
    told = ask(w, "ann", "/api/v1/notifications")
    same([n["type"] for n in told], ["follow", "reblog", "favourite", "mention"], "kinds")
    fits(told, many(e.NOTIFICATION), "notifications")
    fits(told[1:], many(e.STATUS_NOTIFICATION), "notifications about a status")
    same(ask(w, "ann", "/api/v1/notifications/unread_count"), {"count": 4}, "unread")
    fits(ask(w, "ann", f"/api/v1/notifications/{told[0]['id']}"), e.NOTIFICATION, "one")
    same(ask(w, "ann", f"/api/v1/notifications/{told[0]['id']}/dismiss", "-X", "POST"), {}, "dismissed")
    same(ids(ask(w, "ann", "/api/v1/notifications")), ids(told[1:]), "left")
    ask(w, "ann", "/api/v1/markers", *body({"notifications": {"last_read_id": told[1]["id"]}}))
    same(ask(w, "ann", "/api/v1/notifications/unread_count"), {"count": 0}, "unread after the marker")
    same(ask(w, "ann", "/api/v1/notifications/clear", "-X", "POST"), {}, "cleared")
    ask(w, "ann", path, *form("PUT", status="react in shape, edited"))
    told = ask(w, "bob", "/api/v1/notifications?types[]=update", "-g")
    fits(told, many(e.STATUS_NOTIFICATION), "update")
    same(told[0]["status"]["id"], w.status["id"], "the status that was edited")


@suite.check("markers, preferences, search")
def _(w):
    marked = ask(w, "bob", "/api/v1/markers", *form(**{"home[last_read_id]": w.status["id"]}))
    fits(marked["home"], e.MARKER, "marker")
    fits(ask(w, "bob", "/api/v1/markers?timeline[]=home&timeline[]=notifications", "-g")["home"], e.MARKER, "marker")
    fits(ask(w, "bob", "/api/v1/preferences"), e.PREFERENCES, "preferences")
    found = ask(w, "bob", "/api/v2/search?" + query(q=f"all{w.run}"))
    fits(found, e.SEARCH, "search")
    true(found["hashtags"], "the hashtag")
    fits(ask(w, "bob", "/api/v2/search?" + query(q=w.me["ann"]["acct"])), e.SEARCH, "search")
    fits(ask(w, "bob", f"/api/v1/tags/all{w.run}"), e.TAG, "tag")


@suite.check("favourites and bookmarks")
def _(w):
    for do, path in [("favourite", "favourites"), ("bookmark", "bookmarks")]:
        ask(w, "bob", f"/api/v1/statuses/{w.status['id']}/{do}", "-X", "POST")
        statuses = ask(w, "bob", f"/api/v1/{path}")
        fits(statuses, many(e.OWN_STATUS), path)
        same(statuses[0]["id"], w.status["id"], path)


@suite.check("conversations: listed, read, marked unread, deleted")
def _(w):
    sent = post(w, "bob", f"@{w.me['ann']['username']} shape of a conversation", visibility="direct")
    listed = ask(w, "ann", "/api/v1/conversations")
    fits(listed, many(e.CONVERSATION), "list")
    one = next(entry for entry in listed if entry["last_status"]["id"] == sent["id"])
    same((one["unread"], ids(one["accounts"])), (True, [w.me["bob"]["id"]]), "unread, accounts")
    for do, unread in (("read", False), ("unread", True)):
        done = ask(w, "ann", f"/api/v1/conversations/{one['id']}/{do}", "-X", "POST")
        fits(done, e.CONVERSATION, do)
        same((done["id"], done["unread"]), (one["id"], unread), do)
    same(ask(w, "ann", f"/api/v1/conversations/{one['id']}", "-X", "DELETE"), {}, "deleted")
    true(one["id"] not in ids(ask(w, "ann", "/api/v1/conversations")), "gone")


@suite.check("the lists that are always empty")
def _(w):
    for path in ("v1/custom_emojis", "v1/announcements", "v1/filters", "v2/filters", "v1/domain_blocks", "v1/endorsements",
                 "v1/featured_tags", "v1/followed_tags", "v1/scheduled_statuses", "v2/suggestions",
                 "v1/trends", "v1/trends/tags", "v1/trends/statuses", "v1/trends/links", "v1/instance/peers"):
        same(ask(w, "ann", "/api/" + path), [], path)


@suite.check("avatars and headers of those who have none can be fetched")
def _(w):
    for field in ("avatar", "avatar_static", "header", "header_static"):
        answer = curl("--head", w.me["ann"][field])
        same(answer.status, 200, f"{field} at {w.me['ann'][field]}")
        true(answer.type.startswith("image/"), f"an image: {answer.headers}")


@suite.check("a browser at / and at the addresses of accounts and posts gets a page")
def _(w):
    for path in ("/", f"/@{w.me['ann']['acct']}", f"/@{w.me['ann']['acct']}/{w.status['id']}"):
        answer = ask_raw(w, None, path, "-H", "Accept: text/html")
        same((answer.status, answer.type), (200, "text/html"), f"page: {answer}")
    same(ask_raw(w, None, "/@nobody_of_that_name").status, 404, "nobody's page")
