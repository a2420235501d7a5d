from lib import world
from with_toot import login, posting, timelines, people, reactions, notifications  # noqa: F401  in the order of the checks
from with_toot.terminal import suite

suite.run(world.load())
