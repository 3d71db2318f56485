"""Guetteur: the lookout that watches written questions and tells a Telegram chat what happens to them."""

import os

VERSION = "0.1.0"
"""The program's version, which the wheel gets from here; `CHANGELOG.md` says what is new in it."""

# python-telegram-bot: spans of time as timedelta, which its next major version makes the only way.
os.environ.setdefault("PTB_TIMEDELTA", "true")
