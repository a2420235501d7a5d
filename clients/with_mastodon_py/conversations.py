"""Direct posts by who takes part."""
from mastodon.errors import MastodonNotFoundError

from lib.checks import raises, same, true
from with_mastodon_py.session import ids, suite


@suite.check("conversations: a direct post begins one, answers come into it, it is read, deleted, and comes back")
def _(w):
    first = w.bob.status_post(f"@{w.me['cat'].acct} between us", visibility="direct")
    heard = w.cat.conversations()[0]
    same((heard.unread, ids(heard.accounts), heard.last_status.id), (True, [w.me["bob"].id], first.id), "for cat")
    written = w.bob.conversations()[0]
    same((written.unread, ids(written.accounts)), (False, [w.me["cat"].id]), "for bob")
    answer = w.cat.status_reply(first, "indeed", visibility="direct")
    same([(c.id, c.unread, c.last_status.id) for c in w.cat.conversations(limit=1)], [(heard.id, False, answer.id)], "cat")
    same([(c.id, c.unread, c.last_status.id) for c in w.bob.conversations(limit=1)], [(written.id, True, answer.id)], "bob")
    w.bob.conversations_read(written)
    same(w.bob.conversations()[0].unread, False, "read")
    other = w.bob.status_post(f"@{w.me['cat'].acct} something else", visibility="direct")
    listed = w.cat.conversations(limit=1)
    same(listed[0].last_status.id, other.id, "the newest")
    true(heard.id in ids(w.cat.fetch_next(listed)), "the next page")
    w.cat.status_delete(answer)
    same(next(c for c in w.bob.conversations() if c.id == written.id).last_status.id, first.id, "back to the one before")
    _delete(w, heard)
    true(heard.id not in ids(w.cat.conversations()), "deleted")
    same(w.cat.status(first).id, first.id, "the post stays")
    raises(MastodonNotFoundError, _delete, w, heard)
    again = w.bob.status_reply(first, "once more", visibility="direct")
    same(w.cat.conversations()[0].last_status.id, again.id, "comes back")


def _delete(w, conversation):
    """Some versions of the library have no call for it."""
    w.cat._Mastodon__api_request("DELETE", f"/api/v1/conversations/{conversation.id}")
