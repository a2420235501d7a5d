from lib import world
from with_mastodon_py import grants, profile, posts, paging, people, lists, notifications, conversations, streaming  # noqa: F401
from with_mastodon_py import instance, errors  # noqa: F401  the last one uses up ann's rate limit
from with_mastodon_py.session import suite

suite.run(world.load())
