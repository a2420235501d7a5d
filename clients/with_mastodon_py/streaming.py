"""Streaming over server-sent events: what happens is told without asking."""
import queue
import threading

import requests
from mastodon import Mastodon, StreamListener
from mastodon.errors import MastodonNetworkError

from lib.checks import raises, received, same, shows, true
from with_mastodon_py.session import library, suite


class Ear(StreamListener):
    """Keeps what it hears, as (event, what it was about)."""

    def __init__(self):
        self.heard = queue.Queue()

    def on_update(self, status):
        self.heard.put(("update", status))

    def on_status_update(self, status):
        self.heard.put(("status.update", status))

    def on_delete(self, status_id):
        self.heard.put(("delete", status_id))

    def on_notification(self, notification):
        self.heard.put(("notification", notification))

    def on_conversation(self, conversation):
        self.heard.put(("conversation", conversation))

    def on_abort(self, err):
        self.heard.put(("abort", err))

    def handle_heartbeat(self):
        self.heard.put(("heartbeat", None))

    def hears(self, event, fits, what):
        """The thing that the next such event is about; whatever else comes is passed over. Ten seconds are less than
        the time between two heartbeats: an event that comes only with the next one has come too late."""
        return received(self.heard, lambda it: it[0] == event and fits(it[1]), what, seconds_max=10)[1]


class Connecting(requests.Session):
    """A session that says when the server has answered, so that nothing is posted before anybody listens."""

    def __init__(self):
        super().__init__()
        self.answered = threading.Event()

    def get(self, *arguments, **named):
        response = super().get(*arguments, **named)
        self.answered.set()
        return response


@suite.check("direct stream: conversations, as their list has them")
def _(w):
    ear = _listen(w, w.ann, "stream_direct")
    w.bob.status_post("not for this stream")
    status = w.bob.status_post(f"@{w.me['ann'].acct} directly", visibility="direct")
    told = ear.hears("conversation", lambda it: it.last_status.id == status.id, "the conversation")
    listed = w.ann.conversations(limit=1)[0]
    same((told.id, told.unread), (listed.id, True), "told and listed")
    w.ann.conversations_read(listed)
    ear.hears("conversation", lambda it: it.id == listed.id and not it.unread, "that it is read")


@suite.check("streaming says that it is well")
def _(w):
    same(w.ann.stream_healthy(), True, "healthy")


@suite.check("user stream: posts, edits and deletions of the followed, as they happen, and nobody else's")
def _(w):
    w.ann.account_follow(w.me["bob"])
    w.ann.account_unfollow(w.me["cat"])
    ear = _listen(w, w.ann, "stream_user")
    w.cat.status_post("from a stranger")
    status = w.bob.status_post("Live: é, 漢字, 🌍\nsecond line")
    told = ear.hears("update", lambda status: True, "bob's post")
    same(told.id, status.id, "the first post told")
    shows(told.content, "Live: é, 漢字, 🌍", "second line")
    same(told.created_at, status.created_at, "time")
    w.bob.status_update(status.id, "edited live")
    shows(ear.hears("status.update", lambda it: it.id == status.id, "the edit").content, "edited live")
    boost = w.bob.status_reblog(w.cat.status_post("boosted live"))
    same(ear.hears("update", lambda it: it.id == boost.id, "the boost").reblog.account.id, w.me["cat"].id, "author")
    w.bob.status_delete(status)
    ear.hears("delete", lambda it: it == status.id, "the deletion")
    w.user_ear = ear


@suite.check("user stream: notifications")
def _(w):
    status = w.ann.status_post("tell me")
    w.user_ear.hears("update", lambda it: it.id == status.id, "my own post")
    w.cat.status_favourite(status)
    told = w.user_ear.hears("notification", lambda it: it.type == "favourite", "the favourite")
    same((told.account.id, told.status.id), (w.me["cat"].id, status.id), "who and what")
    w.cat.account_follow(w.me["ann"])
    w.user_ear.hears("notification", lambda it: it.type == "follow" and it.account.id == w.me["cat"].id, "the follow")


@suite.check("public stream: public posts of everybody, no unlisted ones, and no boosts")
def _(w):
    ear = _listen(w, w.ann, "stream_public")
    quiet = w.cat.status_post("unlisted", visibility="unlisted")
    boost = w.bob.status_reblog(w.cat.status_post("boost in public"))
    loud = w.cat.status_post("in public")
    heard = []
    ear.hears("update", lambda it: heard.append(it.id) or it.id == loud.id, "the public post")
    true(quiet.id not in heard and boost.id not in heard, f"nothing else: {heard}")


@suite.check("hashtag and list streams: only what belongs there")
def _(w):
    tag = f"live{w.run}"
    made = w.ann.list_create("live")
    w.ann.list_accounts_add(made, [w.me["bob"].id])
    by_tag, by_list = _listen(w, w.ann, "stream_hashtag", tag), _listen(w, w.ann, "stream_list", made)
    tagged = w.cat.status_post(f"of the day #{tag.upper()}")
    listed = w.bob.status_post("for the list")
    same(by_tag.hears("update", lambda _: True, "the tagged post").id, tagged.id, "first on the hashtag's stream")
    same(by_list.hears("update", lambda _: True, "the listed post").id, listed.id, "first on the list's stream")
    w.ann.list_delete(made)


@suite.check("a stream is for those who have signed in")
def _(w):
    raises(MastodonNetworkError, library(w).stream_user, Ear())


@suite.check("a quiet stream is kept alive, and the library takes no harm")
def _(w):
    received(w.user_ear.heard, lambda it: it[0] == "heartbeat", "a heartbeat", seconds_max=60)
    true(all(it[0] != "abort" for it in list(w.user_ear.heard.queue)), "not broken off")


def _listen(w, api, stream, *arguments):
    """Opens the stream and returns once the server has answered."""
    session, ear = Connecting(), Ear()
    listening = Mastodon(access_token=api.access_token, api_base_url=w.url, session=session)
    session.answered.clear()
    getattr(listening, stream)(*arguments, ear, run_async=True)
    true(session.answered.wait(30), "the server answers")
    return ear
