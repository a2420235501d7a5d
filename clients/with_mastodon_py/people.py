"""Following, follow requests, muting, blocking."""
import datetime

from mastodon.errors import MastodonAPIError, MastodonNotFoundError

from lib.checks import eventually, raises, same, true
from with_mastodon_py.session import ids, suite


@suite.check("follows: the relationship and both lists say so, and following twice changes nothing")
def _(w):
    for _ in range(2):
        same(w.cat.account_follow(w.me["ann"]).following, True, "following")
    same(w.ann.account_relationships(w.me["cat"])[0].followed_by, True, "followed by")
    true(w.me["cat"].id in ids(w.ann.account_followers(w.me["ann"])), "among the followers")
    same(w.cat.account_unfollow(w.me["ann"]).following, False, "following")
    true(w.me["cat"].id not in ids(w.ann.account_followers(w.me["ann"])), "among the followers")


@suite.check("relationships: for several at once, in the order asked for")
def _(w):
    asked = [w.me[who].id for who in ("loc", "ann", "bob")]
    same(ids(w.cat.account_relationships(asked)), asked, "relationships")
    same(ids(w.cat.account_relationships(asked[0])), asked[:1], "relationships")


@suite.check("nobody follows himself")
def _(w):
    raises(MastodonAPIError, w.ann.account_follow, w.me["ann"])


@suite.check("follows without boosts")
def _(w):
    same(w.ann.account_follow(w.me["bob"], reblogs=False).showing_reblogs, False, "boosts shown")
    boost = w.bob.status_reblog(w.cat.status_post("boost me"))
    post = w.bob.status_post("after the boost")
    home = ids(w.ann.timeline_home(limit=5))
    true(post.id in home and boost.id not in home, f"the post without the boost: {home}")
    same(w.ann.account_follow(w.me["bob"], reblogs=True).showing_reblogs, True, "boosts shown")
    true(boost.id in ids(w.ann.timeline_home(limit=5)), "the boost, now")


@suite.check("home leaves out replies to people whom one does not follow")
def _(w):
    to_cat = w.bob.status_reply(w.cat.status_post("not followed"), "to cat")
    to_ann = w.bob.status_reply(w.ann.status_post("followed by nobody"), "to ann")
    to_self = w.bob.status_reply(w.bob.status_post("me"), "to myself")
    home = ids(w.ann.timeline_home(limit=10))
    true(to_cat.id not in home, "a reply to a stranger")
    true(to_ann.id in home and to_self.id in home, "a reply to me, and one to its own author")


@suite.check("a locked account is asked first, and decides")
def _(w):
    w.loc.account_update_credentials(locked=True)
    asked = w.ann.account_follow(w.me["loc"])
    same((asked.following, asked.requested), (False, True), "not yet following")
    same(ids(w.loc.follow_requests()), [w.me["ann"].id], "requests")
    same(w.loc.me().source.follow_requests_count, 1, "requests counted")
    same([n.account.id for n in w.loc.notifications(types=["follow_request"])], [w.me["ann"].id], "told of it")
    secret = w.loc.status_post("for those I let in", visibility="private")
    raises(MastodonNotFoundError, w.ann.status, secret.id)
    same(w.loc.follow_request_authorize(w.me["ann"]).followed_by, True, "followed by")
    same(w.ann.account_relationships(w.me["loc"])[0].following, True, "following")
    true(secret.id in ids(w.ann.timeline_home(limit=5)), "private post at home")
    w.bob.account_follow(w.me["loc"])
    same(w.loc.follow_request_reject(w.me["bob"]).followed_by, False, "followed by")
    same(w.bob.account_relationships(w.me["loc"])[0].requested, False, "requested")
    same(w.loc.follow_requests(), [], "requests")
    w.cat.account_follow(w.me["loc"])
    same(w.cat.account_unfollow(w.me["loc"]).requested, False, "the request taken back")
    same(w.loc.follow_requests(), [], "requests")


@suite.check("mutes: out of home and notifications, with or without an end")
def _(w):
    w.ann.notifications_clear()
    muted = w.ann.account_mute(w.me["bob"], duration=3600)
    same((muted.muting, muted.muting_notifications), (True, True), "muted with notifications")
    loud = w.bob.status_post(f"@{w.accounts['ann'].username} loud")
    true(loud.id not in ids(w.ann.timeline_home(limit=5)), "not at home")
    same(w.ann.notifications(), [], "notifications")
    entry = w.ann.mutes()[0]
    same(entry.id, w.me["bob"].id, "on the list of mutes")
    hour = entry.mute_expires_at if isinstance(entry.mute_expires_at, datetime.datetime) else \
        datetime.datetime.fromisoformat(entry.mute_expires_at.replace("Z", "+00:00"))
    left = (hour - datetime.datetime.now(datetime.timezone.utc)).total_seconds()
    true(3500 < left <= 3600, f"ends in an hour, not in {left} s")
    same(w.ann.account_mute(w.me["bob"], notifications=False).muting_notifications, False, "notifications stay")
    same(w.ann.mutes()[0].mute_expires_at, None, "without an end")
    w.bob.status_post(f"@{w.accounts['ann'].username} again")
    same(len(w.ann.notifications()), 1, "notifications")
    same(w.ann.account_unmute(w.me["bob"]).muting, False, "muted")
    same(w.ann.mutes(), [], "mutes")
    true(loud.id in ids(w.ann.timeline_home(limit=5)), "back at home")


@suite.check("mutes end by themselves")
def _(w):
    quiet = w.bob.status_post("quiet for a moment")
    w.ann.account_mute(w.me["bob"], duration=1)
    eventually(lambda: quiet.id in ids(w.ann.timeline_home(limit=5)), "the mute ends")
    same(w.ann.account_relationships(w.me["bob"])[0].muting, False, "muted")


@suite.check("blocks: cuts both ways, and following has to be asked for anew")
def _(w):
    post = w.bob.status_post("before the block")
    blocked = w.ann.account_block(w.me["bob"])
    same((blocked.blocking, blocked.following), (True, False), "blocking")
    same(ids(w.ann.blocks()), [w.me["bob"].id], "blocks")
    same(w.bob.account_relationships(w.me["ann"])[0].following, False, "the blocked one's following")
    true(post.id not in ids(w.ann.timeline_home(limit=20)), "not at home")
    raises(MastodonAPIError, w.bob.account_follow, w.me["ann"])
    raises(MastodonNotFoundError, w.bob.status, w.ann.status_post("not for bob").id)
    same(w.ann.account_unblock(w.me["bob"]).blocking, False, "blocking")
    same(w.ann.blocks(), [], "blocks")
    same(w.ann.account_follow(w.me["bob"]).following, True, "following anew")
