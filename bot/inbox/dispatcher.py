"""Dispatch: stored updates are handed to the handlers, and marked as handled after that.

The updates of one chat are handled one after the other, those of several chats side by side. An update that cannot be
handled is tried again for some minutes; then its sender is told so, and the chat goes on. How long is a pure decision:
`bot.core.handling`.
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
from bot.core.measures import HANDLING_SECONDS, MEASURES, Measures
from bot.transport.errors import TryAgain, Undelivered, judge
from storage import Store
from storage.database import is_away, is_passing_trouble

log = logging.getLogger(__name__)

LONGEST_WAIT = 8.0
GRACE_SECONDS = 1.0

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Place = tuple[str, int]
"""The queue of an update: `"chat"` and the chat's number, or INLINE and that of the person who types."""

INLINE = "inline"


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the inbox asks of the conversation, besides handling an update; each but `apologise` by its number."""

    apologise: Callable[[Update], Awaitable[None]]
    """Tells the sender of an update that it could not be handled."""

    take_up: Callable[[int], None]
    """Notes that an earlier process may have begun to handle an update."""

    is_admitted: Callable[[int], bool]
    """Tells whether an update passed the check of access."""

    forget: Callable[[int], None]
    """Forgets an update, which was handled or given up."""


@dataclass(slots=True)
class _Waiting:
    """An update that waits for those before it; `is_answered` where one of these, being the same, answered it too."""

    update: Update
    tried: Tried
    enquiry: Enquiry | None
    is_answered: bool = False


class Dispatcher:
    """Has updates handled.

    A chat that waits for Telegram or for a site delays no other one, and no person's inline queries. Of several inline
    queries of a person the newest alone is handled: a person who typed on no longer sees the results of the others.
    The same enquiry, sent to a chat several times before it is handled, is answered once; see `bot.core.enquiries`.

    `telegram_answers` tells whether Telegram answers anything at all, `sleep` waits for so many seconds.
    """

    def __init__(
        self,
        application: AnyApplication,
        store: Store,
        clock: Callable[[], datetime],
        conversation: Conversation,
        telegram_answers: Callable[[], bool],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        measures: Measures = MEASURES,
    ) -> None:
        self._measures = measures
        self._application = application
        self._store = store
        self._clock = clock
        self._conversation = conversation
        self._telegram_answers = telegram_answers
        self._sleep = sleep
        self._queues: dict[Place, deque[_Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._errors: dict[int, Exception] = {}
        self._in_trouble: set[Place] = set()
        self._is_stopping = False
        application.add_error_handler(self._note_error)

    def add(self, update: Update, place: Place, tried: Tried = NEVER) -> None:
        """Queue an update behind the others of its place. `tried` includes the attempt that begins now."""
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
        """Start no more handlers, and let those under way finish, for at most so many seconds."""
        self._is_stopping = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    async def stop(self, seconds: float = GRACE_SECONDS) -> None:
        """Let replies that were sent be stored; updates not handled by then are handled after the next start."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def mark_handled(self, *numbers: int) -> None:
        """Mark updates as handled, however long the database takes."""
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
        """Handle an update, or give it up. Where it was admitted, its answer is also that of the `same` enquiries."""
        if not await self._try(first.update, place, first.tried):
            log.error("update %s is given up", first.update.update_id)
            await self._conversation.apologise(first.update)
            return
        self._in_trouble.discard(place)
        if self._conversation.is_admitted(first.update.update_id):
            for each in same:
                each.is_answered = True

    async def _finish_with(self, numbers: list[int]) -> None:
        await self.mark_handled(*numbers)
        for number in numbers:
            self._conversation.forget(number)

    async def _try(self, update: Update, place: Place, tried: Tried) -> bool:
        """Try until the update is handled, or given up. Returns whether it was handled."""
        if is_hopeless(tried, self._clock()):
            return False
        if tried != NEVER:  # should this update kill the process, the next one has to know how often it was tried
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
        self._measures.observe(HANDLING_SECONDS, taken, "handled" if error is None else "failed")
        log.debug("update %s: %s in %.0f ms", update.update_id, outcome, 1000 * taken)
        return error

    async def _remember(self, number: int, tried: Tried) -> None:
        try:
            await self._store.updates.tried(number, tried)
        except Exception as error:
            if not is_passing_trouble(error):
                raise
            why = _described(error, Trouble.STORE)
            stack = error if is_away(error) else None
            log.warning("how often update %s was tried could not be written down: %s", number, why, exc_info=stack)

    async def _note_error(self, update: object, context: Any) -> None:
        if isinstance(update, Update):
            self._errors[update.update_id] = context.error
        else:
            log.error("something of the library's failed", exc_info=context.error)


def _passed_over(place: Place, queue: Sequence[_Waiting]) -> list[_Waiting]:
    """The first of a queue that need no handling: all inline queries but the newest, or enquiries answered already."""
    if place[0] == INLINE:
        return list(queue)[:-1]
    return list(takewhile(lambda each: each.is_answered, queue))


def _enquiry(update: Update, bot: str) -> Enquiry | None:
    """The enquiry that an update makes, if any. A channel's post makes none: each is removed once it was handled."""
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
    """Log each failure in a line; a mistake of the program's with its traceback, the first time.

    That the database is away is said once for all updates, see `bot.cli.logs`, which has to know the error for that.
    """
    stack = error if is_away(error) or (trouble is Trouble.MISTAKE and is_first) else None
    words = "update %s could not be handled (attempt %s), %s: %s"
    log.warning(words, number, attempt, trouble.value, _described(error, trouble), exc_info=stack)


def _described(error: Exception, trouble: Trouble) -> str:
    """An error in a line, without the SQL of the database's; of a mistake its type alone, as its words can quote a
    person's message.
    """
    if trouble is Trouble.MISTAKE:
        return type(error).__name__
    return " ".join(str(getattr(error, "orig", None) or error).split())
