"""Receiving: what Telegram delivers is written down first, then handled, and marked as handled after that.

python-telegram-bot's own poller confirms updates to Telegram before they are handled, and a process that is killed in
between loses them. This one keeps the library's application and handlers, and asks for the next updates only when the
last ones are in the store; what was not handled before a stop is handled after the next start.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import Application

from bot.core import pace
from bot.deliver import Undelivered
from storage import Store
from storage.database import is_passing_trouble

log = logging.getLogger(__name__)

POLL = timedelta(seconds=25)
ALLOWED = [Update.MESSAGE, Update.CHANNEL_POST, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
AT_ONCE = 32
MOST_ATTEMPTS = 3
LONGEST_WAIT = 60.0
GRACE_SECONDS = 1.0
FORGET_EVERY = timedelta(hours=6)
QUIET = timedelta(days=1)
"""After a quiet day the offset is forgotten: Telegram may number updates anew after a quiet week."""

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class Receiver:
    """Fetches updates and has them handled: one after the other within a chat, side by side across chats."""

    def __init__(
        self,
        application: AnyApplication,
        store: Store,
        clock: Callable[[], datetime],
        apologise: Callable[[Update], Awaitable[None]],
    ) -> None:
        self._application = application
        self._store = store
        self._clock = clock
        self._apologise = apologise
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._queues: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._errors: dict[int, Exception] = {}
        self._forgot_at: datetime | None = None
        application.add_error_handler(self._note_error)

    async def run(self) -> None:
        """Receive for ever. Raises InvalidToken where Telegram no longer takes the token."""
        for _, body in await self._store.updates.unhandled():
            update = Update.de_json(json.loads(body), self._application.bot)
            self._dispatch(update)
        offset: int | None = None
        heard_at, failures = self._clock(), 0
        while True:
            try:
                updates = await self._application.bot.get_updates(offset=offset, timeout=POLL, allowed_updates=ALLOWED)
                await self._keep(updates)
                failures = 0
            except InvalidToken:
                raise
            except Exception as error:
                failures += 1
                _report(error, failures)
                await asyncio.sleep(pace.growing(failures, 1.0, LONGEST_WAIT))
                continue
            if updates:
                offset, heard_at = updates[-1].update_id + 1, self._clock()
            elif self._clock() - heard_at > QUIET:
                offset = None

    async def stop(self) -> None:
        """Let the handlers that are nearly done finish; the others start over after the next start."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=GRACE_SECONDS)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _keep(self, updates: tuple[Update, ...]) -> None:
        now = self._clock()
        if updates:
            new = set(await self._store.updates.keep([(each.update_id, each.to_json()) for each in updates], now))
            for update in updates:
                if update.update_id in new:
                    self._dispatch(update)
        if self._forgot_at is None or now - self._forgot_at > FORGET_EVERY:
            self._forgot_at = now
            await self._store.updates.forget_old(now)

    def _dispatch(self, update: Update) -> None:
        chat = update.effective_chat
        key = chat.id if chat else 0
        queue = self._queues.get(key)
        if queue is not None:
            queue.append(update)
            return
        self._queues[key] = deque([update])
        task = asyncio.create_task(self._drain(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, key: int) -> None:
        queue = self._queues[key]
        try:
            while queue:
                async with self._slots:
                    await self._handle(queue[0])
                queue.popleft()
        finally:
            del self._queues[key]

    async def _handle(self, update: Update) -> None:
        attempt = 0
        while (error := await self._process(update)) is not None:
            attempt += 1
            passing = is_passing_trouble(error) or isinstance(error, Undelivered)
            if not passing and attempt >= MOST_ATTEMPTS:
                log.error("update %s is given up after %s attempts", update.update_id, attempt)
                await self._apologise(update)
                break
            await asyncio.sleep(pace.growing(attempt, 1.0, LONGEST_WAIT))
        await self._mark_handled(update.update_id)

    async def _process(self, update: Update) -> Exception | None:
        await self._application.process_update(update)
        return self._errors.pop(update.update_id, None)

    async def _mark_handled(self, number: int) -> None:
        attempt = 0
        while True:
            try:
                return await self._store.updates.handled(number, self._clock())
            except Exception as error:
                if not is_passing_trouble(error):
                    raise
                attempt += 1
                await asyncio.sleep(pace.growing(attempt, 1.0, LONGEST_WAIT))

    async def _note_error(self, update: object, context: Any) -> None:
        log.error("handling an update failed", exc_info=context.error)
        if isinstance(update, Update):
            self._errors[update.update_id] = context.error


def _report(error: Exception, failures: int) -> None:
    if isinstance(error, Conflict):
        log.error("another copy of this bot fetches the updates, or a webhook is set: stop one of the two (%s)", error)
    elif isinstance(error, TelegramError):
        log.warning("Telegram does not answer (attempt %s): %s", failures, error)
    else:
        log.exception("updates could not be written down")
