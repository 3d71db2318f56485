"""The composition root: everything is opened, made, joined, run and closed here.

`process` runs one process, `leader` what a process does that leads; the other modules make the parts for it, each those
that belong together.
"""

from bot.app.bot_api import TokenRefused
from bot.app.process import run
from bot.inbox.receiver import AnotherCopy
from bot.web.server import PortUnusable

__all__ = ["AnotherCopy", "PortUnusable", "TokenRefused", "run"]
