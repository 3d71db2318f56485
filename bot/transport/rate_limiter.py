"""The rate limiter: every call to Telegram waits here until it is allowed.

python-telegram-bot has a limiter of its own, AIORateLimiter. This one does what that one does not:

- replies to people go before broadcasts, which may fill hours;
- a refusal holds up the chat or the method that it is about; in AIORateLimiter, one refusal holds up everything;
- a wait that Telegram asked for is remembered across a restart, and nothing ends it early;
- it says which chats must wait, so that the courier does not fill its places with them.

It does not try again by itself: the caller knows what an error means for the message.
"""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.core.rate_limits import NEVER, ChatId, RateLimits, Refusals, Sent
from bot.core.send_queue import SendQueue, Ticket
from bot.transport.calls import Calls, is_answer

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Broadcast:
    """The `rate_limit_args` of a call that nobody waits for; a call without them is a reply.

    A broadcast may wait for long; `begin` is called when its turn has come, just before it is sent.
    """

    begin: Callable[[], None]


SENDING = ("send", "edit", "forward", "copy")
"""How the methods begin whose calls Telegram counts as messages; an edit counts too."""

NO_MESSAGE = frozenset({"sendChatAction"})
OF_ITS_OWN = "setMy"
"""How the methods begin that set the bot's profile. They have limits of their own, a few calls a day, which say nothing
of messages."""

AT_ONCE_OR_NEVER = "answer"
"""How the methods begin that answer a press or an inline query: within seconds, or in vain. They wait for no hold."""

MOST_METHOD_HOLDS = 1000

Kind = tuple[str, ChatId | None]
"""A method that sends no message, and the chat that it asks about: a refusal of one says nothing of the others."""


class Limiter(BaseRateLimiter[Broadcast]):
    """Lets calls pass as Telegram allows. `keep` stores until when a chat is held, or (None) every chat.

    `pace` multiplies Telegram's own limits; `ticking` is a clock that does not jump, in seconds.
    """

    def __init__(
        self,
        pace: float,
        keep: Callable[[int | None, datetime], Awaitable[None]],
        clock: Callable[[], datetime],
        ticking: Callable[[], float] = time.monotonic,
        calls: Calls | None = None,
    ) -> None:
        self._rate_limits = RateLimits(pace)
        self._queue = SendQueue(self._rate_limits)
        self._refusals = Refusals()
        self._keep = keep
        self._clock = clock
        self._ticking = ticking
        self._timer: asyncio.TimerHandle | None = None
        self._waiting: set[asyncio.Future[None]] = set()
        self._method_holds: dict[Kind, float] = {}
        self._is_closed = False
        self.calls = calls or Calls(clock, ticking)

    def resume(self, holds: Iterable[tuple[int | None, datetime]]) -> None:
        """Heed the waits that Telegram asked for before a restart."""
        for chat, until in holds:
            self._hold(chat, (until - self._clock()).total_seconds())

    def begin(self, quiet: float, alerts: Iterable[tuple[int, float]], any_replies: bool) -> None:
        """Count what the process before this one sent; see `RateLimits.begin`."""
        self._rate_limits.begin(self._ticking(), quiet, alerts, any_replies)

    @property
    def is_held(self) -> bool:
        """Whether Telegram takes no messages at all for now."""
        return self._rate_limits.held_until > self._ticking()

    def spent(self) -> Collection[ChatId]:
        """The chats that must wait before they are written to again."""
        return self._rate_limits.spent(self._ticking())

    def ready_in(self) -> float | None:
        """Seconds until the first of these chats need not wait any longer; None where no chat waits."""
        now = self._ticking()
        ready = self._rate_limits.next_ready(now)
        return None if ready is None else ready - now

    async def initialize(self) -> None:
        """Let calls pass."""
        self._is_closed = False

    async def shutdown(self) -> None:
        """Let no more messages pass, and cancel the calls that wait: none of these was sent."""
        self._is_closed = True
        if self._timer is not None:
            self._timer.cancel()
        for future in list(self._waiting):
            future.cancel()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Broadcast | None,
    ) -> Any:
        """Make the call when its turn has come, and never wait after it; see `BaseRateLimiter`."""
        chat, sent = data.get("chat_id"), None
        is_message = endpoint.startswith(SENDING) and endpoint not in NO_MESSAGE
        if is_message:
            sent = await self._turn(chat, rate_limit_args is not None)
        else:
            await self._wait_for((endpoint, chat))
        if rate_limit_args is not None:
            rate_limit_args.begin()
        is_answered = True
        try:
            with self.calls.noted(endpoint):
                result = await callback(*args, **kwargs)
        except RetryAfter as error:
            if is_message:
                await self._heed(chat, error)
            else:
                self.calls.note_wait("method", seconds_of(error))
                if not endpoint.startswith(OF_ITS_OWN):
                    self._hold_method((endpoint, chat), seconds_of(error))
            raise
        except BaseException as error:
            is_answered = is_answer(error)
            raise
        finally:
            if sent is not None:
                self._arrived(sent, is_answered)
        if sent is not None:
            self._refusals.taken()
        return result

    async def _wait_for(self, kind: Kind) -> None:
        """Wait until neither everything nor calls of this kind are held; a hold may grow meanwhile.

        Raises RetryAfter for an answer that would come too late then.
        """
        held_until = max(self._rate_limits.held_until, self._method_holds.get(kind, NEVER))
        wait = held_until - self._ticking()
        if wait <= 0:
            self._method_holds.pop(kind, None)
            return
        if kind[0].startswith(AT_ONCE_OR_NEVER):
            raise RetryAfter(math.ceil(wait))
        await asyncio.sleep(wait)
        await self._wait_for(kind)

    def _hold_method(self, kind: Kind, seconds: float) -> None:
        log.warning("Telegram asks to wait for %s s with %s", seconds, kind[0])
        self._method_holds.pop(kind, None)
        self._method_holds[kind] = self._ticking() + seconds
        while len(self._method_holds) > MOST_METHOD_HOLDS:
            del self._method_holds[next(iter(self._method_holds))]

    async def _turn(self, chat: ChatId | None, is_broadcast: bool) -> Sent | None:
        if self._is_closed:
            raise asyncio.CancelledError
        now = self._ticking()
        if (
            not self._waiting
            and max(self._rate_limits.ready_at(is_broadcast), self._rate_limits.chat_ready_at(chat, is_broadcast))
            <= now
        ):
            return self._rate_limits.take(chat, now, is_broadcast)
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        ticket = Ticket(chat, is_broadcast, partial(_grant, future))
        self._waiting.add(future)
        self._queue.add(ticket, now)
        self._grant_ready()
        try:
            await future
        finally:
            ticket.withdraw()
            self._waiting.discard(future)
        return ticket.sent

    def _arrived(self, sent: Sent, is_answered: bool) -> None:
        self._rate_limits.arrived(sent, self._ticking(), is_answered)
        if self._waiting:
            self._grant_ready()

    def _grant_ready(self) -> None:
        """Let each call go whose turn has come, and set a timer for the next one."""
        now = self._ticking()
        while (ticket := self._queue.next(now)) is not None:
            ticket.go()
        if self._timer is not None:
            self._timer.cancel()
        ready = self._queue.ready_at()
        self._timer = (
            None if ready is None else asyncio.get_running_loop().call_later(max(0.0, ready - now), self._grant_ready)
        )

    async def _heed(self, chat: ChatId | None, error: RetryAfter) -> None:
        after = seconds_of(error)
        is_whole = self._refusals.refused(chat, self._ticking())
        meant = None if is_whole else chat
        self.calls.note_wait("everything" if is_whole else "chat", after)
        log.warning("Telegram asks to wait for %s s, %s", after, "with everything" if is_whole else "with one chat")
        self._hold(meant, after)
        if isinstance(meant, str):
            return  # the name of a public chat, which the store does not know and the bot never writes to
        try:
            await self._keep(meant, self._clock() + timedelta(seconds=after))
        except Exception:
            log.exception("a hold could not be written down; it lasts until a restart at most")

    def _hold(self, chat: ChatId | None, seconds: float) -> None:
        until = self._ticking() + seconds
        if chat is None:
            self._rate_limits.hold_all(until)
        else:
            self._rate_limits.hold(chat, until)


def _grant(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


SHORTEST_HOLD = 1.0
"""Telegram counts in whole seconds."""


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait: the library is on its way from numbers to durations."""
    after = error.retry_after
    return max(SHORTEST_HOLD, after.total_seconds() if isinstance(after, timedelta) else float(after))
