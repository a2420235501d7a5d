"""A real Roost server process on a data directory of its own."""
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ROOST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "roost")
CONFIG = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "roost.toml")
_START_SECONDS_MAX = 60
_STOP_SECONDS_MAX = 30


class Server:
    """`with Server(accounts) as server:` gives a started server with these accounts, and stops it afterwards."""

    def __init__(self, accounts, base_url=None):
        """With a `base_url` the server believes the proxy in front of it that has this address."""
        self._accounts = accounts
        self._directory = tempfile.mkdtemp(prefix="roost-clients-")
        self._data = os.path.join(self._directory, "data")
        self._log = os.path.join(self._directory, "server.log")
        self._process = None
        port = free_port()
        self.url = f"http://localhost:{port}"  # as the server calls itself unless told otherwise
        self._command = [ROOST, "serve", "--data", self._data, "--port", str(port), "--config", CONFIG]
        if base_url is not None:
            config = os.path.join(self._directory, "roost.toml")
            with open(CONFIG, encoding="utf-8") as usual, open(config, "w", encoding="utf-8") as file:
                file.write("[server]\nbehind_proxy = true\n\n" + usual.read())
            self._command[-1] = config
            self._command += ["--domain", base_url.split("://", 1)[1], "--base-url", base_url]

    def __enter__(self):
        try:
            for account in self._accounts:
                self._create(account)
            with open(self._log, "wb") as log:
                self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            self._wait_until_ready()
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def __exit__(self, *_):
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._directory, ignore_errors=True)

    def stop(self):
        """Asks the server to stop; returns its exit status."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(timeout=_STOP_SECONDS_MAX)

    def log_end(self):
        with open(self._log, encoding="utf-8", errors="replace") as log:
            return "".join(log.readlines()[-40:])

    def _create(self, account):
        done = subprocess.run(
            [ROOST, "account", "create", account.username, "--email", account.email, "--password", account.password,
             "--data", self._data],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise SystemExit(f"clients: `roost account create {account.username}` failed: {done.stdout}{done.stderr}")

    def _wait_until_ready(self):
        deadline = time.monotonic() + _START_SECONDS_MAX
        while True:
            try:
                with urllib.request.urlopen(self.url + "/api/v1/instance", timeout=5):
                    return
            except (urllib.error.URLError, OSError) as not_yet:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"clients: the server did not start: {not_yet}\n{self.log_end()}") from None
            time.sleep(0.05)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
