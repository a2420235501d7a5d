"""The suite, and what its checks share: signed-in libraries, one for each account."""
from mastodon import Mastodon

from lib.checks import Suite

suite = Suite("mastodon.py")

SCOPES = ["read", "write", "follow", "push"]


def app(w, name="clients", scopes=None, redirect_uris=None):
    """Registers an app; returns its client id and secret."""
    return Mastodon.create_app(name, scopes=scopes or SCOPES, redirect_uris=redirect_uris, api_base_url=w.url,
                               website="https://example.org/")


def library(w, client=None, **named):
    """A library that has not signed in; it throws where by default it would wait for the rate limit."""
    client_id, client_secret = client or (None, None)
    return Mastodon(client_id, client_secret, api_base_url=w.url, ratelimit_method="throw", request_timeout=20, **named)


def sign_in(w, who):
    api = library(w, app(w))
    api.log_in(w.accounts[who].email, w.accounts[who].password, scopes=SCOPES)
    return api


def texts(statuses):
    """The plain words of each post."""
    return [status.content.replace("<p>", "").replace("</p>", "") for status in statuses]


def ids(entities):
    return [entity.id for entity in entities]
