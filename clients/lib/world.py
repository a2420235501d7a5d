"""What a suite is told: where the server is, and which accounts it may sign in to."""
import json
import sys
from dataclasses import dataclass
from types import SimpleNamespace


@dataclass(frozen=True)
class Account:
    username: str
    email: str
    password: str


def load():
    """The world named by the first argument: a JSON file with `url` and `accounts`. Checks hang their findings on it."""
    with open(sys.argv[1], encoding="utf-8") as file:
        told = json.load(file)
    accounts = {name: Account(**account) for name, account in told["accounts"].items()}
    return SimpleNamespace(url=told["url"], host=told["url"].split("://", 1)[1], run=told["run"], accounts=accounts)
