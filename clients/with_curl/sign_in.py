"""Signing in: apps, tokens, PKCE, and what is refused."""
import base64
import hashlib

from lib import browser
from lib.checks import same, shows, true
from with_curl.curl import ask, ask_raw, body, curl, form, query, suite
from with_curl.entities import APPLICATION, CREDENTIAL_ACCOUNT, CREDENTIAL_APPLICATION, OAUTH_SERVER, TOKEN, fits

_OOB = "urn:ietf:wg:oauth:2.0:oob"
_SCOPES = "read write follow push"


@suite.check("apps: registered from a form and from JSON, with all fields of a CredentialApplication")
def _(w):
    app = {"client_name": "curl", "redirect_uris": _OOB, "scopes": _SCOPES, "website": "https://example.org/"}
    w.app = ask(w, None, "/api/v1/apps", *form(**app))
    fits(w.app, CREDENTIAL_APPLICATION, "CredentialApplication")
    fits(ask(w, None, "/api/v1/apps", *body(app)), CREDENTIAL_APPLICATION, "CredentialApplication")
    several = {**app, "redirect_uris": [_OOB, "https://example.org/back"]}
    fits(ask(w, None, "/api/v1/apps", *body(several)), CREDENTIAL_APPLICATION, "CredentialApplication")
    same((w.app["name"], w.app["website"]), ("curl", "https://example.org/"), "app")


@suite.check("apps: refused without a name or with an address that is none")
def _(w):
    ask(w, None, "/api/v1/apps", *form(redirect_uris=_OOB), status=422)
    ask(w, None, "/api/v1/apps", *form(client_name="x", redirect_uris="not an address"), status=422)
    ask(w, None, "/api/v1/apps", *form(client_name="x", redirect_uris=_OOB, scopes="everything"), status=422)


@suite.check("token: by password, with all fields of a Token")
def _(w):
    w.tokens = {}
    for who, account in w.accounts.items():
        answer = ask_raw(w, None, "/oauth/token", *_password(w, account))
        fits(answer.json, TOKEN, "Token")
        true("no-store" in answer.headers.get("cache-control", ""), f"not to be stored: {answer}")
        w.tokens[who] = answer.json["access_token"]
    w.me = {who: ask(w, who, "/api/v1/accounts/verify_credentials") for who in w.tokens}
    fits(w.me["ann"], CREDENTIAL_ACCOUNT, "CredentialAccount")


@suite.check("token: the app may also identify itself in the Authorization header")
def _(w):
    account = w.accounts["ann"]
    fits(ask(w, None, "/oauth/token", "-u", f"{w.app['client_id']}:{w.app['client_secret']}", *form(
        grant_type="password", username=account.email, password=account.password, scope="read")), TOKEN, "Token")


@suite.check("token: refusals are OAuth's own")
def _(w):
    account = w.accounts["ann"]
    app = {"client_id": w.app["client_id"], "client_secret": w.app["client_secret"]}
    person = {"username": account.email, "password": account.password}
    for fields, statuses, error in [
            ({**app, "grant_type": "password", **person, "password": "wrong"}, (400, 401), "invalid_grant"),
            ({**app, "grant_type": "authorization_code", "code": "made-up", "redirect_uri": _OOB}, (400,),
             "invalid_grant"),
            ({**app, "grant_type": "password", **person, "client_secret": "wrong"}, (401,), "invalid_client"),
            ({**app, "grant_type": "password", **person, "scope": "admin:read"}, (400,), "invalid_scope"),
            ({**app, "grant_type": "nonsense"}, (400,), "unsupported_grant_type"),
            (app, (400,), "invalid_request")]:
        answer = curl(*form(**fields), w.url + "/oauth/token")
        true(answer.status in statuses, f"one of {statuses}: {answer}")
        same(answer.json["error"], error, f"error of {answer}")
        true(answer.json["error_description"], "a sentence")


@suite.check("token: client credentials, with which an app can see itself")
def _(w):
    token = ask(w, None, "/oauth/token", *body({"grant_type": "client_credentials", "client_id": w.app["client_id"],
                                                "client_secret": w.app["client_secret"], "redirect_uri": _OOB}))
    fits(token, TOKEN, "Token")
    same(token["scope"], "read", "scope unless asked for otherwise")
    bearer = ["-H", f"Authorization: Bearer {token['access_token']}"]
    fits(ask(w, None, "/api/v1/apps/verify_credentials", *bearer), APPLICATION, "Application")
    true(curl(*bearer, w.url + "/api/v1/accounts/verify_credentials").status in (401, 403, 422), "no user")


@suite.check("PKCE: a code is good only for the one who asked for it")
def _(w):
    verifier = "a-verifier-that-is-long-enough-for-the-standard-0123456789"
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    code = _code(w, code_challenge=challenge, code_challenge_method="S256")
    exchange = {"grant_type": "authorization_code", "client_id": w.app["client_id"],
                "client_secret": w.app["client_secret"], "redirect_uri": _OOB, "code": code}
    same(curl(*form(**exchange, code_verifier="another" * 10), w.url + "/oauth/token").json["error"], "invalid_grant",
         "with a wrong verifier")
    exchange["code"] = _code(w, code_challenge=challenge, code_challenge_method="S256")
    same(curl(*form(**exchange), w.url + "/oauth/token").json["error"], "invalid_grant", "without a verifier")
    exchange["code"] = _code(w, code_challenge=challenge, code_challenge_method="S256")
    fits(ask(w, None, "/oauth/token", *form(**exchange, code_verifier=verifier)), TOKEN, "Token")


@suite.check("PKCE: only S256")
def _(w):
    address = _address(w, code_challenge="x" * 43, code_challenge_method="plain")
    page = browser.authorize(w.url, address, w.accounts["ann"].email, w.accounts["ann"].password)
    true(page.code is None and page.status >= 400, f"refused: {page.status} {page.text}")


@suite.check("the pages for people are HTML that nobody can frame or script")
def _(w):
    answer = curl(_address(w))
    same((answer.status, answer.type), (200, "text/html"), f"sign-in page: {answer}")
    policy = answer.headers.get("content-security-policy", "")
    shows(policy, "frame-ancestors 'none'")
    true("unsafe-inline" not in policy.split("script-src")[-1].split(";")[0], f"no inline scripts: {policy}")
    same(curl(w.url + "/oauth/authorize?client_id=none&response_type=code").type, "text/html", "errors too")


@suite.check("what the server offers is told at /.well-known/oauth-authorization-server")
def _(w):
    told = ask(w, None, "/.well-known/oauth-authorization-server")
    fits(told, OAUTH_SERVER, "OAuth server")
    same(told["issuer"].rstrip("/"), w.url, "issuer")
    same(told["code_challenge_methods_supported"], ["S256"], "PKCE")
    true({"authorization_code", "client_credentials"} <= set(told["grant_types_supported"]), "grants")


@suite.check("revoking is final, can be repeated, and is for the app's own tokens")
def _(w):
    token = ask(w, None, "/oauth/token", *_password(w, w.accounts["ann"]))["access_token"]
    app = {"client_id": w.app["client_id"], "client_secret": w.app["client_secret"]}
    other = ask(w, None, "/api/v1/apps", *form(client_name="other", redirect_uris=_OOB))
    ask(w, None, "/oauth/revoke", *form(token=token, client_id=other["client_id"],
                                        client_secret=other["client_secret"]), status=403)
    bearer = ["-H", f"Authorization: Bearer {token}"]
    ask(w, None, "/api/v1/accounts/verify_credentials", *bearer)
    for _ in range(2):
        same(ask(w, None, "/oauth/revoke", *form(**app, token=token)), {}, "answer")
    ask(w, None, "/api/v1/accounts/verify_credentials", *bearer, status=401)


def _password(w, account):
    return form(grant_type="password", client_id=w.app["client_id"], client_secret=w.app["client_secret"],
                username=account.email, password=account.password, scope=_SCOPES)


def _address(w, **more):
    return w.url + "/oauth/authorize?" + query(response_type="code", client_id=w.app["client_id"], redirect_uri=_OOB,
                                               scope="read", **more)


def _code(w, **more):
    page = browser.authorize(w.url, _address(w, **more), w.accounts["ann"].email, w.accounts["ann"].password)
    true(page.code, f"a code: {page.text}")
    return page.code
