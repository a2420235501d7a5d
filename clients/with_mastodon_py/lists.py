"""Lists, markers, search, and the things that are empty here but asked for."""
from mastodon.errors import MastodonNotFoundError

from lib.checks import raises, same, shows, true
from with_mastodon_py.session import ids, suite


@suite.check("lists: made, renamed, filled, read, emptied, deleted")
def _(w):
    made = w.ann.list_create("Frends")
    same(w.ann.list_update(made, "Friends").title, "Friends", "new title")
    same([entry.title for entry in w.ann.lists()], ["Friends"], "my lists")
    w.ann.account_follow(w.me["bob"])
    w.ann.list_accounts_add(made, [w.me["bob"].id])
    same(ids(w.ann.list_accounts(made)), [w.me["bob"].id], "accounts")
    same(ids(w.ann.account_lists(w.me["bob"])), [made.id], "lists with bob")
    listed, own = w.bob.status_post("for the list"), w.ann.status_post("not for the list")
    timeline = ids(w.ann.timeline_list(made, limit=5))
    true(timeline[0] == listed.id and own.id not in timeline, f"timeline: {timeline}")
    older = w.ann.fetch_next(w.ann.timeline_list(made, limit=1))
    true(listed.id not in ids(older), "next page")
    w.ann.list_accounts_delete(made, [w.me["bob"].id])
    same((w.ann.list_accounts(made), w.ann.timeline_list(made)), ([], []), "emptied")
    raises(MastodonNotFoundError, w.bob.list, made)
    w.ann.list_delete(made)
    raises(MastodonNotFoundError, w.ann.list, made)
    same(w.ann.lists(), [], "my lists")


@suite.check("only people whom one follows can be put on a list")
def _(w):
    made = w.cat.list_create("Strangers")
    raises(MastodonNotFoundError, w.cat.list_accounts_add, made, [w.me["loc"].id])
    w.cat.list_delete(made)


@suite.check("markers: where one has read to is kept, per timeline, with a version")
def _(w):
    status = w.ann.status_post("read up to here")
    told = w.ann.markers_set(["home", "notifications"], [status, 7])
    same((told.home.last_read_id, told.notifications.last_read_id), (status.id, 7), "markers")
    again = w.ann.markers_set("home", status.id)
    true(again.home.version > told.home.version, "a newer version")
    kept = w.ann.markers_get(["home", "notifications"])
    same((kept.home.last_read_id, kept.home.version), (status.id, again.home.version), "kept")
    same(list(w.ann.markers_get(["notifications"])), ["notifications"], "only what was asked for")
    same(dict(w.cat.markers_get(["home"])), {}, "nobody else's")


@suite.check("search: people, hashtags, or both")
def _(w):
    bob = w.accounts["bob"].username
    w.bob.status_post(f"to be found #seek{w.run}")
    both = w.ann.search(bob)
    true(w.me["bob"].id in ids(both.accounts), "bob")
    same(sorted(both), ["accounts", "hashtags", "statuses"], "kinds")
    only = w.ann.search_v2(f"seek{w.run}", result_type="hashtags")
    same(([tag.name for tag in only.hashtags], only.accounts), ([f"seek{w.run}"], []), "hashtags only")
    shows(only.hashtags[0].url, f"{w.url}/tags/seek{w.run}")
    same(w.ann.search(f"{bob}@{w.host}", result_type="accounts").accounts[0].id, w.me["bob"].id, "by full name")
    nobody = w.ann.search("nobody_of_that_name_at_all")
    same((nobody.accounts, nobody.hashtags, nobody.statuses), ([], [], []), "nothing")


@suite.check("search: finds a post by its address")
def _(w):
    status = w.bob.status_post("by its address")
    same(ids(w.ann.search(status.url).statuses), [status.id], "post")


@suite.check("what this server has none of is an empty list, not an error")
def _(w):
    api = w.cat
    for name in ("filters", "domain_blocks", "featured_tags", "endorsements", "scheduled_statuses",
                 "announcements", "custom_emojis", "suggestions", "trending_tags", "trending_statuses",
                 "trending_links", "instance_peers", "instance_rules", "featured_tag_suggestions"):
        answer = getattr(api, name)()
        same(answer, [], name)
    same(api.account_featured_tags(w.me["ann"]), [], "account_featured_tags")
    same([entry.accounts for entry in api.account_familiar_followers([w.me["loc"].id])], [[]], "familiar followers")
