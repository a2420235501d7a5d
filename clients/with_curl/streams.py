"""Streaming as it looks on the wire."""
import re

from lib.checks import same, true
from with_curl.curl import curl, suite

_UPGRADE = ["-H", "Connection: Upgrade", "-H", "Upgrade: websocket", "-H", "Sec-WebSocket-Version: 13",
            "-H", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]


@suite.check("SSE: an event stream that begins at once, is not cached, and opens with comments only")
def _(w):
    for path in ("user", "public", "public/local", "hashtag?tag=x", "hashtag/local?tag=x"):
        answer = _beginning("-H", f"Authorization: Bearer {w.tokens['cat']}", f"{w.url}/api/v1/streaming/{path}")
        same((answer.status, answer.type), (200, "text/event-stream"), f"{answer}")
        true("no-store" in answer.headers.get("cache-control", ""), f"not cached: {answer}")
        # A client may read a chunk only with the line break after it, which a server may send with the next chunk.
        true("transfer-encoding" not in answer.headers, f"not in chunks: {answer}")
        true("\r" not in answer.text, "lines end with LF alone")
        true(path != "user" or re.fullmatch(r"(:.*\n)*", answer.text), f"comments of one line each: {answer.text!r}")


@suite.check("SSE: 401 without a token, 400 or 404 for streams that are not there")
def _(w):
    same(curl("-N", w.url + "/api/v1/streaming/user").status, 401, "status")
    bearer = ["-H", f"Authorization: Bearer {w.tokens['cat']}"]
    for path in ("hashtag", "list", "list?list=1", "nonsense"):
        answer = curl("-N", *bearer, f"{w.url}/api/v1/streaming/{path}")
        true(answer.status in (400, 401, 403, 404), f"refused: {answer}")
        true(answer.json["error"], "a sentence")


@suite.check("WebSocket: upgrades with the token in the query, and as subprotocol, which it echoes")
def _(w):
    query = _beginning(*_UPGRADE, f"{w.url}/api/v1/streaming?stream=user&access_token={w.tokens['cat']}")
    same((query.status, query.headers.get("sec-websocket-protocol")), (101, None), f"{query}")
    same(query.headers.get("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "accept")
    protocol = _beginning(*_UPGRADE, "-H", f"Sec-WebSocket-Protocol: {w.tokens['cat']}", f"{w.url}/api/v1/streaming/")
    same((protocol.status, protocol.headers.get("sec-websocket-protocol")), (101, w.tokens["cat"]), f"{protocol}")


@suite.check("WebSocket: a wrong token is refused before the upgrade")
def _(w):
    answer = curl("-N", *_UPGRADE, f"{w.url}/api/v1/streaming?stream=user&access_token=made-up")
    same(answer.status, 401, f"{answer}")


def _beginning(*arguments):
    """What has come of an endless answer after a short while, or after a longer one on a busy machine."""
    for seconds in (0.5, 2, 8):
        answer = curl("-N", *arguments, seconds_max=seconds)
        if answer.status:
            return answer
    raise AssertionError(f"no answer: {answer.command}")
