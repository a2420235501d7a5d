"""Boosts, favourites, bookmarks and pins."""
from lib.checks import hides, same, shows, true
from with_toot.terminal import api, full_handle, handle, ids, post, suite, toot, toot_fails


@suite.check("boosts: the followers see it with the booster's name, and who did can be read")
def _(w):
    w.liked = post(w, "cat", "a post that others like")
    shows(toot(w, "bob", "reblog", w.liked), "Status reblogged")
    shown = toot(w, "ann", "timeline", "-c", "1")
    shows(shown, "a post that others like", f"Reblogged @{handle(w, 'cat')}", f"@{handle(w, 'bob')}")
    toot(w, None, "activate", full_handle(w, "cat"))
    shows(toot(w, None, "reblogged_by", w.liked), f"@{handle(w, 'bob')}")


@suite.check("takes a boost back")
def _(w):
    shows(toot(w, "bob", "unreblog", w.liked), "Status unreblogged")
    hides(toot(w, "ann", "timeline", "-c", "1"), "a post that others like")
    hides(toot(w, None, "reblogged_by", w.liked), handle(w, "bob"))


@suite.check("favourites, and takes it back")
def _(w):
    shows(toot(w, "bob", "favourite", w.liked), "Status favourited")
    same(api(w, "cat", f"/api/v1/statuses/{w.liked}")["favourites_count"], 1, "favourites")
    shows(toot(w, "bob", "unfavourite", w.liked), "Status unfavourited")
    same(api(w, "cat", f"/api/v1/statuses/{w.liked}")["favourites_count"], 0, "favourites")


@suite.check("bookmarks, for myself alone, newest first, and takes it back")
def _(w):
    other = post(w, "cat", "another to keep")
    for kept in (other, w.liked):
        shows(toot(w, "bob", "bookmark", kept), "Status bookmarked")
    same(ids(toot(w, "bob", "bookmarks")), [w.liked, other], "bookmarks")
    same(ids(toot(w, "ann", "bookmarks")), [], "ann's bookmarks")
    shows(toot(w, "bob", "unbookmark", w.liked), "Status unbookmarked")
    same(ids(toot(w, "bob", "bookmarks")), [other], "bookmarks")


@suite.check("pins my own posts and nobody else's")
def _(w):
    shows(toot(w, "cat", "pin", w.liked), "Status pinned")
    cat = api(w, "ann", f"/api/v1/accounts/lookup?acct={handle(w, 'cat')}")
    pinned = api(w, "ann", f"/api/v1/accounts/{cat['id']}/statuses?pinned=true")
    same([status["id"] for status in pinned], [w.liked], "pinned")
    true(toot_fails(w, "bob", "pin", w.liked).strip(), "a reason")
    shows(toot(w, "cat", "unpin", w.liked), "Status unpinned")
    same(api(w, "ann", f"/api/v1/accounts/{cat['id']}/statuses?pinned=true"), [], "pinned")
