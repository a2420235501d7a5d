"""Speaking with the server over TLS: single requests, a stream of events, and a WebSocket."""
import base64
import http.client
import json
import os
import queue
import socket
import ssl
import struct
import threading
import urllib.parse

_SECONDS_MAX = 30


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode("utf-8")

    @property
    def json(self):
        return json.loads(self.text)

    def __str__(self):
        return f"{self.status} {dict(self.headers)} {self.text[:400]}"


class Wire:
    """Trusts this certificate only; `token` is sent along once it is set."""

    def __init__(self, port, certificate):
        self._port = port
        self._context = ssl.create_default_context(cafile=certificate)
        self.token = None

    def ask(self, method, path, body=None, headers=None, source="127.0.0.1", **form):
        """One request on a connection of its own, from one of the addresses of this machine."""
        if form:
            body = urllib.parse.urlencode(form)
            headers = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        connection = self._connection(source)
        try:
            connection.request(method, path, body, self._headers(headers))
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def events(self, path):
        """The lines of an endless answer, as they come, in a queue."""
        connection = self._connection("127.0.0.1")
        connection.request("GET", path, headers=self._headers())
        response = connection.getresponse()
        assert response.status == 200, Answer(response)
        return response.headers, _queue(lambda: response.readline().decode("utf-8").rstrip("\n") or None)

    def web_socket(self, path):
        """The texts of a WebSocket, as they come, in a queue."""
        raw = socket.create_connection(("127.0.0.1", self._port), timeout=_SECONDS_MAX)
        secure = self._context.wrap_socket(raw, server_hostname="localhost")
        key = base64.b64encode(os.urandom(16)).decode()
        secure.sendall((f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n").encode())
        reading = secure.makefile("rb")
        status = reading.readline()
        assert b" 101 " in status, f"not upgraded: {status}"
        while reading.readline() != b"\r\n":
            pass
        return _queue(lambda: _text(reading))

    def _connection(self, source):
        return http.client.HTTPSConnection("localhost", self._port, timeout=_SECONDS_MAX, context=self._context,
                                           source_address=(source, 0))

    def _headers(self, more=None):
        return {**({"Authorization": "Bearer " + self.token} if self.token else {}), **(more or {})}


def _text(reading):
    """The next text of a WebSocket; pings are passed over."""
    while True:
        kind, length = reading.read(2)
        if length >= 126:
            form = ">H" if length == 126 else ">Q"
            (length,) = struct.unpack(form, reading.read(struct.calcsize(form)))
        payload = reading.read(length)
        if kind & 0x0F == 1:
            return payload.decode("utf-8")


def _queue(read):
    come = queue.Queue()

    def reader():
        try:
            while True:
                something = read()
                if something is not None:
                    come.put(something)
        except (OSError, ValueError):
            come.put("(ended)")

    threading.Thread(target=reader, daemon=True).start()
    return come
