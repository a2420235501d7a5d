"""Reading timelines, page by page."""
from lib.checks import same, shows, true
from with_toot.terminal import api, at_terminal, handle, ids, post, suite, toot


@suite.check("home has my own posts, newest first")
def _(w):
    w.tag = f"pages{w.run}"
    w.tagged = [post(w, "ann", f"number {n} #{w.tag}") for n in range(7)][::-1]
    same(ids(toot(w, "ann", "timeline", "-c", "7")), w.tagged, "home")


@suite.check("shows the public timeline and a hashtag's, as many posts as asked for, and the other way round")
def _(w):
    public = ids(toot(w, "bob", "timeline", "--public", "-c", "20"))
    same([post_id for post_id in public if post_id in w.tagged], w.tagged, "public timeline")
    same(len(ids(toot(w, "bob", "timeline", "--public", "--local", "-c", "3"))), 3, "posts")
    same(ids(toot(w, "bob", "timeline", "--tag", w.tag, "-c", "3")), w.tagged[:3], "hashtag")
    same(ids(toot(w, "bob", "timeline", "--tag", w.tag.upper(), "-c", "3", "-r")), w.tagged[:3][::-1], "reversed")


@suite.check("leads through all pages at the terminal, without doubles and without gaps")
def _(w):
    shown = at_terminal(w, "bob", "timeline", "--tag", w.tag, "-c", "2", answers=["y"] * 6)
    same(ids(shown), w.tagged, "all pages")
    shows(shown, "That's all folks.")


@suite.check("shows a list's timeline")
def _(w):
    cat = api(w, "bob", f"/api/v1/accounts/lookup?acct={handle(w, 'cat')}")
    toot(w, "bob", "follow", handle(w, "cat"))
    listed = api(w, "bob", "/api/v1/lists", {"title": "cats only"})
    api(w, "bob", f"/api/v1/lists/{listed['id']}/accounts", {"account_ids": [cat["id"]]})
    wanted = post(w, "cat", "cat for the list")
    post(w, "bob", "not for the list")
    shown = toot(w, "bob", "timeline", "--list", listed["id"])
    same(ids(shown)[0], wanted, "newest of the list")
    true("not for the list" not in shown, "nobody else's posts")
    toot(w, "bob", "unfollow", handle(w, "cat"))
