"""`run`: run the bot until a signal stops it."""

import asyncio
import logging
import os
import sys
from urllib.request import getproxies

from bot.cli.exit_codes import FAILED, WRONG_SETTINGS

log = logging.getLogger(__name__)

FOR_OTHERS = 0o077
"""The umask: the owner alone may read the database, for it shows who follows what."""


def run() -> int:
    """Run the bot until a signal stops it. Returns the exit code."""
    from bot.settings import BadSettings, load_settings, misspelt_settings

    try:
        settings = load_settings()
    except BadSettings as error:
        print(error, *misspelt_settings(), sep="\n", file=sys.stderr)
        return WRONG_SETTINGS
    from bot import app
    from bot.cli.event_loop import EventLoop
    from bot.cli.logs import set_up_logging
    from bot.core import proxies
    from bot.maintenance.store_guard import StoreLost
    from bot.supervise import switch_often
    from storage import StoreUnusable

    if why := proxies.why_unusable(getproxies()):
        print(why, file=sys.stderr)
        return WRONG_SETTINGS
    set_up_logging(settings.log_level, settings.telegram_bot_token, settings.log_format)
    for sentence in misspelt_settings():
        log.warning("%s", sentence)
    os.umask(FOR_OTHERS)
    switch_often()
    try:
        with asyncio.Runner(loop_factory=EventLoop) as runner:
            runner.run(app.run(settings))
    except app.TokenRefused:
        print(
            "TELEGRAM_BOT_TOKEN: Telegram does not take this token (or TELEGRAM_API_URL is not a Bot API)",
            file=sys.stderr,
        )
        return WRONG_SETTINGS
    except app.PortUnusable as error:
        print(f"LISTEN: {error}", file=sys.stderr)
        return WRONG_SETTINGS
    except app.AnotherCopy as error:
        print(f"another copy of this bot runs, or a webhook is set, so this one stops: {error}", file=sys.stderr)
        return FAILED
    except StoreLost as error:
        print(f"DATABASE_URL: {error}", file=sys.stderr)
        return FAILED
    except StoreUnusable as error:
        print(f"DATABASE_URL: {error}", file=sys.stderr)
        return WRONG_SETTINGS
    return 0
