"""Signing in: with a password at the prompt, and in the browser with a code to paste."""
import re

from lib import browser
from lib.checks import hides, shows, true
from with_toot.terminal import full_handle, handle, start, suite, toot, toot_fails


@suite.check("shows what kind of server this is before signing in")
def _(w):
    shown = toot(w, None, "instance", w.host, "--disable-https")
    true(re.search(r"^running Mastodon 4\.\d+\.\d+", shown, re.M), f"version: {shown}")
    true(w.host in shown.splitlines(), f"the domain on a line of its own: {shown}")


@suite.check("signs in with e-mail and password")
def _(w):
    for who in ("ann", "cat"):
        account = w.accounts[who]
        shown = toot(w, None, "login_cli", "-i", w.host, "--disable-https", "-e", account.email, typed=account.password)
        shows(shown, "Successfully logged in.")


@suite.check("refuses a wrong password")
def _(w):
    complaint = toot_fails(w, None, "login_cli", "-i", w.host, "--disable-https",
                           "-e", w.accounts["bob"].email, typed="not the password")
    shows(complaint, "Login failed")


@suite.check("signs in through the browser: log in, allow, paste the code")
def _(w):
    shows(_browser_login(w, lambda address: _code(w, address)), "Successfully logged in.")


@suite.check("refuses a code that was made up")
def _(w):
    hides(_browser_login(w, lambda _: "made-up-code-0123456789"), "Successfully logged in.", "Unknown error")


@suite.check("knows all three accounts, the last as the active one")
def _(w):
    shown = toot(w, None, "auth")
    shows(shown, *[f"* {full_handle(w, who)}" for who in ("ann", "bob", "cat")], f"{full_handle(w, 'bob')} ACTIVE")


@suite.check("says who I am")
def _(w):
    shown = toot(w, "ann", "whoami")
    shows(shown, f"@{handle(w, 'ann')}", "Followers: 0", "Following: 0", "Statuses: 0", f"{w.url}/@{handle(w, 'ann')}")
    true(re.search(r"^Since: \d{4}-\d\d-\d\d$", shown, re.M), f"since when: {shown}")


def _code(w, address):
    bob = w.accounts["bob"]
    page = browser.authorize(w.url, address, bob.email, bob.password)
    true(page.code, f"a code on the page: {page.text}")
    return page.code


def _browser_login(w, code_for):
    """`toot login`: reads the address it prints, gets a code for it and pastes that."""
    command = start("login", "-i", w.host, "--disable-https")
    shown, address = "", None
    while address is None:
        line = command.stdout.readline()
        true(line, f"toot prints an address to open: {shown}")
        shown += line
        address = line.strip() if "/oauth/authorize" in line else None
    rest, _ = command.communicate(f"n\n{code_for(address)}\n", timeout=30)
    return shown + rest
