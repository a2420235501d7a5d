"""The suite, and asking with curl."""
import json
import subprocess
import urllib.parse

from lib.checks import Suite, same

suite = Suite("curl")

_SECONDS_MAX = "15"


class Answer:
    def __init__(self, command, raw):
        self.command = command
        head, _, body = raw.partition(b"\r\n\r\n")
        while head.startswith(b"HTTP/1.1 100"):
            head, _, body = body.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split()[1]) if lines[0] else 0  # 0: nothing came
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            self.headers.setdefault(name.strip().lower(), value.strip())
        self.text = body.decode("utf-8", "replace")

    @property
    def type(self):
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def json(self):
        same(self.type, "application/json", f"content type of {self}")
        return json.loads(self.text)

    def __str__(self):
        return f"{self.command}\n      => {self.status} {self.headers}\n      {self.text[:600]}"


def curl(*arguments, seconds_max=_SECONDS_MAX):
    """Runs curl with these arguments and returns the answer, whatever its status."""
    command = ["curl", "-sS", "-i", "--http1.1", "--noproxy", "*", "--max-time", str(seconds_max),
               "-H", "Expect:", *arguments]
    done = subprocess.run(command, capture_output=True, timeout=60)
    shown = " ".join(f"'{part}'" if " " in part or "&" in part else part for part in ["curl", *arguments])
    assert done.returncode in (0, 28), f"{shown}: {done.stderr.decode()}"  # 28: a stream that was cut off
    return Answer(shown, done.stdout)


def ask(w, who, path, *arguments, status=200):
    """Asks as one of the accounts (None: as nobody) and returns the JSON; fails on any other status."""
    answer = ask_raw(w, who, path, *arguments)
    same(answer.status, status, f"status of {answer}")
    return answer.json


def ask_raw(w, who, path, *arguments):
    token = ["-H", f"Authorization: Bearer {w.tokens[who]}"] if who else []
    return curl(*token, *arguments, w.url + path)


def form(method="POST", **fields):
    """curl arguments for a form body."""
    return ["-X", method] + [part for name, value in fields.items() for part in ("--data-urlencode", f"{name}={value}")]


def body(content, method="POST"):
    """curl arguments for a JSON body."""
    return ["-X", method, "-H", "Content-Type: application/json", "--data-binary", json.dumps(content)]


def multipart(*pairs, method="POST"):
    """curl arguments for a multipart body."""
    return ["-X", method] + [part for name, value in pairs for part in ("--form-string", f"{name}={value}")]


def post(w, who, text, **fields):
    """Posts, and returns the status."""
    return ask(w, who, "/api/v1/statuses", *form(status=text, **fields))


def ids(entities):
    return [entity["id"] for entity in entities]


def query(**fields):
    return urllib.parse.urlencode(fields)
