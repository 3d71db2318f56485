"""Dispatch: what was written down is handed to the handlers, chat by chat, and marked as handled after that.

Within a chat one update after the other, side by side across chats. One that cannot be handled is tried again for some
minutes; then those who asked are told so, and the chat goes on. How long is a pure decision: `bot.core.handling`.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import Application

from bot.core import backoff
from bot.core.enquiries import Enquiry, enquiry_of, same_as_first
from bot.core.handling import NEVER, Tried, Trouble, after_failure, is_hopeless, next_attempt
from bot.transport.errors import TryAgain, Undelivered, judge
from storage import Store
from storage.database import is_passing_trouble

log = logging.getLogger(__name__)

LONGEST_WAIT = 60.0
GRACE_SECONDS = 1.0

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Place = tuple[str, int]
"""A chat, or a person who types inline. (A private chat has its person's number.)"""

INLINE = "inline"


@dataclass(slots=True)
class _Waiting:
    """An update that waits for those before it; `is_answered` where the answer to one of these was for it too."""

    update: Update
    tried: Tried
    enquiry: Enquiry | None
    is_answered: bool = False


class Dispatcher:
    """Has updates handled. However many chats wait for Telegram or for a site, no other one waits for them; what a
    person types inline, in whichever chat, waits for none of them either. Of several inline queries of one person the
    newest alone is handled: whoever typed on no longer sees what was found before. What is asked in a chat again while
    the same waits there is answered once; see `bot.core.enquiries`.

    `apologise` tells those who asked that it came to nothing, `is_let_in` tells whether an update was admitted,
    `forget` is told the number of each update that is done with, `telegram_answers` tells whether Telegram answers
    anything at all, `sleep` waits for so many seconds.
    """

    def __init__(
        self,
        application: AnyApplication,
        store: Store,
        clock: Callable[[], datetime],
        apologise: Callable[[Update], Awaitable[None]],
        is_let_in: Callable[[int], bool],
        forget: Callable[[int], None],
        telegram_answers: Callable[[], bool],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._application = application
        self._store = store
        self._clock = clock
        self._apologise = apologise
        self._is_let_in = is_let_in
        self._forget = forget
        self._telegram_answers = telegram_answers
        self._sleep = sleep
        self._queues: dict[Place, deque[_Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._errors: dict[int, Exception] = {}
        self._in_trouble: set[Place] = set()
        self._is_stopping = False
        application.add_error_handler(self._note_error)

    def add(self, update: Update, place: Place, tried: Tried = NEVER) -> None:
        """Have an update handled when those before it in its place are. `tried` counts also that it is begun now."""
        waiting = _Waiting(update, tried, _enquiry(update, self._application.bot.username))
        queue = self._queues.get(place)
        if queue is not None:
            queue.append(waiting)
            return
        self._queues[place] = deque([waiting])
        task = asyncio.create_task(self._drain(place))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self, seconds: float) -> None:
        """Begin with no other update, and let the handlers that have begun finish, for so long."""
        self._is_stopping = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    async def stop(self) -> None:
        """Let what was sent be written down; what is not handled then is begun anew after the next start."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=GRACE_SECONDS)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def mark_handled(self, *numbers: int) -> None:
        """Mark updates as done with, however long the database takes."""
        attempt = 0
        while True:
            try:
                return await self._store.updates.all_handled(numbers, self._clock())
            except Exception as error:
                if not is_passing_trouble(error):
                    raise
                attempt += 1
                await self._sleep(backoff.growing(attempt, 1.0, LONGEST_WAIT))

    async def _drain(self, place: Place) -> None:
        queue = self._queues[place]
        while queue and not self._is_stopping:
            first, same = queue[0], [queue[at] for at in same_as_first([each.enquiry for each in queue])]
            done = _passed_over(place, queue)
            try:
                if not done:
                    await self._settle(first, place, same)
                    done = [first]
                await self._finish_with([each.update.update_id for each in done])
            except Exception:
                log.exception("update %s stays for the next start", first.update.update_id)
            for _ in done or [first]:
                queue.popleft()
        del self._queues[place]

    async def _settle(self, first: _Waiting, place: Place, same: list[_Waiting]) -> None:
        """Handle an update. What asked the `same` before it was begun with is answered by it, unless it was
        not admitted."""
        if not await self._try(first.update, place, first.tried):
            log.error("update %s is given up", first.update.update_id)
            await self._apologise(first.update)
            return
        self._in_trouble.discard(place)
        if self._is_let_in(first.update.update_id):
            for each in same:
                each.is_answered = True

    async def _finish_with(self, numbers: list[int]) -> None:
        await self.mark_handled(*numbers)
        for number in numbers:
            self._forget(number)

    async def _try(self, update: Update, place: Place, tried: Tried) -> bool:
        """Try until it is handled, or given up. Tells which."""
        if is_hopeless(tried, self._clock()):
            return False
        if tried != NEVER:  # begun with before: should the process die of it, that is to be known
            await self._remember(update.update_id, tried)
        is_first = True
        while (error := await self._process(update)) is not None:
            trouble, answers, now = _trouble(error), self._telegram_answers(), self._clock()
            tried = after_failure(tried, now, trouble, answers)
            wait = next_attempt(tried, now, trouble, answers, place in self._in_trouble)
            _report(update.update_id, tried.attempts, trouble, error, is_first)
            is_first = False
            if wait is None:
                if trouble is Trouble.DELIVERY:
                    self._in_trouble.add(place)
                return False
            await self._remember(update.update_id, tried)
            await self._sleep(wait)
        return True

    async def _process(self, update: Update) -> Exception | None:
        started = asyncio.get_running_loop().time()
        await self._application.process_update(update)
        error = self._errors.pop(update.update_id, None)
        taken = asyncio.get_running_loop().time() - started
        outcome = "handled" if error is None else type(error).__name__
        log.debug("update %s: %s in %.0f ms", update.update_id, outcome, 1000 * taken)
        return error

    async def _remember(self, number: int, tried: Tried) -> None:
        try:
            await self._store.updates.tried(number, tried)
        except Exception as error:
            if not is_passing_trouble(error):
                raise
            why = _described(error, Trouble.STORE)
            log.warning("how often update %s was tried could not be written down: %s", number, why)

    async def _note_error(self, update: object, context: Any) -> None:
        if isinstance(update, Update):
            self._errors[update.update_id] = context.error
        else:
            log.error("something of the library's failed", exc_info=context.error)


def _passed_over(place: Place, queue: Sequence[_Waiting]) -> list[_Waiting]:
    """Those who stand first and need nothing: all that a person typed inline but the last, or what is answered."""
    if place[0] == INLINE:
        return list(queue)[:-1]
    return list(takewhile(lambda each: each.is_answered, queue))


def _enquiry(update: Update, bot: str) -> Enquiry | None:
    """What an update asks to be shown. A channel's post is no such thing: it is to be removed when it was handled."""
    asked = update.message
    if not isinstance(asked, Message) or asked.text is None or asked.forward_origin is not None or asked.via_bot:
        return None
    return enquiry_of(asked.text, bot, asked.message_thread_id if asked.is_topic_message else None)


def _trouble(error: Exception) -> Trouble:
    if is_passing_trouble(error):
        return Trouble.STORE
    is_passing = isinstance(error, TelegramError) and isinstance(judge(error), TryAgain)
    return Trouble.DELIVERY if is_passing or isinstance(error, Undelivered) else Trouble.MISTAKE


def _report(number: int, attempt: int, trouble: Trouble, error: Exception, is_first: bool) -> None:
    """A line each time; where a mistake of ours is to be found, once."""
    stack = error if trouble is Trouble.MISTAKE and is_first else None
    words = "update %s could not be handled (attempt %s), %s: %s"
    log.warning(words, number, attempt, trouble.value, _described(error, trouble), exc_info=stack)


def _described(error: Exception, trouble: Trouble) -> str:
    """An error in a line: without the statement that a database refused, and without a mistake's words, for they can
    be what somebody typed.
    """
    if trouble is Trouble.MISTAKE:
        return type(error).__name__
    return str(getattr(error, "orig", None) or error)
