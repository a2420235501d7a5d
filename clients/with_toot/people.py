"""Finding, following, muting and blocking people."""
from lib.checks import hides, shows, true
from with_toot.terminal import full_handle, handle, ids, post, suite, toot, toot_fails


@suite.check("finds people however their name is written")
def _(w):
    bob = handle(w, "bob")
    for name in (bob, "@" + bob, full_handle(w, "bob"), "@" + full_handle(w, "bob"), bob.upper()):
        shows(toot(w, "ann", "whois", name), f"@{bob}", f"{w.url}/@{bob}")


@suite.check("says that an account is not there")
def _(w):
    shows(toot_fails(w, "ann", "whois", "nobody_of_that_name"), "Account not found")
    shows(toot(w, "ann", "search", "nobody_of_that_name"), "Nothing found")


@suite.check("searches people and hashtags")
def _(w):
    post(w, "bob", f"for the search: #find{w.run}")
    shows(toot(w, "ann", "search", handle(w, "bob")), "Accounts:", f"* @{handle(w, 'bob')}")
    shows(toot(w, "ann", "search", f"#find{w.run}"), "Hashtags:", f"#find{w.run}")


@suite.check("follows and unfollows by plain and by full name")
def _(w):
    bob, cat = handle(w, "bob"), handle(w, "cat")
    for who in (bob, full_handle(w, "cat")):
        shows(toot(w, "ann", "follow", who), f"You are now following {who}")
    shows(toot(w, "ann", "following", handle(w, "ann")), f"* @{bob}", f"* @{cat}")
    shows(toot(w, "bob", "followers", bob), f"* @{handle(w, 'ann')}")
    shows(toot(w, "ann", "whoami"), "Following: 2")
    shows(toot(w, "ann", "unfollow", cat), f"You are no longer following {cat}")
    hides(toot(w, "ann", "following", handle(w, "ann")), cat)


@suite.check("home has the followed people's posts at once, and not the others'")
def _(w):
    w.bobs = post(w, "bob", "bob for his followers")
    cats = post(w, "cat", "cat for nobody")
    shown = toot(w, "ann", "timeline", "-c", "20")
    true(ids(shown)[0] == w.bobs, f"bob's post first: {ids(shown)}")
    true(cats not in ids(shown), "no post of cat's")


@suite.check("muting hides somebody until it is undone")
def _(w):
    bob = handle(w, "bob")
    shows(toot(w, "ann", "mute", bob), f"You have muted {bob}")
    true(w.bobs not in ids(toot(w, "ann", "timeline", "-c", "20")), "muted")
    shows(toot(w, "ann", "unmute", bob), f"{bob} is no longer muted")
    true(w.bobs in ids(toot(w, "ann", "timeline", "-c", "20")), "no longer muted")


@suite.check("blocking ends the following and hides the posts both ways")
def _(w):
    ann, bob = handle(w, "ann"), handle(w, "bob")
    shows(toot(w, "bob", "block", ann), f"You are now blocking {ann}")
    hides(toot(w, "ann", "following", ann), bob)
    true(w.bobs not in ids(toot(w, "ann", "timeline", "-c", "20")), "blocked")
    shows(toot_fails(w, "ann", "thread", w.bobs), "not found")
    true(toot_fails(w, "ann", "follow", bob), "no following while blocked")
    shows(toot(w, "bob", "unblock", ann), f"{ann} is no longer blocked")
    shows(toot(w, "ann", "follow", bob), f"You are now following {bob}")
    true(w.bobs in ids(toot(w, "ann", "timeline", "-c", "20")), "followed again")


@suite.check("follows no hashtags yet, and says so")
def _(w):
    shows(toot(w, "ann", "tags_followed"), "You're not following any hashtags.")
