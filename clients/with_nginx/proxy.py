"""nginx with the block that docs/operations.md gives to paste, with TLS by a certificate made here."""
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time

_DOCUMENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "operations.md")
_START_SECONDS_MAX = 20
_AROUND = """\
daemon off;
master_process off;
pid {0}/pid;
error_log {0}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {0}/body;
    proxy_temp_path {0}/proxy;
    fastcgi_temp_path {0}/fastcgi;
    uwsgi_temp_path {0}/uwsgi;
    scgi_temp_path {0}/scgi;
    include {0}/roost.conf;
}}
"""


class Proxy:
    """`with Proxy(plain, secure, roost) as proxy:` is nginx on the first two ports before Roost on the third."""

    def __init__(self, plain_port, secure_port, roost_port):
        self._directory = tempfile.mkdtemp(prefix="roost-nginx-")
        self.certificate = os.path.join(self._directory, "certificate.pem")
        self._key = os.path.join(self._directory, "key.pem")
        self._port = secure_port
        self._process = None
        self._block = self._in_place(block(), plain_port, secure_port, roost_port)

    def __enter__(self):
        try:
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                 "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", self._key,
                 "-out", self.certificate],
                check=True, capture_output=True, timeout=60)
            self._write("roost.conf", self._block)
            config = self._write("nginx.conf", _AROUND.format(self._directory))
            self._process = subprocess.Popen([_nginx(), "-e", "stderr", "-p", self._directory, "-c", config],
                                             stdin=subprocess.DEVNULL)
            self._wait_until_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait()
        shutil.rmtree(self._directory, ignore_errors=True)

    def _in_place(self, text, plain_port, secure_port, roost_port):
        """The block with the ports, files and name of this test in the places of those that an operator has."""
        places = {
            r"(listen (?:\[::\]:)?)80\b": rf"\g<1>{plain_port}",
            r"(listen (?:\[::\]:)?)443\b": rf"\g<1>{secure_port}",
            r"127\.0\.0\.1:8420\b": f"127.0.0.1:{roost_port}",
            r"social\.example\.org;": "localhost;",
            r"(ssl_certificate +)\S+;": rf"\g<1>{self.certificate};",
            r"(ssl_certificate_key +)\S+;": rf"\g<1>{self._key};",
        }
        if not _has_ipv6():
            places[r"\n *listen \[::\]:\d+.*"] = ""
        for place, ours in places.items():
            text, found = re.subn(place, ours, text)
            assert found, f"the block of docs/operations.md has nothing like {place}"
        return text

    def _write(self, name, text):
        path = os.path.join(self._directory, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def _wait_until_ready(self):
        deadline = time.monotonic() + _START_SECONDS_MAX
        while True:
            try:
                socket.create_connection(("127.0.0.1", self._port), timeout=5).close()
                return
            except OSError:
                assert self._process.poll() is None and time.monotonic() < deadline, "nginx does not take the block"
            time.sleep(0.02)


def block():
    """The one block of the document that is marked as nginx's."""
    with open(_DOCUMENT, encoding="utf-8") as file:
        blocks = re.findall(r"^```nginx\n(.*?)^```$", file.read(), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1, f"docs/operations.md has {len(blocks)} blocks for nginx instead of 1"
    return blocks[0]


def _nginx():
    # Debian keeps it where only the administrator looks.
    return shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin") or "nginx"


def _has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::", 0))
        return True
    except OSError:
        return False
