"""The three grants, scopes, and signing out."""
import os
import tempfile

from mastodon import Mastodon
from mastodon.errors import MastodonAPIError, MastodonIllegalArgumentError, MastodonUnauthorizedError

from lib import browser
from lib.checks import raises, same, shows, true
from with_mastodon_py.session import SCOPES, app, library, sign_in, suite

_OOB = "urn:ietf:wg:oauth:2.0:oob"
_OWN_ADDRESS = "http://127.0.0.1:9/signed-in"


@suite.check("password grant: signs in and says who I am")
def _(w):
    w.ann, w.bob, w.cat, w.loc = (sign_in(w, who) for who in ("ann", "bob", "cat", "loc"))
    w.me = {who: getattr(w, who).me() for who in ("ann", "bob", "cat", "loc")}
    for who, me in w.me.items():
        same((me.username, me.acct), (w.accounts[who].username,) * 2, "who I am")


@suite.check("password grant: refuses a wrong password and an unknown account")
def _(w):
    api = library(w, app(w))
    raises(MastodonIllegalArgumentError, api.log_in, w.accounts["ann"].email, "wrong", scopes=SCOPES)
    raises(MastodonIllegalArgumentError, api.log_in, "nobody@example.org", "wrong", scopes=SCOPES)


@suite.check("password grant: token and app can be kept in files and used again")
def _(w):
    with tempfile.TemporaryDirectory() as directory:
        app_file, token_file = os.path.join(directory, "app"), os.path.join(directory, "token")
        Mastodon.create_app("kept", api_base_url=w.url, to_file=app_file)
        Mastodon(app_file).log_in(w.accounts["bob"].email, w.accounts["bob"].password, to_file=token_file)
        same(Mastodon(access_token=token_file).me().id, w.me["bob"].id, "who I am")


@suite.check("authorization code: shown in the browser to be pasted, good for one time")
def _(w):
    api = library(w, app(w))
    code = _authorize(w, api.auth_request_url(scopes=SCOPES)).code
    true(code, "a code to paste")
    api.log_in(code=code, scopes=SCOPES)
    same(api.me().id, w.me["bob"].id, "who I am")
    raises(MastodonIllegalArgumentError, api.log_in, code=code, scopes=SCOPES)


@suite.check("authorization code: handed to the app's own address, with its state")
def _(w):
    api = library(w, app(w, redirect_uris=[_OOB, _OWN_ADDRESS]))
    page = _authorize(w, api.auth_request_url(redirect_uris=_OWN_ADDRESS, scopes=["read"], state="my state &="))
    true(page.url.startswith(_OWN_ADDRESS + "?"), f"sent back to the app: {page.url}")
    same(page.query["state"], "my state &=", "state")
    raises(MastodonIllegalArgumentError, api.log_in, code=page.query["code"], redirect_uri=_OOB, scopes=["read"])
    page = _authorize(w, api.auth_request_url(redirect_uris=_OWN_ADDRESS, scopes=["read"]))
    api.log_in(code=page.query["code"], redirect_uri=_OWN_ADDRESS, scopes=["read"])
    same(api.me().id, w.me["bob"].id, "who I am")


@suite.check("authorization code: saying no sends the app away without a code")
def _(w):
    api = library(w, app(w, redirect_uris=[_OOB, _OWN_ADDRESS]))
    page = _authorize(w, api.auth_request_url(redirect_uris=_OWN_ADDRESS, scopes=["read"], state="s"), allow=False)
    same((page.query.get("error"), page.query.get("code"), page.query.get("state")), ("access_denied", None, "s"),
         "answer to the app")


@suite.check("authorization code: never sends anybody to an address that the app has not registered")
def _(w):
    api = library(w, app(w))
    page = _authorize(w, api.auth_request_url(redirect_uris="http://127.0.0.1:9/elsewhere", scopes=["read"]))
    true(page.url.startswith(w.url) and page.status >= 400 and not page.code, f"an error page: {page.status} {page.url}")


@suite.check("authorization code: a wrong password gives a page that says so, and no code")
def _(w):
    address = library(w, app(w)).auth_request_url(scopes=SCOPES)
    browser_ = browser.Browser(w.url)
    page = browser_.get(address)
    form = page.sign_in_form()
    page = browser_.submit(page, form, form.values(w.accounts["bob"].email, "wrong"), form.button(denying=False))
    true(page.code is None and page.sign_in_form() is not None, f"the form again: {page.text}")
    shows(page.text.lower(), "password")


@suite.check("client credentials: an app can identify itself, but is nobody")
def _(w):
    client_id, client_secret = app(w, "an app of its own")
    token = library(w)._Mastodon__api_request("POST", "/oauth/token", {
        "grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret, "scope": "read"})
    same((token.token_type, token.scope), ("Bearer", "read"), "token")
    api = Mastodon(access_token=token.access_token, api_base_url=w.url)
    same(api.app_verify_credentials().name, "an app of its own", "app")
    try:
        api.me()
    except MastodonAPIError as refused:
        true(refused.args[1] in (401, 403, 422) and refused.args[3], f"refused with a reason: {refused}")
    else:
        raise AssertionError("an app is no user")


@suite.check("scopes: a token for reading does not write, and an app gets no more than it registered for")
def _(w):
    api = library(w, app(w))
    api.log_in(w.accounts["ann"].email, w.accounts["ann"].password, scopes=["read"])
    same(api.me().id, w.me["ann"].id, "who I am")
    refused = raises(MastodonAPIError, api.status_post, "may not")
    same(refused.args[1], 403, "status code")
    shows(refused.args[3], "scope")
    narrow = library(w, app(w, scopes=["read:accounts"]))
    raises(MastodonIllegalArgumentError, narrow.log_in, w.accounts["ann"].email, w.accounts["ann"].password,
           scopes=["read:accounts", "write"])
    narrow.log_in(w.accounts["ann"].email, w.accounts["ann"].password, scopes=["read:accounts"])
    same(narrow.me().id, w.me["ann"].id, "who I am")
    same(raises(MastodonAPIError, narrow.timeline_home).args[1], 403, "status code")


@suite.check("signing out ends the token")
def _(w):
    api = sign_in(w, "bob")
    token = api.access_token
    api.revoke_access_token()
    raises(MastodonUnauthorizedError, Mastodon(access_token=token, api_base_url=w.url).me)
    w.bob.me()


@suite.check("registration: creates an account that can post at once")
def _(w):
    api = library(w, app(w))
    name = f"new_{w.run}"
    api.create_account(name, "a long enough password", f"{name}@example.org", agreement=True, scopes=SCOPES)
    same(api.me().username, name, "who I am")
    same(api.status_post("my first post").account.username, name, "author")


@suite.check("registration: says which field is wrong, and why")
def _(w):
    taken = w.accounts["ann"].username
    for wrong, field, reason in [
            ({"username": taken}, "username", "ERR_TAKEN"),
            ({"email": w.accounts["ann"].email}, "email", "ERR_TAKEN"),
            ({"username": "not a name!"}, "username", "ERR_INVALID"),
            ({"email": "no address"}, "email", "ERR_INVALID"),
            ({"password": "short"}, "password", "ERR_TOO_SHORT"),
            ({"agreement": False}, "agreement", "ERR_ACCEPTED")]:
        wanted = {"username": f"other_{w.run}", "email": f"other_{w.run}@example.org",
                  "password": "a long enough password", "agreement": True, **wrong}
        token, error = library(w, app(w)).create_account(**wanted, scopes=SCOPES, return_detailed_error=True)
        same(token, None, f"token for {wrong}")
        true(error["error"], "a sentence for people")
        same([detail["error"] for detail in error["details"].get(field, [])][:1], [reason], f"{wrong}: {error}")


def _authorize(w, address, allow=True):
    return browser.authorize(w.url, address, w.accounts["bob"].email, w.accounts["bob"].password, allow)
