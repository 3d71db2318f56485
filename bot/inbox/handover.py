"""Handing over: what is stored goes to the dispatcher, once in the life of a process that leads.

How an update came into the store does not matter here: fetched by this process, left by the one before, or delivered
to the webhook of another copy.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from telegram import Update

from bot.core.handling import HOPELESS, Tried
from bot.inbox.dispatcher import GRACE_SECONDS, INLINE, AnyApplication, Conversation, Dispatcher, Place
from bot.inbox.odd_updates import read_update, unreadable_command
from bot.transport.api import described
from storage import Store

log = logging.getLogger(__name__)

FORGET_EVERY = 6 * 3600.0


class Handover:
    """Takes updates from the store. `telegram_answers` is for the dispatcher."""

    def __init__(
        self,
        application: AnyApplication,
        store: Store,
        clock: Callable[[], datetime],
        conversation: Conversation,
        telegram_answers: Callable[[], bool],
    ) -> None:
        self._application = application
        self._store = store
        self._clock = clock
        self._take_up = conversation.take_up
        self._dispatcher = Dispatcher(application, store, clock, conversation, telegram_answers)
        self._unreadable = 0
        self._is_first = True
        self._taken: set[int] = set()
        """The updates that were handed on, until the store says that they are handled."""

        self._forgot_at: float | None = None

    async def collect(self, new: Collection[int] = ()) -> None:
        """Hand on all that is stored, not handled, and was not handed on yet.

        What is `new` was not, whatever its number: Telegram may begin to number anew.
        """
        self._taken.difference_update(new)
        waiting, unknown = await self._store.updates.waiting(self._taken)
        self._taken &= waiting
        if unknown:
            await self._store.running.note_later(unknown[-1].number)
        for each in unknown:
            tried = each.tried
            if self._is_first:
                self._take_up(each.number)
                tried = tried.again(self._clock())
            self._taken.add(each.number)
            await self._take(each.number, json.loads(each.body), tried)
        self._is_first = False

    async def forget_old(self) -> None:
        """Drop, now and then, the numbers of updates that were handled long ago."""
        now = asyncio.get_running_loop().time()
        if self._forgot_at is None or now - self._forgot_at > FORGET_EVERY:
            is_any_left = await self._store.updates.forget_old(self._clock())
            self._forgot_at = None if is_any_left else now

    async def finish(self, seconds: float) -> None:
        """Start no more handlers, and let those under way finish, for at most so many seconds."""
        await self._dispatcher.finish(seconds)

    async def stop(self, seconds: float = GRACE_SECONDS) -> None:
        """Let replies that were sent be stored; updates not handled by then are handled after the next start."""
        await self._dispatcher.stop(seconds)

    async def _take(self, number: int, body: dict[str, Any], tried: Tried) -> None:
        update: Update | None
        try:
            update, dropped = read_update(body, self._application.bot)
            if dropped:
                log.warning("update %s: what cannot be read is left out (%s)", number, ", ".join(dropped))
        except Exception as error:
            self._unreadable += 1
            kinds, count = ", ".join(sorted(body.keys() - {"update_id"})), self._unreadable
            words = "update %s (%s) cannot be read, and is left: %s (%s since the start)"
            log.error(words, number, kinds, described(error), count)
            update, tried = unreadable_command(body), HOPELESS
        place = None if update is None else _place(update)
        if update is None or place is None:
            await self._dispatcher.mark_handled(number)
        else:
            self._dispatcher.add(update, place, tried)


def _place(update: Update) -> Place | None:
    """The queue that an update belongs to; None where it has no chat to answer in."""
    if update.inline_query is not None:
        return INLINE, update.inline_query.from_user.id
    return None if update.effective_chat is None else ("chat", update.effective_chat.id)
