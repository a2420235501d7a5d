"""Refusals are JSON in Mastodon's shape, with the right status."""
from lib.checks import same, true
from with_curl.curl import ask, ask_raw, body, curl, form, post, suite
from with_curl.entities import ERROR, fits


def _refused(w, who, path, *arguments, status):
    answer = ask_raw(w, who, path, *arguments)
    true(answer.status in (status if isinstance(status, tuple) else (status,)), f"status {status}: {answer}")
    fits(answer.json, ERROR, str(answer))
    true(answer.json["error"].strip(), f"a sentence: {answer}")
    return answer.json["error"]


@suite.check("404: for what is not there, for what one may not see, and for endpoints that are unknown")
def _(w):
    for path in ("statuses/1", "accounts/999999999", "statuses/1/context", "accounts/999999999/statuses", "lists/999999999",
                 "accounts/abc", "statuses/abc",
                 "accounts/lookup?acct=nobody_of_that_name"):
        same(_refused(w, "ann", "/api/v1/" + path, status=404), "Record not found", path)
    ask(w, "bob", f"/api/v1/accounts/{w.me['ann']['id']}/unfollow", "-X", "POST")
    secret = post(w, "ann", "private", visibility="private")
    for who in ("bob", None):
        _refused(w, who, f"/api/v1/statuses/{secret['id']}", status=404)
    for path in ("/api/v1/nothing_of_the_kind", "/api/v9/instance", "/api/v1/statuses/1/nothing"):
        _refused(w, "ann", path, status=404)


@suite.check("401: without a token, and with one that is none")
def _(w):
    for path in ("accounts/verify_credentials", "timelines/home", "notifications", "lists", "follow_requests"):
        _refused(w, None, "/api/v1/" + path, status=401)
        same(_refused(w, None, "/api/v1/" + path, "-H", "Authorization: Bearer made-up", status=401),
             "The access token is invalid", "sentence")
    _refused(w, None, "/api/v1/statuses", *form(status="nobody"), status=401)


@suite.check("422: for posts that cannot be")
def _(w):
    for fields in ({"status": ""}, {"status": " \n "}, {}, {"status": "x" * 501}, {"status": "x", "visibility": "all"},
                   {"status": "x" * 490, "spoiler_text": "y" * 20}):
        _refused(w, "ann", "/api/v1/statuses", *form(**fields), status=422)
    _refused(w, "ann", "/api/v1/statuses", *form(status="x", in_reply_to_id="1"), status=(404, 422))


@suite.check("media, polls and scheduling are refused with a sentence that says so")
def _(w):
    for fields, word in [({"media_ids": ["1"]}, "media"), ({"poll": {"options": ["a", "b"], "expires_in": 600}}, "poll"),
                         ({"scheduled_at": "2099-01-01T00:00:00.000Z"}, "schedul")]:
        sentence = _refused(w, "ann", "/api/v1/statuses", *body({"status": "x", **fields}), status=(422, 501))
        true(word in sentence.lower(), f"about {word}: {sentence}")
    for path in ("/api/v1/media", "/api/v2/media"):
        _refused(w, "ann", path, "-F", "file=@README.md", status=(404, 422, 501))


@suite.check("a post of 500 characters is fine; a link counts as 23, a mention without its domain")
def _(w):
    post(w, "ann", "ü" * 500)
    post(w, "ann", "x" * 476 + " https://example.org/" + "long/" * 40)
    post(w, "ann", "👩‍👩‍👧‍👦" * 100)


@suite.check("bodies that are not what they claim are refused, not guessed at")
def _(w):
    for content in ('{"status":', "[]", '"status"', "nonsense"):
        _refused(w, "ann", "/api/v1/statuses", "-H", "Content-Type: application/json", "--data-binary", content,
                 status=(400, 422))
    _refused(w, "ann", "/api/v1/statuses", "-H", "Content-Type: multipart/form-data; boundary=x", "--data-binary",
             "--y\r\nbroken", status=(400, 422))


@suite.check("numbers that are none, and numbers that are too large, do no harm")
def _(w):
    for written in ("limit=0", "limit=-1", "limit=abc", "limit=99999999999999999999", "max_id=abc",
                    "max_id=99999999999999999999999", "since_id=-5", "max_id="):
        answer = ask_raw(w, "ann", "/api/v1/timelines/home?" + written)
        true(answer.status in (200, 400, 422), f"answered: {answer}")
        true(isinstance(answer.json, (list, dict)), "with JSON")


@suite.check("a method that an endpoint does not have is refused as JSON")
def _(w):
    _refused(w, "ann", "/api/v1/instance", "-X", "DELETE", status=(404, 405))
    _refused(w, "ann", "/api/v1/statuses", "-X", "PATCH", status=(404, 405))


@suite.check("others' posts cannot be edited, deleted or pinned; others' lists cannot be read")
def _(w):
    made = post(w, "ann", "mine alone")
    path = f"/api/v1/statuses/{made['id']}"
    _refused(w, "bob", path, "-X", "DELETE", status=404)
    _refused(w, "bob", path, *form("PUT", status="stolen"), status=404)
    _refused(w, "bob", path + "/pin", "-X", "POST", status=(404, 422))
    listed = ask(w, "ann", "/api/v1/lists", *form(title="mine"))
    _refused(w, "bob", f"/api/v1/lists/{listed['id']}", status=404)
    _refused(w, "bob", f"/api/v1/timelines/list/{listed['id']}", status=404)
    ask(w, "ann", f"/api/v1/lists/{listed['id']}", "-X", "DELETE")


@suite.check("a private post cannot be boosted by others, a direct one by nobody")
def _(w):
    private, direct = (post(w, "ann", "hush", visibility=v) for v in ("private", "direct"))
    same(ask(w, "ann", f"/api/v1/statuses/{private['id']}/reblog", "-X", "POST")["reblog"]["id"], private["id"],
         "one's own private post")
    _refused(w, "bob", f"/api/v1/statuses/{private['id']}/reblog", "-X", "POST", status=(403, 404))
    _refused(w, "ann", f"/api/v1/statuses/{direct['id']}/reblog", "-X", "POST", status=(403, 404, 422))


@suite.check("a text that is too long is refused")
def _(w):
    answer = curl("-H", f"Authorization: Bearer {w.tokens['ann']}", "-H", "Content-Type: application/json", "-X", "POST",
                  "--data-binary", '{"status":"' + "x" * 100_000 + '"}', w.url + "/api/v1/statuses")
    true(answer.status in (413, 422), f"refused: {answer.status}")
