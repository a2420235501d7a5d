"""Runs the suites side by side, each in a process of its own, and counts their checks. See ../README.md."""
import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import asdict

from lib.server import Server
from lib.world import Account

_PYTHON = [sys.executable, "-B"]
SUITES = {  # name: what runs it, and the accounts it may use
    "toot": (_PYTHON + ["-m", "with_toot"], ["ann", "bob", "cat"]),
    "mastodon.py": (_PYTHON + ["-m", "with_mastodon_py"], ["ann", "bob", "cat", "loc"]),
    "megalodon": (["node", "with_npm/megalodon.mjs"], ["ann", "bob"]),
    "masto": (["node", "with_npm/masto.mjs"], ["ann", "bob"]),
    "curl": (_PYTHON + ["shape.py"], ["ann", "bob", "cat"]),
    "nginx": (_PYTHON + ["-m", "with_nginx"], []),
}
_WITH_OWN_SERVER = {"nginx"}
_SUITE_SECONDS_MAX = 600  # on a machine that is busy with other things; about 60 otherwise


def main():
    arguments = _arguments()
    names = arguments.only or [name for name in SUITES if not (arguments.url and name in _WITH_OWN_SERVER)]
    run = secrets.token_hex(3)
    accounts = {(suite, name): _account(suite, name, run) for suite in names for name in SUITES[suite][1]}
    if arguments.url:
        _register(arguments.url, accounts.values())
        counts = _run_suites(arguments.url, names, accounts, run)
    else:
        # An operator's way for some, an app's way for the others: both have to work, and the second is quicker.
        by_operator = {who: account for who, account in accounts.items() if who[0] == "toot"}
        with Server(by_operator.values()) as server:
            _register(server.url, [account for who, account in accounts.items() if who not in by_operator])
            counts = _run_suites(server.url, names, accounts, run)
            counts = _add(counts, _stops(server))
    print(f"clients: {counts[0]} passed, {counts[1]} failed")
    sys.exit(1 if counts[1] or not counts[0] else 0)


def _arguments():
    parser = argparse.ArgumentParser(prog="clients/run", description="Runs real Mastodon clients against Roost.")
    parser.add_argument("--url", type=lambda url: url.rstrip("/"), help="a running server with open registration, "
                        "e.g. http://127.0.0.1:8420; without it a server is started")
    parser.add_argument("--only", action="append", choices=list(SUITES), help="run only this suite (repeatable)")
    parser.add_argument("--long", action="store_true", help="accepted for `roost check --long`; the suites are the same")
    return parser.parse_args()


def _account(suite, name, run):
    username = f"{suite.replace('.', '')}_{name}_{run}"
    return Account(username, f"{username}@example.org", f"correct horse {run} {name}")


def _register(url, accounts):
    """Creates accounts on a running server, the way in which an app does."""
    app = _post(url + "/api/v1/apps", client_name="clients/run", redirect_uris="urn:ietf:wg:oauth:2.0:oob",
                scopes="read write follow push")
    token = _post(url + "/oauth/token", grant_type="client_credentials", client_id=app["client_id"],
                  client_secret=app["client_secret"], scope="read write follow push")
    for account in accounts:
        _post(url + "/api/v1/accounts", bearer=token["access_token"], agreement="true", locale="en", **asdict(account))


def _post(url, bearer=None, **fields):
    request = urllib.request.Request(url, data=urllib.parse.urlencode(fields).encode())
    if bearer:
        request.add_header("Authorization", "Bearer " + bearer)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        raise SystemExit(f"clients: POST {url}: {error.code} {error.read().decode('utf-8', 'replace')}") from None


def _run_suites(url, names, accounts, run):
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="roost-clients-") as directory:
        running = {}
        for suite in names:
            world = os.path.join(directory, suite + ".json")
            with open(world, "w", encoding="utf-8") as file:
                own = {name: asdict(account) for (owner, name), account in accounts.items() if owner == suite}
                json.dump({"url": url, "run": run, "accounts": own}, file)
            with open(os.path.join(directory, suite + ".out"), "wb") as output:
                running[suite] = subprocess.Popen(SUITES[suite][0] + [world], stdin=subprocess.DEVNULL, stdout=output,
                                                  stderr=subprocess.STDOUT, env=_environment(directory, suite))
        counts = (0, 0)
        for suite, process in running.items():
            try:
                process.wait(timeout=max(1.0, _SUITE_SECONDS_MAX - (time.monotonic() - started)))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            with open(os.path.join(directory, suite + ".out"), encoding="utf-8", errors="replace") as output:
                counts = _add(counts, _report(suite, output.read(), process.returncode))
        return counts


def _environment(directory, suite):
    """The caller's environment without its proxies, and with a home that leaves the caller's settings alone."""
    home = os.path.join(directory, suite + ".home")
    os.mkdir(home)
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**kept, "HOME": home, "XDG_CONFIG_HOME": home, "PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _report(suite, output, status):
    lines = output.splitlines()
    print("\n".join(line for line in lines if line != "end"), flush=True)
    passed = sum(line.startswith("ok  ") for line in lines)
    failed = sum(line.startswith("FAIL  ") for line in lines)
    if status != 0 or "end" not in lines:
        print(f"FAIL  {suite}: the suite itself comes through\n      exit status {status}")
        failed += 1
    return passed, failed


def _stops(server):
    """One more check: a server that was asked to stop ends cleanly."""
    status = server.stop()
    if status in (0, 143):  # 143: ended by SIGTERM after a clean shutdown, as a JVM reports it
        print("ok  server: stops cleanly on SIGTERM")
        return 1, 0
    print(f"FAIL  server: stops cleanly on SIGTERM\n      exit status {status}\n{server.log_end()}")
    return 0, 1


def _add(one, other):
    return one[0] + other[0], one[1] + other[1]


if __name__ == "__main__":
    main()
