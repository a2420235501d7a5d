#!/usr/bin/python3
"""The shape of every answer, seen with plain curl: fields, types, headers, and the ways in which a request may be
written. Each failed check shows what was asked and answered. Run by `clients/run`, which says where the server is."""
from lib import world
from with_curl import sign_in, entities_of_endpoints, bodies, headers, refusals, streams  # noqa: F401
from with_curl.curl import suite

if __name__ == "__main__":
    suite.run(world.load())
