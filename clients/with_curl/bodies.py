"""The ways in which a request may be written: form, JSON, multipart, query; booleans, arrays, nested names."""
from lib.checks import same, shows
from with_curl.curl import ask, body, form, ids, multipart, post, suite

_STATUS = {"status": "the same", "spoiler_text": "in all ways", "visibility": "unlisted", "language": "en"}


@suite.check("a status is the same from a form, from JSON, from a multipart form and from the query")
def _(w):
    query = "?status=the+same&spoiler_text=in%20all%20ways&visibility=unlisted&language=en&sensitive=true"
    answers = [
        ask(w, "ann", "/api/v1/statuses", *form(**_STATUS, sensitive="true")),
        ask(w, "ann", "/api/v1/statuses", *body({**_STATUS, "sensitive": True, "media_ids": []})),
        ask(w, "ann", "/api/v1/statuses", *multipart(*_STATUS.items(), ("sensitive", "true"))),
        ask(w, "ann", "/api/v1/statuses" + query, "-X", "POST")]
    for status in answers:
        same([status["content"], status["spoiler_text"], status["visibility"], status["language"], status["sensitive"]],
             ["<p>the same</p>", "in all ways", "unlisted", "en", True], "status")


@suite.check("text survives every way: scripts, emoji, newlines, plus and percent signs")
def _(w):
    text = "Zürich 日本 مرحبا 👩‍👩‍👧 100% + 1 = 2\nnext line"
    for way in (form(status=text), body({"status": text}), multipart(("status", text))):
        made = ask(w, "ann", "/api/v1/statuses", *way)
        same(ask(w, "ann", f"/api/v1/statuses/{made['id']}/source")["text"], text, f"text by {way[2]}")


@suite.check("a content type with a charset, and JSON null for what is not given")
def _(w):
    made = ask(w, "ann", "/api/v1/statuses", "-H", "Content-Type: application/json; charset=utf-8", "--data-binary",
               '{"status":"nulls","in_reply_to_id":null,"media_ids":null,"poll":null,"spoiler_text":null,'
               '"language":null,"sensitive":null,"visibility":null,"scheduled_at":null}')
    same((made["visibility"], made["in_reply_to_id"], made["sensitive"]), ("public", None, False), "status")


@suite.check("booleans: 1, true, True, on are true; 0, false, False, off are false")
def _(w):
    for written, meant in [("1", True), ("0", False), ("true", True), ("false", False), ("True", True),
                           ("False", False), ("on", True), ("off", False)]:
        me = ask(w, "ann", "/api/v1/accounts/update_credentials", *form("PATCH", bot=written))
        same(me["bot"], meant, f"bot={written}")
    for written in (True, False, "1", "0", 1, 0):
        me = ask(w, "ann", "/api/v1/accounts/update_credentials", *body({"bot": written}, "PATCH"))
        same(me["bot"], written in (True, "1", 1), f"bot: {written!r}")


@suite.check("arrays: id[]=, id=, id[0]=, repeated and in JSON")
def _(w):
    both = [w.me["bob"]["id"], w.me["cat"]["id"]]
    for written in ("id[]={}&id[]={}", "id={}&id={}", "id[0]={}&id[1]={}", "id%5B%5D={}&id%5B%5D={}"):
        path = "/api/v1/accounts/relationships?" + written.format(*both)
        same(ids(ask(w, "ann", path, "-g")), both, written)
    same(ids(ask(w, "ann", f"/api/v1/accounts/relationships?id={both[0]}")), both[:1], "id=")
    ask(w, "ann", f"/api/v1/accounts/{both[0]}/follow", "-X", "POST")
    for way in (form(**{"account_ids[]": both[0]}), form(account_ids=both[0]), body({"account_ids": [both[0]]}),
                body({"account_ids": both[0]}), multipart(("account_ids[]", both[0]))):
        made = ask(w, "ann", "/api/v1/lists", *form(title="arrays"))
        ask(w, "ann", f"/api/v1/lists/{made['id']}/accounts", *way)
        same(ids(ask(w, "ann", f"/api/v1/lists/{made['id']}/accounts")), both[:1], f"accounts by {way}")
        ask(w, "ann", f"/api/v1/lists/{made['id']}", "-X", "DELETE")


@suite.check("nested names: fields_attributes[0][name], source[privacy], in all three bodies")
def _(w):
    flat = {"fields_attributes[0][name]": "Site", "fields_attributes[0][value]": "https://example.org/",
            "fields_attributes[1][name]": "Town", "fields_attributes[1][value]": "Zürich",
            "source[privacy]": "unlisted", "source[language]": "de"}
    as_list = {"fields_attributes": [{"name": "Site", "value": "https://example.org/"},
                                     {"name": "Town", "value": "Zürich"}],
               "source": {"privacy": "unlisted", "language": "de"}}
    as_hash = {**as_list, "fields_attributes": {"0": as_list["fields_attributes"][0],
                                                "1": as_list["fields_attributes"][1]}}
    path = "/api/v1/accounts/update_credentials"
    for way in (form("PATCH", **flat), multipart(*flat.items(), method="PATCH"), body(as_list, "PATCH"),
                body(as_hash, "PATCH")):
        ask(w, "ann", path, *body({"fields_attributes": [], "source": {"privacy": "public", "language": "en"}}, "PATCH"))
        me = ask(w, "ann", path, *way)
        same([(field["name"], field["value"]) for field in me["source"]["fields"]],
             [("Site", "https://example.org/"), ("Town", "Zürich")], f"fields by {way[:4]}")
        same((me["source"]["privacy"], me["source"]["language"]), ("unlisted", "de"), f"defaults by {way[:4]}")
    same(post(w, "ann", "by default")["visibility"], "unlisted", "visibility by default")
    ask(w, "ann", path, *form("PATCH", **{"source[privacy]": "public"}))


@suite.check("DELETE with a body: form and JSON")
def _(w):
    bob = w.me["bob"]["id"]
    ask(w, "ann", f"/api/v1/accounts/{bob}/follow", "-X", "POST")
    made = ask(w, "ann", "/api/v1/lists", *form(title="delete"))
    path = f"/api/v1/lists/{made['id']}/accounts"
    for way in (form("DELETE", **{"account_ids[]": bob}), body({"account_ids": [bob]}, "DELETE")):
        ask(w, "ann", path, *form(**{"account_ids[]": bob}))
        same(ids(ask(w, "ann", path)), [bob], "added")
        same(ask(w, "ann", path, *way), {}, "answer")
        same(ask(w, "ann", path), [], "taken off")
    same(ask(w, "ann", f"/api/v1/lists/{made['id']}", *body({}, "DELETE")), {}, "deleted with an empty body")


@suite.check("trailing slashes change nothing, with and without a query")
def _(w):
    for path in ("/api/v1/instance", "/api/v1/timelines/public", f"/api/v1/accounts/{w.me['ann']['id']}"):
        same(type(ask(w, None, path + "/")), type(ask(w, None, path)), path)
    same(len(ask(w, "ann", "/api/v1/timelines/home/?limit=1")), 1, "home")
    made = ask(w, "ann", "/api/v1/statuses/", *form(status="with a slash"))
    same(ask(w, "ann", f"/api/v1/statuses/{made['id']}/")["id"], made["id"], "status")


@suite.check("a parameter that is given twice: the last one counts")
def _(w):
    same(len(ask(w, None, "/api/v1/timelines/public?limit=3&limit=1")), 1, "posts")


@suite.check("the token may be given as access_token= too")
def _(w):
    same(ask(w, None, f"/api/v1/accounts/verify_credentials?access_token={w.tokens['ann']}")["id"], w.me["ann"]["id"],
         "who I am")


@suite.check("an idempotency key: the same answer, from any kind of body")
def _(w):
    key = ["-H", f"Idempotency-Key: shape-{w.run}"]
    first = ask(w, "ann", "/api/v1/statuses", *key, *form(status="once"))
    same(ask(w, "ann", "/api/v1/statuses", *key, *body({"status": "once"}))["id"], first["id"], "the same post")
    shows(first["content"], "once")


@suite.check("reblogs and favourites take an empty body of any type")
def _(w):
    made = post(w, "bob", "empty bodies")
    for way in (["-X", "POST"], ["-X", "POST", "-H", "Content-Length: 0"], body({}),
                ["-X", "POST", "-H", "Content-Type: application/x-www-form-urlencoded", "-d", ""]):
        same(ask(w, "ann", f"/api/v1/statuses/{made['id']}/favourite", *way)["favourited"], True, f"by {way}")
