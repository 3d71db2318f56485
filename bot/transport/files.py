"""Fetching a file that a person sent: bounded in size, and with a reason where it fails."""

import asyncio
import logging
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from telegram import Bot
from telegram.error import TelegramError

from bot.core import backoff
from bot.core.export import BadFile, Reason
from bot.transport.api import call
from bot.transport.errors import TryAgain, judge
from bot.transport.http import AiohttpRequest, TooLarge

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
LONGEST_WAIT = 10.0
"""Seconds between two attempts: the person who sent the file waits for a reply."""

_TOO_BIG = re.compile(r"file is too big", re.IGNORECASE)
_LOST = re.compile(r"invalid file_?id|wrong file_?id|wrong file identifier|temporarily unavailable", re.IGNORECASE)
"""How Telegram says that it will not give a file, however often it is asked."""


async def fetch(bot: Bot, file_id: str, most: int) -> bytes:
    """The bytes of a file, at most so many. Raises BadFile with the reason."""
    for attempt in range(1, MOST_ATTEMPTS + 1):
        try:
            return await _fetch(bot, file_id, most)
        except TooLarge:
            raise BadFile(Reason.TOO_BIG) from None
        except TelegramError as error:
            log.info("a file could not be fetched: %s", error)
            if _TOO_BIG.search(error.message):
                raise BadFile(Reason.TOO_BIG) from None
            if _LOST.search(error.message):
                raise BadFile(Reason.LOST) from None
            verdict = judge(error)
            if not isinstance(verdict, TryAgain) or attempt == MOST_ATTEMPTS:
                break
            wait = backoff.retry_send(attempt) if verdict.after is None else verdict.after
            if wait > LONGEST_WAIT:
                break
            await asyncio.sleep(wait)
    raise BadFile(Reason.UNAVAILABLE)


async def _fetch(bot: Bot, file_id: str, most: int) -> bytes:
    file: Any = await call(bot, "getFile", wants=dict, file_id=file_id)
    path = file.get("file_path") if isinstance(file, dict) else None
    if not isinstance(path, str):
        raise BadFile(Reason.UNAVAILABLE)
    if path.startswith("/"):
        return await asyncio.to_thread(_read_local, Path(path), bot.token, most)
    if not isinstance(bot.request, AiohttpRequest):
        raise TypeError("files are fetched by our own requests alone")
    return await bot.request.download(f"{bot.base_file_url}/{quote(path)}", most)


def _read_local(path: Path, token: str, most: int) -> bytes:
    """A file that the operator's own Bot API server, run with `--local`, left on this machine. Raises BadFile.

    Its README says that such a server keeps each bot's files in a folder named after the token, and serves none of them
    over HTTP. A path elsewhere is not believed.
    """
    if token not in path.parts:
        log.warning("the Bot API server names a file that is not this bot's")
        raise BadFile(Reason.UNAVAILABLE)
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        log.warning("a file of the Bot API server's cannot be read: %s", type(error).__name__)
        raise BadFile(Reason.UNAVAILABLE) from None
    if len(content) > most:
        raise BadFile(Reason.TOO_BIG)
    return content
