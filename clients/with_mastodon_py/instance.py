"""What the server says about itself."""
import datetime

from mastodon import Mastodon

from lib.checks import same, shows, true
from with_mastodon_py.session import ids, library, suite


@suite.check("its version is one that the library can read and is content with")
def _(w):
    api = library(w)
    same((api.version_check_worked, api.mastodon_major), (True, 4), "version")
    same(api.verify_minimum_version("4.0.0"), True, "new enough")
    strict = library(w, version_check_mode="changed")
    true(strict.timeline_public(limit=1), "also with the strict check")


@suite.check("instance and nodeinfo tell name, counts and whether one can register")
def _(w):
    told = w.ann.instance()
    same(told.uri, w.host, "uri, as it follows the @ in a full name")
    true(told.stats.user_count >= 4 and told.stats.status_count > 0, f"counts: {told.stats}")
    shows(told.urls.streaming_api, "ws://" + w.host)
    nodeinfo = library(w).instance_nodeinfo()
    same((nodeinfo.version, nodeinfo.openRegistrations, nodeinfo.software.name), ("2.0", True, "roost"), "nodeinfo")


@suite.check("activity, directory, health and the time of day")
def _(w):
    same(library(w).instance_health(), True, "healthy")
    true(isinstance(w.ann.instance_activity(), list), "activity")
    w.ann.account_update_credentials(discoverable=True)
    true(w.me["ann"].id in ids(w.bob.directory(limit=80)), "ann in the directory")
    skew = abs((library(w).get_approx_server_time() - datetime.datetime.now()).total_seconds())
    true(skew < 5, f"clocks {skew} s apart")


@suite.check("in another language: asking for one does no harm")
def _(w):
    api = Mastodon(access_token=w.ann.access_token, api_base_url=w.url, lang="de")
    same(api.me().id, w.me["ann"].id, "who I am")
