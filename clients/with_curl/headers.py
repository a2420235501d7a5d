"""Headers: paging, CORS, rate limits, content types, HEAD."""
import datetime
import re
import urllib.parse

from lib.checks import same, true
from with_curl.curl import ask, ask_raw, curl, ids, post, suite

_LINK = re.compile(r'<([^>]+)>; rel="next", <([^>]+)>; rel="prev"')
_ORIGIN = ["-H", "Origin: https://client.example"]


@suite.check("Link: next first, then prev, absolute, keeping the other parameters")
def _(w):
    tag = f"links{w.run}"
    posted = [post(w, "bob", f"{n} #{tag}")["id"] for n in range(5)][::-1]
    first = ask_raw(w, None, f"/api/v1/timelines/tag/{tag}?limit=2&local=true&any[]=x", "-g")
    same(ids(first.json), posted[:2], "first page")
    following, preceding = _links(w, first)
    same((following["max_id"], following["limit"], following["local"]), ([posted[1]], ["2"], ["true"]), "next")
    same((preceding["min_id"], preceding["limit"]), ([posted[0]], ["2"]), "prev")
    true("min_id" not in following and "max_id" not in preceding, "each with its own cursor only")
    second = curl("-g", _LINK.match(first.headers["link"])[1])
    same(ids(second.json), posted[2:4], "second page")
    same(ids(curl("-g", _LINK.match(second.headers["link"])[2]).json), posted[:2], "back on the first page")


@suite.check("Link: on every list that goes on, and never on an empty page")
def _(w):
    ask(w, "ann", f"/api/v1/accounts/{w.me['bob']['id']}/follow", "-X", "POST")
    made = post(w, "bob", f"@{w.me['ann']['acct']} links")
    for do in ("favourite", "bookmark"):
        ask(w, "ann", f"/api/v1/statuses/{made['id']}/{do}", "-X", "POST")
    for path in ("timelines/home", "timelines/public", "notifications", "favourites", "bookmarks",
                 f"accounts/{w.me['bob']['id']}/statuses"):
        page = ask_raw(w, "ann", f"/api/v1/{path}?limit=1")
        same(len(page.json), 1, f"entries of {path}")
        true(_LINK.fullmatch(page.headers.get("link", "")), f"Link of {page}")
        empty = ask_raw(w, "ann", f"/api/v1/{path}?limit=1&max_id=1")
        same((empty.json, empty.headers.get("link")), ([], None), f"empty page of {path}")
    for path in (f"accounts/{w.me['bob']['id']}/followers", "blocks", "mutes", "follow_requests"):
        page = ask_raw(w, "bob", f"/api/v1/{path}?limit=1")
        true("link" not in page.headers or page.json, f"no Link on an empty page: {page}")


@suite.check("CORS: a preflight allows what browser apps send")
def _(w):
    answer = curl("-X", "OPTIONS", *_ORIGIN, "-H", "Access-Control-Request-Method: POST", "-H",
                  "Access-Control-Request-Headers: authorization,content-type,idempotency-key",
                  w.url + "/api/v1/statuses")
    true(answer.status in (200, 204), f"status: {answer}")
    same(answer.headers.get("access-control-allow-origin"), "*", "origin")
    allowed = answer.headers.get("access-control-allow-headers", "").lower()
    true(all(name in allowed for name in ("authorization", "content-type", "idempotency-key")) or allowed == "*",
         f"headers: {allowed}")
    methods = answer.headers.get("access-control-allow-methods", "").upper()
    true(all(name in methods for name in ("GET", "POST", "PUT", "PATCH", "DELETE")), f"methods: {methods}")


@suite.check("CORS: answers can be read by browser apps, with the headers that they need, errors too")
def _(w):
    for path, status in [("/api/v1/timelines/public?limit=1", 200), ("/api/v1/statuses/1", 404),
                         ("/api/v1/accounts/verify_credentials", 401), ("/.well-known/nodeinfo", 200),
                         ("/oauth/token", None)]:
        answer = ask_raw(w, None, path, *_ORIGIN, *([] if status else ["-X", "POST"]))
        true(status is None or answer.status == status, f"status of {answer}")
        same(answer.headers.get("access-control-allow-origin"), "*", f"origin of {path}")
        exposed = answer.headers.get("access-control-expose-headers", "").lower()
        true("link" in exposed and "x-ratelimit-reset" in exposed, f"exposed on {path}: {exposed}")


@suite.check("rate limits: Mastodon's three headers, counting down to a time to come")
def _(w):
    answers = [ask_raw(w, "ann", "/api/v1/preferences").headers for _ in range(4)]
    first, second = answers[0], answers[-1]
    for name in ("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"):
        true(name in first, f"{name}: {first}")
    left = [int(answer["x-ratelimit-remaining"]) for answer in answers]
    steps = [before - after for before, after in zip(left, left[1:])]
    true(steps.count(1) >= 2, f"counts down, but for the beginning of a new period: {left}")
    reset = datetime.datetime.fromisoformat(second["x-ratelimit-reset"].replace("Z", "+00:00"))
    left = (reset - datetime.datetime.now(datetime.timezone.utc)).total_seconds()
    true(0 < left <= 3600, f"reset in {left} s")


@suite.check("JSON is declared as UTF-8 JSON, is not sniffed, and is not kept by shared caches")
def _(w):
    answer = ask_raw(w, "ann", "/api/v1/timelines/home")
    true(re.fullmatch(r"application/json(; ?charset=utf-8)?", answer.headers["content-type"], re.I), str(answer.headers))
    same(answer.headers.get("x-content-type-options"), "nosniff", "sniffing")
    true(any(word in answer.headers.get("cache-control", "") for word in ("private", "no-store")), str(answer.headers))


@suite.check("HEAD answers with the headers of GET and no body")
def _(w):
    for path in ("/", "/api/v1/instance", "/api/v1/timelines/public"):
        answer = curl("--head", w.url + path)
        same((answer.status, answer.text), (200, ""), f"HEAD {path}")
        true("date" in answer.headers, "the date")


def _links(w, answer):
    match = _LINK.fullmatch(answer.headers.get("link", ""))
    true(match, f"Link of {answer}")
    true(all(link.startswith(w.url + "/api/") for link in match.groups()), f"on this server: {match.groups()}")
    return [urllib.parse.parse_qs(urllib.parse.urlsplit(link).query) for link in match.groups()]
