"""Roost behind nginx, as docs/operations.md says how: what comes through, and how soon."""
import urllib.error
import urllib.request
from contextlib import ExitStack

from lib import world
from lib.checks import Suite, received, same, true
from lib.server import Server, free_port
from with_nginx.proxy import Proxy
from with_nginx.wire import Wire

suite = Suite("nginx")
_REFUSED_UPLOAD_BYTES = 4 << 20
# Less than the server takes between two signs of life: what is held back until one comes is late.
_SOON_SECONDS = 10


@suite.check("http is sent on to https")
def _(w):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Stay)
    try:
        answer = opener.open(f"http://localhost:{w.plain_port}/about?x=1", timeout=10)
    except urllib.error.HTTPError as redirect:
        answer = redirect
    same((answer.status, answer.headers["Location"]), (301, "https://localhost/about?x=1"), "redirect")


@suite.check("REST: an account is made, signed in and posts; addresses are the public ones")
def _(w):
    app = w.wire.ask("POST", "/api/v1/apps", client_name="nginx", redirect_uris="urn:ietf:wg:oauth:2.0:oob",
                     scopes="read write").json
    own = w.wire.ask("POST", "/oauth/token", grant_type="client_credentials", client_id=app["client_id"],
                     client_secret=app["client_secret"], scope="read write").json
    w.wire.token = own["access_token"]
    w.wire.token = w.wire.ask("POST", "/api/v1/accounts", username="pat", email="pat@example.org", agreement="true",
                              locale="en", password="correct horse battery").json["access_token"]
    for text in ("one", "two"):
        posted = w.wire.ask("POST", "/api/v1/statuses", status=text)
        same(posted.status, 200, str(posted))
        true(posted.json["uri"].startswith(w.url), f"uri {posted.json['uri']}")
    page = w.wire.ask("GET", "/api/v1/timelines/home?limit=1")
    true(page.headers["Link"].startswith(f"<{w.url}/api/v1/timelines/home?"), f"Link {page.headers['Link']}")
    instance = w.wire.ask("GET", "/api/v2/instance").json
    true(instance["configuration"]["urls"]["streaming"].startswith("wss://localhost:"), "streams over TLS")


@suite.check("callers are told apart by their address, and not by one that they make up")
def _(w):
    w.wire.token, token = None, w.wire.token
    try:
        def left(source, claimed):
            answer = w.wire.ask("GET", "/api/v1/timelines/public", headers={"X-Forwarded-For": claimed}, source=source)
            return int(answer.headers["X-RateLimit-Remaining"])

        first = left("127.0.0.2", "192.0.2.1")
        same(left("127.0.0.2", "192.0.2.2"), first - 1, "calls left to the same address")
        same(left("127.0.0.3", "192.0.2.1"), first, "calls left to another address")
    finally:
        w.wire.token = token


@suite.check("an upload that is refused is answered by Roost, with its reason")
def _(w):
    edge = "edge-of-the-parts"
    body = (f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'
            "Content-Type: image/png\r\n\r\n").encode() + bytes(_REFUSED_UPLOAD_BYTES) + f"\r\n--{edge}--\r\n".encode()
    for _ in range(5):
        refused = w.wire.ask("POST", "/api/v2/media", body, {"Content-Type": f"multipart/form-data; boundary={edge}"})
        true(400 <= refused.status < 500 and refused.json["error"], f"refused: {refused}")


@suite.check("SSE: an event comes through at once")
def _(w):
    headers, lines = w.wire.events("/api/v1/streaming/user")
    same(headers["Content-Type"], "text/event-stream", "type")
    received(lines, lambda line: line.startswith(":"), "the first sign of life", _SOON_SECONDS)
    posted = w.wire.ask("POST", "/api/v1/statuses", status="for the stream").json
    received(lines, lambda line: line == "event: update", "the event", _SOON_SECONDS)
    received(lines, lambda line: line.startswith("data: ") and posted["id"] in line, "its data", _SOON_SECONDS)


@suite.check("WebSocket: upgrades, and an event comes through at once")
def _(w):
    texts = w.wire.web_socket(f"/api/v1/streaming?stream=user&access_token={w.wire.token}")
    # The first may be under way before the stream is.
    for attempt in range(20):
        posted = w.wire.ask("POST", "/api/v1/statuses", status=f"for the socket {attempt}").json
        try:
            received(texts, lambda text: posted["id"] in text and '"event":"update"' in text, "the event", 1)
            return
        except AssertionError:
            if attempt == 19:
                raise


def main():
    w = world.load()
    w.plain_port, secure_port = free_port(), free_port()
    w.url = f"https://localhost:{secure_port}"
    with ExitStack() as started:
        server = started.enter_context(Server([], base_url=w.url))
        proxy = started.enter_context(Proxy(w.plain_port, secure_port, server.url.rsplit(":", 1)[1]))
        w.wire = Wire(secure_port, proxy.certificate)
        suite.run(w, release=started.close)


main()
