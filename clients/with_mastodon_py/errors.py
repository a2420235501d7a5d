"""Errors reach the library as the exceptions that its users catch; last of all the rate limit."""
import time

from mastodon import Mastodon
from mastodon.errors import (MastodonAPIError, MastodonNotFoundError, MastodonRatelimitError,
                             MastodonUnauthorizedError)

from lib.checks import raises, same, shows, true
from with_mastodon_py.session import library, suite

_LIMIT_MAX = 1500


@suite.check("what is not there is not found, with a sentence")
def _(w):
    for call, argument in ((w.ann.status, 1), (w.ann.account, 10 ** 15), (w.ann.list, 1), (w.ann.status_context, 1),
                           (w.ann.account_lookup, "nobody_of_that_name")):
        same(raises(MastodonNotFoundError, call, argument).args[1:4:2], (404, "Record not found"), "error")


@suite.check("without a token, or with a wrong one, one is not authorized")
def _(w):
    for api in (library(w), Mastodon(access_token="made-up", api_base_url=w.url)):
        for call in (api.me, api.timeline_home, api.notifications):
            shows(raises(MastodonUnauthorizedError, call).args[3].lower(), "token")


@suite.check("a text that cannot be is refused with the reason")
def _(w):
    for text in ("", "   ", "x" * 501):
        refused = raises(MastodonAPIError, w.ann.status_post, text)
        same(refused.args[1], 422, "status code")
        shows(refused.args[3], "Validation failed")


@suite.check("the rate limit is told with each answer, and counts down")
def _(w):
    api = Mastodon(access_token=w.cat.access_token, api_base_url=w.url, ratelimit_method="throw")
    left = []
    for _ in range(4):
        api.me()
        left.append(api.ratelimit_remaining)
    steps = [before - after for before, after in zip(left, left[1:])]
    true(steps.count(1) >= 2, f"counts down, but for the beginning of a new period: {left}")
    true(0 < api.ratelimit_remaining < api.ratelimit_limit, "left of the limit")
    true(time.time() < api.ratelimit_reset <= time.time() + 3600, "reset within the hour")


@suite.check("past the rate limit one is told to wait, and others are not")
def _(w):
    api = Mastodon(access_token=w.loc.access_token, api_base_url=w.url, ratelimit_method="throw")
    api.me()
    true(api.ratelimit_limit <= _LIMIT_MAX, f"a limit that a test can reach: {api.ratelimit_limit}")
    try:
        for _ in range(2 * api.ratelimit_limit):  # twice, because a new period may begin in between
            api.me()
    except MastodonRatelimitError:
        same(api.ratelimit_remaining, 0, "left")
    else:
        raise AssertionError("never told to wait")
    w.cat.me()
