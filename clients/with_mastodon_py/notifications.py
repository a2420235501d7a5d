"""Notifications of all kinds."""
from mastodon.errors import MastodonNotFoundError

from lib.checks import raises, same, shows, true
from with_mastodon_py.session import ids, suite


@suite.check("tells of follow, mention, boost, favourite, and of an edit of what one has boosted")
def _(w):
    w.bob.notifications_clear()
    w.cat.notifications_clear()
    status = w.bob.status_post("react")
    w.cat.account_unfollow(w.me["bob"])
    w.cat.account_follow(w.me["bob"])
    w.cat.status_reply(status, "here you are")
    w.cat.status_reblog(status)
    w.cat.status_favourite(status)
    told = w.bob.notifications()
    same([n.type for n in told], ["favourite", "reblog", "mention", "follow"], "kinds, newest first")
    same({n.account.id for n in told}, {w.me["cat"].id}, "who did it")
    same([told[0].status.id, told[1].status.id], [status.id] * 2, "the post in question")
    shows(told[2].status.content, "here you are")
    true("status" not in told[3] or told[3].status is None, "a follow is about no post")
    w.bob.status_update(status.id, "react, edited")
    same([(n.type, n.status.id) for n in w.cat.notifications()], [("update", status.id)], "told to the booster")


@suite.check("one's own deeds are not told, and taking back a favourite takes back what was told")
def _(w):
    w.bob.notifications_clear()
    status = w.bob.status_post("mine")
    w.bob.status_favourite(status)
    w.bob.status_reblog(status)
    same(w.bob.notifications(), [], "notifications")
    w.cat.status_favourite(status)
    same(len(w.bob.notifications()), 1, "notifications")
    w.cat.status_unfavourite(status)
    same(w.bob.notifications(), [], "notifications")


@suite.check("can be asked for by type, without a type, and by account")
def _(w):
    w.bob.notifications_clear()
    status = w.bob.status_post("sort them")
    w.cat.status_favourite(status)
    w.ann.status_reply(status, "an answer")
    same([n.type for n in w.bob.notifications(types=["mention"])], ["mention"], "types")
    same([n.type for n in w.bob.notifications(exclude_types=["mention"])], ["favourite"], "exclude_types")
    same([n.type for n in w.bob.notifications(mentions_only=True)], ["mention"], "mentions only")
    same([n.type for n in w.bob.notifications(account_id=w.me["cat"])], ["favourite"], "by account")


@suite.check("one can be read, one dismissed, all cleared")
def _(w):
    mention, favourite = w.bob.notifications()
    same(w.bob.notifications(id=mention).type, "mention", "one")
    raises(MastodonNotFoundError, w.cat.notifications, id=mention)
    w.bob.notifications_dismiss(mention)
    same(ids(w.bob.notifications()), [favourite.id], "left")
    w.bob.notifications_clear()
    same(w.bob.notifications(), [], "left")
