"""Notifications, in the words in which toot tells them."""
from lib.checks import hides, shows, true
from with_toot.terminal import handle, post, suite, toot


@suite.check("tells of follows, mentions, boosts and favourites, newest first")
def _(w):
    toot(w, "cat", "notifications", "--clear")
    ann, cat = handle(w, "ann"), handle(w, "cat")
    mine = post(w, "cat", "something to react to")
    toot(w, "ann", "follow", cat)
    toot(w, "ann", "favourite", mine)
    toot(w, "ann", "reblog", mine)
    post(w, "ann", f"@{cat} a remark", "-r", mine)
    shown = toot(w, "cat", "notifications")
    told = [f"@{ann} mentioned you in", f"@{ann} reblogged your status", f"@{ann} favourited your status",
            f"@{ann} now follows you"]
    shows(shown, *told, "a remark", "something to react to")
    places = [shown.index(sentence) for sentence in told]
    true(places == sorted(places), f"newest first: {shown}")


@suite.check("tells of mentions alone when asked to")
def _(w):
    shown = toot(w, "cat", "notifications", "--mentions")
    shows(shown, "mentioned you in")
    hides(shown, "reblogged your", "favourited your", "follows you")


@suite.check("clears them")
def _(w):
    shows(toot(w, "cat", "notifications", "--clear"), "Cleared notifications")
    shows(toot(w, "cat", "notifications"), "No notification")
