"""The profile that others see."""
import datetime

from lib.checks import same, shows, true
from with_mastodon_py.session import suite


@suite.check("changes name, text and fields, and others see it")
def _(w):
    w.ann.account_update_credentials(
        display_name="Ann Ångström 🌿", note="Likes <trees> & bees\nsecond line", bot=True, discoverable=True,
        fields=[("Site", "https://example.org/ann"), ("Pronouns", "she/her")])
    seen = w.bob.account(w.me["ann"].id)
    same((seen.display_name, seen.bot, seen.discoverable, seen.locked), ("Ann Ångström 🌿", True, True, False), "profile")
    shows(seen.note, "&lt;trees&gt; &amp; bees")
    same([field.name for field in seen.fields], ["Site", "Pronouns"], "names of the fields")
    shows(seen.fields[0].value, '<a href="https://example.org/ann"')
    shows(seen.fields[1].value, "she/her")


@suite.check("gives its owner the sources of what is shown, for editing")
def _(w):
    source = w.ann.me().source
    same(source.note, "Likes <trees> & bees\nsecond line", "note as typed")
    same([(field.name, field.value) for field in source.fields],
         [("Site", "https://example.org/ann"), ("Pronouns", "she/her")], "fields as typed")
    true("source" not in w.bob.account(w.me["ann"].id), "for the owner only")


@suite.check("leaves alone what is not mentioned, and takes fields away")
def _(w):
    w.ann.account_update_credentials(bot=False)
    me = w.ann.me()
    same((me.display_name, me.bot, len(me.fields)), ("Ann Ångström 🌿", False, 2), "profile")
    w.ann.account_update_credentials(display_name="Ann", fields=[("Only", "one")])
    same([field.name for field in w.ann.me().fields], ["Only"], "fields")


@suite.check("is found by name, and counts posts, followers and followed")
def _(w):
    name = w.accounts["ann"].username
    before = w.bob.account_lookup(name)
    same(w.bob.account_lookup(f"{name}@{w.host}").id, before.id, "found by the full name")
    status = w.ann.status_post("counts")
    after = w.bob.account(before.id)
    same(after.statuses_count, before.statuses_count + 1, "posts")
    same(after.last_status_at.date(), datetime.datetime.now(datetime.timezone.utc).date(), "last post")
    w.ann.status_delete(status)
    same(w.bob.account(before.id).statuses_count, before.statuses_count, "posts")


@suite.check("is found by the beginning of the name or of the display name")
def _(w):
    name = w.accounts["ann"].username
    w.ann.account_update_credentials(display_name=f"Zaubernuss{w.run}")
    for query in (name, name[:-2], "@" + name, f"{name}@{w.host}", f"zaubernuss{w.run}"):
        true(w.me["ann"].id in [account.id for account in w.bob.account_search(query)], f"found by {query}")


@suite.check("preferences are told")
def _(w):
    same(w.ann.preferences()["posting:default:visibility"], "public", "visibility")
