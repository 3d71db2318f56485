"""The notice that many questions are being looked for: shown where that takes a while, and removed at its end.

It is not counted among the answers to a request: handled again, the request shows it again.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.error import TelegramError

from bot.transport.api import call
from handlers.common.begin import Request, log

MOST_IN_SILENCE = 5
"""References that are looked up without a notice; more can take long, at a polite rate."""

PATIENCE = 1.5
"""Seconds before the notice is shown: questions that are known already are found well before."""

LAST_SECONDS = 2.0
"""Seconds that the end waits for Telegram to remove the notice."""


@asynccontextmanager
async def searching(request: Request, count: int) -> AsyncIterator[None]:
    """Show, while the block runs, that so many questions are being looked for; nothing where it is over soon."""
    if count <= MOST_IN_SILENCE:
        yield
        return
    over = asyncio.Event()
    notice = asyncio.create_task(_show(request, count, over))
    try:
        yield
    finally:
        over.set()
        await asyncio.wait([notice], timeout=LAST_SECONDS)
        notice.cancel()


async def _show(request: Request, count: int, over: asyncio.Event) -> None:
    if await _is_set_within(over, PATIENCE):
        return
    chat, bot = request.chat.id, request.context.bot
    try:
        sent = await call(
            bot,
            "sendMessage",
            wants=dict,
            chat_id=chat,
            message_thread_id=request.thread,
            text=request.words.text("searching", n=count),
            disable_notification=True,
        )
        await over.wait()
        await call(bot, "deleteMessage", chat_id=chat, message_id=sent["message_id"])
    except TelegramError as error:
        log.info("the notice of a search could not be sent, or not be removed: %s", error)


async def _is_set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False
