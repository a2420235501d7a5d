"""Posting: what was written is what others read, for those who may read it."""
import re

from lib.checks import hides, same, shows, true
from with_toot.terminal import api, handle, ids, post, suite, toot, toot_fails


@suite.check("posts, and shows the post")
def _(w):
    w.first = post(w, "ann", "Hello, this is the first post")
    shown = toot(w, "bob", "thread", w.first)
    shows(shown, f"@{handle(w, 'ann')}", "Hello, this is the first post", f"ID {w.first}")
    true(re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", shown), f"date: {shown}")


@suite.check("keeps scripts, emoji and typographic signs as they were written")
def _(w):
    texts = ["Grüße aus Zürich, ça va?", "日本語の投稿です", "مرحبا بالعالم", "emoji 👩‍👩‍👧‍👦 🏳️‍🌈 🇨🇭", "R&D says 5 > 3, it's \"fine\""]
    for text in texts:
        post(w, "ann", text)
    shows(toot(w, "ann", "timeline", "-c", "5"), *texts)


@suite.check("keeps the lines and paragraphs of a text that is piped in")
def _(w):
    shown = toot(w, "bob", "thread", post(w, "ann", None, typed="first line\nsecond line\n\nnew paragraph\n"))
    shows(shown, "first line\nsecond line\n\nnew paragraph")


@suite.check("shows links, hashtags and mentions in full")
def _(w):
    text = f"see https://example.org/a/path?q=1 and #Roost with @{handle(w, 'bob')}"
    shows(toot(w, "cat", "thread", post(w, "ann", text)), "https://example.org/a/path?q=1", "#Roost", f"@{handle(w, 'bob')}")


@suite.check("replies, and shows the thread in order")
def _(w):
    root = post(w, "ann", "a question for the thread")
    answer = post(w, "bob", f"@{handle(w, 'ann')} an answer", "-r", root)
    thanks = post(w, "ann", f"@{handle(w, 'bob')} thank you", "-r", answer)
    for asked in (root, thanks):
        shown = toot(w, "cat", "thread", asked)
        same(ids(shown), [root, answer, thanks], "thread")
        shows(shown, f"In reply to {root}", f"In reply to {answer}")


@suite.check("a reply to a post that is not there is refused")
def _(w):
    true(toot_fails(w, "ann", "post", "to nobody", "-r", "1"), "a complaint")


@suite.check("followers-only posts are for followers only")
def _(w):
    secret = post(w, "ann", "for my followers only", "-v", "private")
    shows(toot_fails(w, "bob", "thread", secret), "not found")
    toot(w, "bob", "follow", handle(w, "ann"))
    shows(toot(w, "bob", "thread", secret), "for my followers only")
    toot(w, "bob", "unfollow", handle(w, "ann"))


@suite.check("direct posts are for those who are mentioned")
def _(w):
    secret = post(w, "ann", f"between us, @{handle(w, 'bob')}", "-v", "direct")
    shows(toot(w, "bob", "thread", secret), "between us")
    shows(toot_fails(w, "cat", "thread", secret), "not found")


@suite.check("unlisted posts can be read but are not in the public timeline")
def _(w):
    quiet = post(w, "ann", f"quietly{w.run}", "-v", "unlisted")
    shows(toot(w, "cat", "thread", quiet), f"quietly{w.run}")
    hides(toot(w, "cat", "timeline", "--public", "-c", "20"), f"quietly{w.run}")


@suite.check("marks a post as sensitive, with a warning and a language")
def _(w):
    status = api(w, "bob", "/api/v1/statuses/" + post(w, "ann", "the butler", "-s", "-p", "Ende verraten", "-l", "de"))
    same((status["sensitive"], status["spoiler_text"], status["language"]), (True, "Ende verraten", "de"), "as marked")


@suite.check("refuses a text that is too long, with a reason")
def _(w):
    shows(toot_fails(w, "ann", "post", "x" * 501).lower(), "character")


@suite.check("refuses media and scheduling clearly")
def _(w):
    true(toot_fails(w, "ann", "post", "with a file", "-m", "README.md").strip(), "a reason")
    true(toot_fails(w, "ann", "post", "later", "--scheduled-in", "10 minutes").strip(), "a reason")


@suite.check("deletes a post, which is then gone for everybody")
def _(w):
    mistake = post(w, "ann", "a mistake")
    shows(toot_fails(w, "bob", "delete", mistake), "not found")
    shows(toot(w, "ann", "delete", mistake), "Status deleted")
    shows(toot_fails(w, "bob", "thread", mistake), "not found")
    shows(toot_fails(w, "ann", "delete", mistake), "not found")
