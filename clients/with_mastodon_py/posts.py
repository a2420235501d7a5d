"""Posts: writing, editing, reacting, and who sees what."""
import datetime

from mastodon.errors import MastodonAPIError, MastodonNotFoundError

from lib.checks import raises, same, shows, true
from with_mastodon_py.session import ids, suite, texts


@suite.check("posts with a time, a language and an address")
def _(w):
    before = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=2)
    status = w.ann.status_post("Guten Tag 🌍", language="de", spoiler_text="Gruß", sensitive=True)
    true(before <= status.created_at <= before + datetime.timedelta(minutes=1), f"time: {status.created_at}")
    same((status.language, status.spoiler_text, status.sensitive, status.visibility),
         ("de", "Gruß", True, "public"), "as asked for")
    same(status.url, f"{w.url}/@{w.accounts['ann'].username}/{status.id}", "address")
    same(w.bob.status(status.id).content, "<p>Guten Tag 🌍</p>", "content")
    same(status.application.name, "clients", "app")


@suite.check("the same idempotency key gives the same post, once")
def _(w):
    first = w.ann.status_post("only once", idempotency_key=f"key-{w.run}")
    same(w.ann.status_post("only once", idempotency_key=f"key-{w.run}").id, first.id, "second answer")
    true(w.ann.status_post("only once", idempotency_key=f"other-{w.run}").id != first.id, "another key, another post")
    same(texts(w.ann.account_statuses(w.me["ann"], limit=40)).count("only once"), 2, "posts")


@suite.check("content is safe HTML with links, mentions and hashtags")
def _(w):
    bob = w.accounts["bob"].username
    status = w.ann.status_post(f"<script>alert(1)</script> & @{bob} on #Trees at https://example.org/?a=1&b=2")
    shows(status.content, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; ", f'href="{w.url}/@{bob}"',
          'href="https://example.org/?a=1&amp;b=2"')
    same([(mention.username, mention.acct, mention.id) for mention in status.mentions], [(bob, bob, w.me["bob"].id)],
         "mentions")
    same([tag.name.lower() for tag in status.tags], ["trees"], "hashtags")


@suite.check("edits: everybody sees the new text, the history has both, the source is as typed")
def _(w):
    status = w.ann.status_post("tpyo & more", spoiler_text="cw")
    same(status.edited_at, None, "not edited yet")
    edited = w.ann.status_update(status.id, "typo & more #fixed", spoiler_text="cw2")
    same((edited.id, edited.created_at, edited.spoiler_text), (status.id, status.created_at, "cw2"), "the same post")
    seen = w.bob.status(status.id)
    shows(seen.content, "typo &amp; more")
    true(seen.edited_at >= seen.created_at, "edited at")
    same([tag.name for tag in seen.tags], ["fixed"], "hashtags")
    history = w.bob.status_history(status.id)
    same([entry.spoiler_text for entry in history], ["cw", "cw2"], "history, oldest first")
    shows(history[0].content, "tpyo")
    source = w.ann.status_source(status.id)
    same((source.id, source.text, source.spoiler_text), (status.id, "typo & more #fixed", "cw2"), "source")
    raises(MastodonNotFoundError, w.bob.status_update, status.id, "not mine")


@suite.check("replies: context has ancestors and descendants, and the library mentions whom it answers")
def _(w):
    root = w.ann.status_post("root")
    reply = w.bob.status_reply(root, "reply")
    second = w.cat.status_reply(reply, "second")
    shows(second.content, f"/@{w.accounts['bob'].username}", f"/@{w.accounts['ann'].username}")
    same((second.in_reply_to_id, second.in_reply_to_account_id), (reply.id, w.me["bob"].id), "in reply to")
    context = w.cat.status_context(reply.id)
    same((ids(context.ancestors), ids(context.descendants)), ([root.id], [second.id]), "context")
    same(w.cat.status(root.id).replies_count, 1, "replies")


@suite.check("boosts, favourites and bookmarks are counted and told to the one who did")
def _(w):
    status = w.ann.status_post("react to me")
    boost = w.bob.status_reblog(status.id)
    true(boost.id != status.id, "a boost is a post of its own")
    same((boost.reblog.id, boost.reblog.reblogged, boost.account.id), (status.id, True, w.me["bob"].id), "boost")
    same(w.bob.status_reblog(status.id).id, boost.id, "boosting again")
    same(w.bob.status_favourite(status.id).favourited, True, "favourited")
    same(w.bob.status_bookmark(status.id).bookmarked, True, "bookmarked")
    seen = w.cat.status(status.id)
    same((seen.reblogs_count, seen.favourites_count, seen.reblogged, seen.favourited, seen.bookmarked),
         (1, 1, False, False, False), "as somebody else sees it")
    same(ids(w.cat.status_reblogged_by(status.id)), [w.me["bob"].id], "who boosted")
    same(ids(w.cat.status_favourited_by(status.id)), [w.me["bob"].id], "who favourited")
    same(ids(w.bob.favourites())[:1], [status.id], "my favourites")
    same(ids(w.bob.bookmarks())[:1], [status.id], "my bookmarks")
    same(w.bob.status_unreblog(status.id).id, status.id, "taking the boost back")
    same(w.bob.status_unfavourite(status.id).favourites_count, 0, "favourites")
    same(w.bob.status_unbookmark(status.id).bookmarked, False, "bookmarked")
    raises(MastodonNotFoundError, w.cat.status, boost.id)


@suite.check("somebody's posts can be asked for without replies, without boosts, pinned, or by hashtag")
def _(w):
    cat = w.me["cat"]
    plain = w.cat.status_post(f"plain #kinds{w.run}")
    reply = w.cat.status_post("a reply to ann", in_reply_to_id=w.ann.status_post("root again"))
    boost = w.cat.status_reblog(w.bob.status_post("boosted"))
    w.cat.status_pin(plain)
    same(ids(w.ann.account_statuses(cat, limit=3)), [boost.id, reply.id, plain.id], "all")
    same(ids(w.ann.account_statuses(cat, exclude_replies=True, limit=2)), [boost.id, plain.id], "no replies")
    same(ids(w.ann.account_statuses(cat, exclude_reblogs=True, limit=2)), [reply.id, plain.id], "no boosts")
    same(ids(w.ann.account_statuses(cat, pinned=True)), [plain.id], "pinned")
    same(ids(w.ann.account_statuses(cat, tagged=f"kinds{w.run}")), [plain.id], "by hashtag")
    same(ids(w.ann.account_statuses(cat, only_media=True)), [], "with media")
    w.cat.status_unpin(plain)


@suite.check("deleting gives the text back, and takes the boosts along")
def _(w):
    status = w.ann.status_post("gone soon")
    boost = w.bob.status_reblog(status.id)
    answer = w.ann._Mastodon__api_request("DELETE", f"/api/v1/statuses/{status.id}")
    same(answer.text, "gone soon", "text to redraft")
    raises(MastodonNotFoundError, w.bob.status, status.id)
    raises(MastodonNotFoundError, w.bob.status, boost.id)


@suite.check("visibility: private for followers, direct for the mentioned, both not to be boosted by others")
def _(w):
    private = w.ann.status_post("friends", visibility="private")
    raises(MastodonNotFoundError, w.cat.status, private.id)
    direct = w.ann.status_post(f"@{w.accounts['cat'].username} psst", visibility="direct")
    shows(w.cat.status(direct.id).content, "psst")
    raises(MastodonNotFoundError, w.bob.status, direct.id)
    true(raises_any(w.cat.status_reblog, direct.id).args[1] in (403, 404, 422), "not to be boosted")
    same(ids(w.bob.account_statuses(w.me["ann"], limit=5)).count(private.id), 0, "not on the profile")


@suite.check("what this server does not do is refused, never left out silently")
def _(w):
    later = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
    poll = w.ann.make_poll(["yes", "no"], expires_in=600)
    for call in (lambda: w.ann.status_post("later", scheduled_at=later), lambda: w.ann.status_post("poll", poll=poll),
                 lambda: w.ann.status_post("media", media_ids=[1]),
                 lambda: w.ann.media_post(b"GIF89a", mime_type="image/gif")):
        refused = raises_any(call)
        true(400 <= refused.args[1] < 600 and refused.args[3], f"a reason: {refused}")


def raises_any(call, *arguments):
    """Whatever API error the call raises."""
    try:
        call(*arguments)
    except MastodonAPIError as error:
        return error
    raise AssertionError("not refused")
