"""What a person at a terminal does with toot: types a command, reads what it prints."""
import json
import os
import pty
import re
import select
import subprocess
import time
import urllib.request

from lib.checks import Suite, same

suite = Suite("toot")

_TOOT = "/usr/bin/toot"
_COMMAND_SECONDS_MAX = 30


def toot(w, who, *arguments, typed=""):
    """Runs a command as one of the accounts and returns what it printed; fails if the command fails."""
    status, out, err = _run(w, who, arguments, typed)
    same(status, 0, f"exit status of {' '.join(arguments)} ({(out + err).strip()})")
    assert not err, f"complaints of {' '.join(arguments)}: {err}"
    return out


def toot_fails(w, who, *arguments, typed=""):
    """Runs a command that is to fail, and returns its complaint, which must say more than toot's own default."""
    status, out, err = _run(w, who, arguments, typed)
    same(status, 1, f"exit status of {' '.join(arguments)} ({(out + err).strip()})")
    assert "Unknown error" not in err and "Traceback" not in err, f"unclear complaint: {err}"
    return err


def post(w, who, text, *arguments, typed=""):
    """Posts, and returns the id of the post, read from the address that toot shows."""
    shown = toot(w, who, "post", *([text] if text else []), *arguments, typed=typed)
    address = re.search(r"Toot posted: (\S+)", shown)
    assert address, f"no address: {shown}"
    username = re.escape(w.accounts[who].username)
    found = re.fullmatch(re.escape(w.url) + f"/@{username}/(\\d+)", address[1])
    assert found, f"not like {w.url}/@{w.accounts[who].username}/ID: {address[1]}"
    return found[1]


def ids(shown):
    """The ids of the posts shown, from top to bottom."""
    return re.findall(r"^ID (\d+) ", shown, re.M)


def handle(w, who):
    return w.accounts[who].username


def full_handle(w, who):
    return f"{w.accounts[who].username}@{w.host}"


def start(*arguments):
    """Starts a command that asks questions, for `answer` to type into."""
    return subprocess.Popen([_TOOT, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True)


def at_terminal(w, who, *arguments, answers):
    """Runs a command on a terminal of its own, answers its questions as they come, and returns all that was shown."""
    command, leader = _terminal([_TOOT, *arguments, "--no-color", "-u", full_handle(w, who)])
    shown, pending = b"", list(answers)
    deadline = time.monotonic() + _COMMAND_SECONDS_MAX
    try:
        while time.monotonic() < deadline:
            readable, _, _ = select.select([leader], [], [], 0.2)
            if not readable:
                continue
            try:
                chunk = os.read(leader, 65536)
            except OSError:  # the other end is closed: the command has ended
                break
            if not chunk:
                break
            shown += chunk
            if pending and shown.endswith(b"? [Y/n] "):
                os.write(leader, pending.pop(0).encode() + b"\n")
    finally:
        os.close(leader)
        command.kill()
        command.wait()
    return shown.decode("utf-8").replace("\r\n", "\n")


def api(w, who, path, body=None):
    """Asks the server directly with the token that toot keeps, for what toot cannot do or does not show."""
    with open(os.path.join(os.environ["XDG_CONFIG_HOME"], "toot", "config.json"), encoding="utf-8") as file:
        token = json.load(file)["users"][full_handle(w, who)]["access_token"]
    request = urllib.request.Request(
        w.url + path, data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": "Bearer " + token, "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)




def _terminal(command):
    leader, follower = pty.openpty()
    process = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, close_fds=True)
    os.close(follower)
    return process, leader


def _run(w, who, arguments, typed):
    command = [_TOOT, *arguments] + (["-u", full_handle(w, who)] if who else [])
    done = subprocess.run(command, input=typed, capture_output=True, text=True, timeout=_COMMAND_SECONDS_MAX)
    return done.returncode, done.stdout, done.stderr
