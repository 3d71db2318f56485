"""Receiving: updates from Telegram are stored first, then dispatched to the handlers.

python-telegram-bot's own poller confirms updates to Telegram before they are handled, and a process that is killed in
between loses them. This one keeps the library's application and handlers, and asks for the next updates only when the
last ones are in the store; an update that was not handled before a stop is handled after the next start.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.core import polling
from bot.core.conflict import CopyConflict
from bot.inbox.dispatcher import GRACE_SECONDS, AnyApplication, Conversation
from bot.inbox.handover import Handover
from bot.transport.api import OddAnswer, call
from bot.transport.calls import Calls
from bot.transport.rate_limiter import seconds_of
from storage import Store
from storage.database import is_passing_trouble

log = logging.getLogger(__name__)

WORTH_TELLING = 8
"""Fruitless answers in a row before the log says so: by then the pauses have grown to their longest."""

POLL_SECONDS = 25
READ_SECONDS = 10
ALLOWED = [Update.MESSAGE, Update.CHANNEL_POST, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER, Update.INLINE_QUERY]
LONGEST_WAIT = 60.0
LONGEST_WAIT_FOR_CONFLICT = 5.0
"""Another copy that was stopped is soon gone, so this one looks again soon."""

LONGEST_WAIT_FOR_STORE = 5.0
"""So soon after the database is back are people heard again."""

LARGEST_NUMBER = (1 << 63) - 1
"""The largest number of an update that SQLite can store."""

QUIET = 24 * 3600.0
"""After a quiet day the offset is forgotten: Telegram may number updates anew after a quiet week."""


class AnotherCopy(Exception):
    """Another copy of the bot keeps fetching the updates, or a webhook keeps taking them."""


async def nothing_to_leave() -> None:
    """There is no webhook."""


class Receiver:
    """Fetches updates, stores them, and has them handled.

    Another copy that fetches them too is given time to end: more of it where this one `insists`. `leave_webhook` takes
    away a webhook of this program's, beside which nothing is fetched, or raises TelegramError; then it is called again.
    `sleep` waits for so many seconds.
    """

    def __init__(
        self,
        application: AnyApplication,
        store: Store,
        clock: Callable[[], datetime],
        conversation: Conversation,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        insists: bool = False,
        calls: Calls | None = None,
        leave_webhook: Callable[[], Awaitable[None]] = nothing_to_leave,
    ) -> None:
        self._leave_webhook = leave_webhook
        self._has_left = False
        self._calls = calls or Calls(clock)
        self._sleep = sleep
        self._insists = insists
        self._application = application
        self._store = store
        self._clock = clock
        self._handover = Handover(application, store, clock, conversation, lambda: not self._failures)
        self._failures = 0
        self._fruitless = 0
        self._is_first = True
        self.heard = asyncio.Event()
        """Set when Telegram has answered for the first time: then it is known whether the database is an older copy."""

    @property
    def undelivered(self) -> None:
        """Nothing is delivered where Telegram is asked for updates."""

    async def run(self) -> None:
        """Receive for ever.

        Raises InvalidToken where Telegram no longer takes the token, and AnotherCopy where another copy receives too.
        """
        offset: int | None = None
        conflict = CopyConflict(self._clock(), self._insists)
        ticking = asyncio.get_running_loop().time  # a jump of the system's clock must not make the receiver deaf
        resumed, heard_at, to_wait = False, ticking(), 0.0
        while True:
            try:
                if not resumed:
                    await self._handover.collect()
                    resumed = True
                to_wait = 0.0 if self._has_left else await self._leave()
                numbers = await self._fetch(offset)
                self._has_left = True  # for nothing is fetched beside a webhook
                self._failures = 0
            except Exception as error:
                if isinstance(error, InvalidToken | EndPointNotFound):  # which the library raises for a 401 and a 404
                    await check_token(self._application.bot)
                self._failures += 1
                is_conflict = isinstance(error, Conflict)
                if not is_conflict or self._has_left:  # else it is with the webhook, of which was said that it is there
                    _report(error, self._failures)
                if is_conflict and self._has_left and conflict.met(self._clock()):
                    raise AnotherCopy(str(error)) from None
                longest = LONGEST_WAIT_FOR_CONFLICT if is_conflict else LONGEST_WAIT
                if is_passing_trouble(error):
                    longest = LONGEST_WAIT_FOR_STORE
                asked = max(to_wait, seconds_of(error) if isinstance(error, RetryAfter) else 0.0)
                await self._sleep(polling.pause_after_failure(self._failures, longest, asked))
                continue
            if numbers:
                offset, heard_at = max(numbers) + 1, ticking()
            elif ticking() - heard_at > QUIET:
                offset = None
            await self._sleep(polling.pause(self._fruitless))

    async def finish(self, seconds: float) -> None:
        """Start no more handlers, and let those under way finish, for at most so many seconds."""
        await self._handover.finish(seconds)

    async def stop(self, seconds: float = GRACE_SECONDS) -> None:
        """Let replies that were sent be stored; updates not handled by then are handled after the next start."""
        await self._handover.stop(seconds)

    async def _leave(self) -> float:
        """Take a webhook of ours away. Where that fails it is tried before the next request, which succeeds where there
        is none. Returns the seconds that Telegram asked to wait before that.
        """
        try:
            await self._leave_webhook()
        except TelegramError as error:
            log.warning(
                "a webhook, if there is one, could not be taken away (attempt %s): %s", self._failures + 1, error
            )
            return seconds_of(error) if isinstance(error, RetryAfter) else 0.0
        self._has_left = True
        return 0.0

    async def _fetch(self, offset: int | None) -> list[int]:
        """Fetch new updates and store them. Returns the numbers of those that were fetched.

        They are fetched as plain JSON: an update that the library cannot read must not keep the others away.
        """
        asked = asyncio.get_running_loop().time()
        answer = await self._ask(offset)
        fetched = {each["update_id"]: each for each in answer if isinstance(each, dict) and has_number(each)}
        if answer and not fetched:
            raise OddAnswer("getUpdates: the updates have no numbers")
        now, answered = self._clock(), asyncio.get_running_loop().time()
        new: list[int] = []
        if fetched and self._is_first:
            await self._note_first(fetched, now)
        if fetched:
            bodies = [(number, json.dumps(fetched[number])) for number in sorted(fetched)]
            new = await self._store.updates.keep(bodies, now)
            log.debug("%s updates, %s of them new", len(fetched), len(new))
        # Some may be known and nobody has taken them up: the database broke off at the commit before, or they came by
        # the webhook that was set until now.
        await self._handover.collect(new)
        if self.heard.is_set():
            self._note_fruit(len(new), answered - asked)
        self.heard.set()
        await self._handover.forget_old()
        return list(fetched)

    async def _ask(self, offset: int | None) -> list[Any]:
        try:
            with self._calls.noted("getUpdates"):
                answer: list[Any] = await call(
                    self._application.bot,
                    "getUpdates",
                    wants=list,
                    read_timeout=POLL_SECONDS + READ_SECONDS,
                    offset=offset,
                    timeout=POLL_SECONDS if self.heard.is_set() else 0,
                    allowed_updates=ALLOWED,
                )
                return answer
        except RetryAfter as error:
            self._calls.note_wait("method", seconds_of(error))
            raise

    async def _note_first(self, numbers: Collection[int], now: datetime) -> None:
        """Tell by the first updates whether earlier ones were taken that the database knows nothing of."""
        if await self._store.running.note_first(numbers, now):
            await report_restored(self._store, now)
        self._is_first = False

    def _note_fruit(self, brought: int, took: float) -> None:
        before, self._fruitless = self._fruitless, polling.fruitless(self._fruitless, brought, took)
        if before < WORTH_TELLING <= self._fruitless:
            log.warning(
                "getUpdates is answered at once with nothing new: long polling is off there, or something answers in"
                " Telegram's place; asked every %.0f s from now on",
                polling.LONGEST_PAUSE,
            )


async def check_token(bot: Bot) -> None:
    """Check with getMe that the token, which Telegram refused, is really invalid. Raises InvalidToken if so."""
    try:
        await call(bot, "getMe")
    except (InvalidToken, EndPointNotFound) as error:
        raise InvalidToken(error.message) from None
    except TelegramError as error:
        log.warning("Telegram does not say whether the token is one: %s", error)


async def report_restored(store: Store, now: datetime) -> None:
    """Say in the log, and to the operator, that the database turned out to be an older copy."""
    if (found := store.running.restoration) is not None:
        since = found.since.isoformat("T", "minutes")
        log.warning("the database is a copy of %s: what happened since is told as a summary", since)
        await store.reports.add(f"restored:{now.isoformat()}", "restored", {"since": since}, now)


def has_number(update: dict[str, Any]) -> bool:
    """Whether an update has a number that can be kept."""
    number = update.get("update_id")
    return isinstance(number, int) and abs(number) <= LARGEST_NUMBER


def _report(error: Exception, failures: int) -> None:
    if isinstance(error, Conflict):
        log.error("another copy of this bot fetches the updates, or a webhook is set: stop one of the two (%s)", error)
    elif isinstance(error, OddAnswer):
        log.warning("getUpdates failed (attempt %s): %s", failures, error)
    elif isinstance(error, TelegramError):
        log.warning("Telegram does not answer (attempt %s): %s", failures, error)
    else:
        log.exception("updates could not be written down")
