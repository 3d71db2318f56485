"""Receiving: what Telegram delivers is written down first, then handled, and marked as handled after that.

python-telegram-bot's own poller confirms updates to Telegram before they are handled, and a process that is killed in
between loses them. This one keeps the library's application and handlers, and asks for the next updates only when the
last ones are in the store; what was not handled before a stop is handled after the next start.
"""

import asyncio
import inspect
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from telegram import (
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberOwner,
    ChatMemberRestricted,
    Update,
)
from telegram.error import Conflict, EndPointNotFound, InvalidToken, TelegramError
from telegram.ext import Application

from bot.core import pace
from bot.core.rival import Rival
from bot.deliver import Undelivered
from bot.telegram_api import call
from storage import Store
from storage.database import is_passing_trouble

log = logging.getLogger(__name__)

POLL_SECONDS = 25
READ_SECONDS = 10
ALLOWED = [Update.MESSAGE, Update.CHANNEL_POST, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER, Update.INLINE_QUERY]
MOST_ATTEMPTS = 3
LONGEST_WAIT = 60.0
LONGEST_WAIT_FOR_RIVAL = 5.0
"""Whether another copy is still there is soon known."""

LARGEST_NUMBER = (1 << 63) - 1
"""Of an update: no database takes a larger one."""

GRACE_SECONDS = 1.0
FORGET_EVERY = timedelta(hours=6)
QUIET = timedelta(days=1)
"""After a quiet day the offset is forgotten: Telegram may number updates anew after a quiet week."""

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Place = tuple[str, int] | None
"""A chat, or a person who types inline. (A private chat has its person's number.)"""


class AnotherCopy(Exception):
    """Another copy of the bot fetches the updates, or a webhook takes them, and that does not end."""


class Receiver:
    """Fetches updates and has them handled: one after the other within a chat, side by side across chats.

    However many chats wait for Telegram or for a site, no other one waits for them; what a person types inline, in
    whichever chat, waits for none of them either. `take_up` is told the number of each update that an earlier process
    may have begun with, `forget` that of each that is done with.
    """

    def __init__(
        self,
        application: AnyApplication,
        store: Store,
        clock: Callable[[], datetime],
        apologise: Callable[[Update], Awaitable[None]],
        take_up: Callable[[int], None],
        forget: Callable[[int], None],
    ) -> None:
        self._application = application
        self._store = store
        self._clock = clock
        self._apologise = apologise
        self._take_up = take_up
        self._forget = forget
        self._queues: dict[Place, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._errors: dict[int, Exception] = {}
        self._forgot_at: datetime | None = None
        self._is_stopping = False
        application.add_error_handler(self._note_error)

    async def run(self) -> None:
        """Receive for ever.

        Raises InvalidToken where Telegram no longer takes the token, and AnotherCopy where another one receives too.
        """
        offset: int | None = None
        rival = Rival(self._clock())
        resumed, heard_at, failures = False, self._clock(), 0
        while True:
            try:
                if not resumed:
                    await self._resume()
                    resumed = True
                numbers = await self._fetch(offset)
                failures = 0
            except Exception as error:
                if isinstance(error, InvalidToken | EndPointNotFound):  # how the library tells a 401 or a 404
                    await self._check_token()
                failures += 1
                _report(error, failures)
                is_rival = isinstance(error, Conflict)
                if is_rival and rival.met(self._clock()):
                    raise AnotherCopy(str(error)) from None
                longest = LONGEST_WAIT_FOR_RIVAL if is_rival else LONGEST_WAIT
                await asyncio.sleep(pace.growing(failures, 1.0, longest))
                continue
            if numbers:
                offset, heard_at = max(numbers) + 1, self._clock()
            elif self._clock() - heard_at > QUIET:
                offset = None

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

    async def _resume(self) -> None:
        """Take up what was delivered and not handled before the last stop."""
        for number, body in await self._store.updates.unhandled():
            self._take_up(number)
            await self._take(number, json.loads(body))

    async def _fetch(self, offset: int | None) -> list[int]:
        """Fetch what is new and write it down; returns the numbers of what was fetched.

        It is fetched as plain JSON: an update that the library cannot read must not keep the others away.
        """
        answer = await call(
            self._application.bot,
            "getUpdates",
            read_timeout=POLL_SECONDS + READ_SECONDS,
            offset=offset,
            timeout=POLL_SECONDS,
            allowed_updates=ALLOWED,
        )
        fetched = {each["update_id"]: each for each in answer if isinstance(each, dict) and _has_number(each)}
        if answer and not fetched:
            raise TelegramError("updates without numbers")
        now = self._clock()
        if fetched:
            bodies = [(number, json.dumps(fetched[number])) for number in sorted(fetched)]
            for number in await self._store.updates.keep(bodies, now):
                await self._take(number, fetched[number])
        if self._forgot_at is None or now - self._forgot_at > FORGET_EVERY:
            self._forgot_at = now
            await self._store.updates.forget_old(now)
        return list(fetched)

    async def _take(self, number: int, body: dict[str, Any]) -> None:
        try:
            update = Update.de_json(completed(body), self._application.bot)
        except Exception:
            log.exception("update %s cannot be read", number)
            update = None
        if update is None or _place(update) is None:
            await self._mark_handled(number)
        else:
            self._dispatch(update)

    async def _check_token(self) -> None:
        """Telegram said that the token is none. Raises InvalidToken where it says so of the plainest question too."""
        try:
            await self._application.bot.get_me()
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("Telegram does not say whether the token is one: %s", error)

    def _dispatch(self, update: Update) -> None:
        place = _place(update)
        queue = self._queues.get(place)
        if queue is not None:
            queue.append(update)
            return
        self._queues[place] = deque([update])
        task = asyncio.create_task(self._drain(place))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, place: Place) -> None:
        queue = self._queues[place]
        while queue and not self._is_stopping:
            try:
                await self._handle(queue[0])
            except Exception:
                log.exception("update %s stays for the next start", queue[0].update_id)
            queue.popleft()
        del self._queues[place]

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
        self._forget(update.update_id)

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


def _place(update: Update) -> Place:
    """Where an update comes from; None where it comes from nowhere that anybody could be answered."""
    if update.inline_query is not None:
        return "inline", update.inline_query.from_user.id
    return None if update.effective_chat is None else ("chat", update.effective_chat.id)


def completed(body: dict[str, Any]) -> dict[str, Any]:
    """An update about the bot's own place, with what the library wants to know of it and a server may not tell.

    What it can do in a chat grows with each version of the Bot API; what a server does not know, it may not do.
    """
    change = body.get("my_chat_member")
    if not isinstance(change, dict):
        return body
    members = {name: _completed(change[name]) for name in ("old_chat_member", "new_chat_member") if name in change}
    return {**body, "my_chat_member": {**change, **members}}


def _completed(member: Any) -> Any:
    kind = _MEMBERS.get(str(member.get("status"))) if isinstance(member, dict) else None
    if kind is None:
        return member
    wanted = [name for name in inspect.signature(kind).parameters if name.startswith(("can_", "is_"))]
    return {**dict.fromkeys(wanted, False), "until_date": 0, **member}


_MEMBERS = {
    ChatMember.ADMINISTRATOR: ChatMemberAdministrator,
    ChatMember.OWNER: ChatMemberOwner,
    ChatMember.RESTRICTED: ChatMemberRestricted,
    ChatMember.BANNED: ChatMemberBanned,
}


def _has_number(update: dict[str, Any]) -> bool:
    number = update.get("update_id")
    return isinstance(number, int) and abs(number) <= LARGEST_NUMBER


def _report(error: Exception, failures: int) -> None:
    if isinstance(error, Conflict):
        log.error("another copy of this bot fetches the updates, or a webhook is set: stop one of the two (%s)", error)
    elif isinstance(error, TelegramError):
        log.warning("Telegram does not answer (attempt %s): %s", failures, error)
    else:
        log.exception("updates could not be written down")
