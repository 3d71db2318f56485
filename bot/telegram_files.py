"""Fetching a file that somebody sent: of a bounded size, and with a reason where it cannot be had."""

import asyncio
import logging
from typing import Any
from urllib.parse import quote

from telegram import Bot
from telegram.error import TelegramError

from bot.core import pace
from bot.core.export import BadFile, Reason
from bot.deliver import TryAgain, judge
from bot.telegram_api import call
from bot.telegram_http import AiohttpRequest, TooLarge

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
LONGEST_WAIT = 10.0
"""Seconds: whoever sent the file waits for a word."""


async def fetch(bot: Bot, file_id: str, most: int) -> bytes:
    """The bytes of a file, at most so many. Raises BadFile."""
    for attempt in range(1, MOST_ATTEMPTS + 1):
        try:
            return await _fetch(bot, file_id, most)
        except TooLarge:
            raise BadFile(Reason.TOO_BIG) from None
        except TelegramError as error:
            log.info("a file could not be fetched: %s", error)
            verdict = judge(error)
            if not isinstance(verdict, TryAgain) or attempt == MOST_ATTEMPTS:
                break
            wait = pace.retry_send(attempt) if verdict.after is None else verdict.after
            if wait > LONGEST_WAIT:
                break
            await asyncio.sleep(wait)
    raise BadFile(Reason.UNAVAILABLE)


async def _fetch(bot: Bot, file_id: str, most: int) -> bytes:
    file: Any = await call(bot, "getFile", wants=dict, file_id=file_id)
    path = file.get("file_path") if isinstance(file, dict) else None
    if not isinstance(path, str):
        raise BadFile(Reason.UNAVAILABLE)
    if not isinstance(bot.request, AiohttpRequest):
        raise TypeError("files are fetched by our own requests alone")
    return await bot.request.download(f"{bot.base_file_url}/{quote(path)}", most)
