"""Paging by the Link header, and by the three cursors."""
from lib.checks import same, true
from with_mastodon_py.session import ids, library, suite

_POSTS = 45
_PAGE = 10


@suite.check("home: the pages follow one another without doubles and without gaps, newest first")
def _(w):
    w.tag = f"paging{w.run}"
    w.ann.account_follow(w.me["bob"])
    w.posted = [w.bob.status_post(f"page me {n} #{w.tag}").id for n in range(_POSTS)][::-1]
    w.pages = _pages(w.ann, w.ann.timeline_home(limit=_PAGE), _POSTS // _PAGE + 1)
    same(_flat(w.pages)[:_POSTS], w.posted, "posts of all pages")
    same([len(page) for page in w.pages[:4]], [_PAGE] * 4, "full pages")


@suite.check("home: the way back gives the same pages")
def _(w):
    page, back = w.pages[4], []
    for _ in range(4):
        page = w.ann.fetch_previous(page)
        back.insert(0, page)
    same([ids(page) for page in back], [ids(page) for page in w.pages[:4]], "pages on the way back")
    same(ids(w.ann.fetch_previous(w.pages[0])), [], "nothing newer than the newest")
    newest = w.bob.status_post(f"newer #{w.tag}")
    same(ids(w.ann.fetch_previous(w.pages[0])), [newest.id], "only what came since")
    w.posted.insert(0, newest.id)


@suite.check("home: max_id, since_id and min_id cut where they say")
def _(w):
    newest, tenth = w.posted[0], w.posted[9]
    same(ids(w.ann.timeline_home(max_id=tenth, limit=5)), w.posted[10:15], "older than max_id")
    same(ids(w.ann.timeline_home(since_id=tenth, limit=5)), w.posted[:5], "the newest, down to since_id")
    same(ids(w.ann.timeline_home(min_id=tenth, limit=5)), w.posted[4:9], "the next newer after min_id")
    same(ids(w.ann.timeline_home(since_id=tenth, max_id=w.posted[4], limit=20)), w.posted[5:9], "between the two")
    same(ids(w.ann.timeline_home(since_id=newest)), [], "nothing newer")


@suite.check("home: an id that is no post is a fine place to cut")
def _(w):
    same(ids(w.ann.timeline_home(max_id=w.posted[9] + 1, limit=1)), [w.posted[9]], "just above the tenth")
    same(ids(w.ann.timeline_home(max_id=2 ** 63 - 1, limit=1)), [w.posted[0]], "the greatest id there can be")
    same(ids(w.ann.timeline_home(max_id=1)), [], "below everything")


@suite.check("home: a page is twenty posts unless asked for otherwise, and never without end")
def _(w):
    same(len(w.ann.timeline_home()), 20, "posts")
    same(len(w.ann.timeline_home(limit=40)), 40, "posts")
    true(40 <= len(w.ann.timeline_home(limit=1000)) <= 80, "no more than eighty")
    same(len(w.ann.timeline_home(limit=1)), 1, "posts")


@suite.check("hashtag, public and account timelines page in the same way")
def _(w):
    for what, first in [("hashtag", w.cat.timeline_hashtag(w.tag, limit=_PAGE)),
                        ("account", w.cat.account_statuses(w.me["bob"], tagged=w.tag, limit=_PAGE))]:
        same(_flat(_pages(w.cat, first, 6)), w.posted, what)
    public = _flat(_pages(w.cat, w.cat.timeline_public(limit=40), 4))
    same(sorted(set(public), reverse=True), public, "public timeline, newest first")
    same([post for post in public if post in w.posted], w.posted, "public timeline")
    same(ids(w.cat.timeline_local(limit=1)) != [], True, "local timeline")


@suite.check("anybody can read the public and hashtag timelines")
def _(w):
    same(ids(library(w).timeline_hashtag(w.tag, limit=3)), w.posted[:3], "hashtag")
    true(library(w).timeline_public(limit=3), "public timeline")


@suite.check("favourites and bookmarks page in the order in which they were made")
def _(w):
    made = w.posted[3:8]
    for post in made:
        w.cat.status_favourite(post)
        w.cat.status_bookmark(post)
    for what, first in [("favourites", w.cat.favourites(limit=2)), ("bookmarks", w.cat.bookmarks(limit=2))]:
        same(_flat(_pages(w.cat, first, 5))[:5], made[::-1], what)


@suite.check("notifications page without doubles and gaps")
def _(w):
    told = w.bob.notifications(types=["favourite"], limit=2)
    pages = _pages(w.bob, told, 5)
    same([n.status.id for page in pages for n in page][:5], w.posted[3:8][::-1], "favourites told")
    same(sorted(set(_flat(pages)), reverse=True), _flat(pages), "newest first, each once")
    true(all(n.type == "favourite" for page in pages for n in page), "nothing but favourites on any page")


@suite.check("followers and followed page without doubles and gaps")
def _(w):
    for api in (w.ann, w.cat, w.loc):
        api.account_follow(w.me["bob"])
    first = w.bob.account_followers(w.me["bob"], limit=1)
    same(_flat(_pages(w.bob, first, 4)), [w.me[who]["id"] for who in ("loc", "cat", "ann")], "followers, newest first")
    w.ann.account_follow(w.me["cat"])
    first = w.ann.account_following(w.me["ann"], limit=1)
    same(_flat(_pages(w.ann, first, 3)), [w.me[who]["id"] for who in ("cat", "bob")], "followed, newest first")
    for api in (w.cat, w.loc):
        api.account_unfollow(w.me["bob"])
    w.ann.account_unfollow(w.me["cat"])


def _pages(api, first, pages_max):
    """The page and all that follow it, until there is none or until there are enough."""
    pages, page = [], first
    while page and len(pages) < pages_max:
        pages.append(page)
        page = api.fetch_next(page)
    return pages


def _flat(pages):
    return [entity.id for page in pages for entity in page]
