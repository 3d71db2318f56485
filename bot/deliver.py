"""Delivery: drain the outbox to Telegram, and settle every row. What an error means is a pure decision: `judge`.

A message is sent and then marked: a process killed between the two sends it again, and never loses it.
Each chat has at most one message under way, so that order is kept, and no chat waits for another.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.alarm import Alarm
from bot.chat_picker import keyboard_below
from bot.core import pace
from bot.limiter import Broadcast, Limiter, seconds_of
from bot.messages.message import Keyboard, Message
from bot.messages.phrases import phrases
from bot.rendering import one_message_of, render
from bot.telegram_api import call
from storage import Store
from storage.parcels import Parcel

log = logging.getLogger(__name__)

AT_ONCE = 64
"""Chats that are written to at a time."""

SLOW_SECONDS = 1.0
MOST_SLOW = 256
"""Chats for which Telegram takes longer than that, beside the others, who must not wait for them."""

IDLE_SECONDS = 5.0
SHORTEST_IDLE = 0.05
TROUBLE_SECONDS = 5.0
LONGEST_TROUBLE = 60.0
GRACE_SECONDS = 3.0
"""How long a stop waits for the messages that are under way."""

MOST_REPLY_ATTEMPTS = 6


@dataclass(frozen=True, slots=True)
class TryAgain:
    """It may work later: after so many seconds where Telegram said so, else after a growing wait."""

    after: float | None = None
    why: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class ChatGone:
    """The chat cannot be written to, until it is heard of again."""

    why: str


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """The group became a supergroup with another id."""

    to: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram does not take this message."""

    why: str


@dataclass(frozen=True, slots=True)
class TopicGone:
    """The topic cannot be written to: it was deleted, or `is_closed`. The general one is the next best place."""

    is_closed: bool


Verdict = TryAgain | ChatGone | ChatMoved | TopicGone | Refused

_GONE = re.compile(
    r"chat not found|user not found|peer_id_invalid|user_deactivated|user is deactivated|group chat was deactivated"
    r"|chat_write_forbidden|chat_restricted|chat_send_plain_forbidden|have no rights to send|not enough rights"
    r"|need administrator rights|bot is not a member|bot was kicked|channel_private|chat_admin_required|topic_closed",
    re.IGNORECASE,
)
_NO_FILES = re.compile(r"chat_send_docs_forbidden|rights to send (a )?documents?", re.IGNORECASE)
"""A group that takes words and no files is not gone."""

_TOPIC = re.compile(r"thread not found|topic_closed|topic_deleted|topic_id_invalid", re.IGNORECASE)


def judge(error: TelegramError, in_topic: bool = False) -> Verdict:
    """What an error of Telegram's means for the message and for its chat; docs/telegram-errors.md has them all.

    Unknown errors lose nothing.
    """
    if in_topic and (found := _TOPIC.search(error.message)):
        return TopicGone(is_closed="closed" in found[0].lower())
    match error:
        case RetryAfter():
            return TryAgain(seconds_of(error), error.message)
        case ChatMigrated(new_chat_id=int(to)):
            return ChatMoved(to)
        case Forbidden():
            return ChatGone(error.message)
        case BadRequest():
            is_gone = _GONE.search(error.message) and not _NO_FILES.search(error.message)
            return ChatGone(error.message) if is_gone else Refused(error.message)
        case _:
            return TryAgain(why=f"{type(error).__name__}: {error.message}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how a message is sent: the topic of a forum, the message that it answers, with or without a sound.

    A `broadcast` waits until nobody waits for a reply.
    """

    thread: int | None = None
    reply_to: int | None = None
    silent: bool = False
    broadcast: Broadcast | None = None


ANYWHERE = Place()


async def send(bot: Bot, chat_id: int, message: Message, place: Place = ANYWHERE) -> None:
    """Send one message. Raises TelegramError as Telegram answers."""
    keyboard = markup(message.buttons) or keyboard_below(message.below)
    await _send(bot, chat_id, message, str(message.html), place, parse_mode=ParseMode.HTML, reply_markup=keyboard)


async def send_plain(bot: Bot, chat_id: int, message: Message, place: Place, with_buttons: bool) -> None:
    """Send what a message says without anything that Telegram could refuse to parse."""
    keyboard = (markup(message.buttons) or keyboard_below(message.below)) if with_buttons else None
    await _send(bot, chat_id, message, message.plain, place, reply_markup=keyboard)


async def _send(bot: Bot, chat_id: int, message: Message, text: str, place: Place, **more: Any) -> None:
    method, content = _content(message, text)
    await call(
        bot,
        method,
        broadcast=place.broadcast,
        chat_id=chat_id,
        message_thread_id=place.thread,
        reply_parameters=_answering(place.reply_to),
        disable_notification=place.silent or None,
        **content,
        **more,
    )


def _content(message: Message, text: str) -> tuple[str, dict[str, Any]]:
    """The method that sends such a message, and what it is given."""
    if message.attachment is None:
        return "sendMessage", {"text": text, "link_preview_options": LinkPreviewOptions(is_disabled=True)}
    file = InputFile(message.attachment.content, message.attachment.name)
    return "sendDocument", {"caption": text, "document": file}


def markup(buttons: Keyboard) -> InlineKeyboardMarkup | None:
    """An inline keyboard as Telegram takes it."""
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    button.text,
                    callback_data=button.callback,
                    url=button.url,
                    switch_inline_query_current_chat=button.search,
                )
                for button in row
            ]
            for row in buttons
        ]
    )


def _answering(message_id: int | None) -> ReplyParameters | None:
    return None if message_id is None else ReplyParameters(message_id, allow_sending_without_reply=True)


class Undelivered(Exception):
    """A reply could not be sent for now."""


class Courier:
    """Sends what is in the outbox, and the replies to commands."""

    def __init__(self, bot: Bot, store: Store, limiter: Limiter, clock: Callable[[], datetime]) -> None:
        self._bot = bot
        self._store = store
        self._limiter = limiter
        self._clock = clock
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._begun: dict[int, asyncio.TimerHandle] = {}
        self._slow: set[int] = set()
        self._alarm = Alarm()
        self.moved: Callable[[int, int], Awaitable[None]] = store.chats.move
        """What is done when a group turns out to have another number."""

    def wake(self) -> None:
        """There is something in the outbox."""
        self._alarm.ring()

    async def run(self) -> None:
        """Deliver whatever is due, for ever."""
        while True:
            self._alarm.reset()
            try:
                started = await self._start_due()
                wait = 0.0 if started else await self._idle_time()
            except Exception:
                log.exception("the outbox cannot be read")
                started, wait = 0, TROUBLE_SECONDS
            if not started:
                await self._alarm.wait(wait)

    async def stop(self) -> None:
        """Let the messages under way arrive, for a few seconds; what did not is sent after the next start."""
        for chat_id in list(self._under_way):
            self.reconsider(chat_id)
        tasks = list(self._under_way.values())
        if tasks:
            await asyncio.wait(tasks, timeout=GRACE_SECONDS)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def reply(
        self, chat_id: int, message: Message, thread: int | None = None, reply_to: int | None = None
    ) -> bool:
        """Answer a command, trying again as Telegram asks. Tells whether the answer arrived.

        Raises Undelivered after several attempts in vain. A chat that is gone, or a refusal, ends it quietly.
        """
        place = Place(thread, reply_to)
        for attempt in range(1, MOST_REPLY_ATTEMPTS + 1):
            verdict = await self._try(chat_id, message, place)
            match verdict:
                case None:
                    return True
                case TryAgain(after):
                    if attempt < MOST_REPLY_ATTEMPTS:
                        await asyncio.sleep(pace.retry_send(attempt) if after is None else after)
                case ChatGone(why):
                    log.info("no reply to a chat that is gone: %s", why)
                    await self._store.chats.pause(chat_id, why, self._clock())
                    return False
                case ChatMoved(to):
                    await self.moved(chat_id, to)
                    chat_id, place = to, replace(place, reply_to=None)
                case TopicGone():
                    place = replace(place, thread=None)
                case Refused(why):
                    log.error("Telegram refuses a reply: %s", why)
                    if not _NO_FILES.search(why):  # that is the group's own choice
                        await self._tell_operator("refused", why)
                    return False
        raise Undelivered(f"{MOST_REPLY_ATTEMPTS} attempts in vain")

    async def _start_due(self) -> int:
        free = AT_ONCE - (len(self._under_way) - len(self._slow))
        if free <= 0 or self._limiter.is_held:
            return 0
        busy = {*self._under_way, *self._limiter.spent()}
        parcels = await self._store.outbox.due(self._clock(), busy, free)
        for parcel in parcels:
            task = asyncio.create_task(self._deliver(parcel))
            self._under_way[parcel.chat_id] = task
            task.add_done_callback(partial(self._ended, parcel.chat_id))
        return len(parcels)

    def _ended(self, chat_id: int, _task: asyncio.Task[None]) -> None:
        del self._under_way[chat_id]
        self._note_answer(chat_id)
        self._begun.pop(chat_id, None)
        self._alarm.ring()

    def reconsider(self, chat_id: int) -> None:
        """The chat changed its mind: what only waits for its turn is chosen anew, if it is still to be told at all."""
        if chat_id in self._under_way and chat_id not in self._begun:
            self._under_way[chat_id].cancel()

    def _begin(self, chat_id: int) -> None:
        """The turn of a chat's message has come."""
        if chat_id not in self._begun:
            slow = partial(self._note_slow, chat_id)
            self._begun[chat_id] = asyncio.get_running_loop().call_later(SLOW_SECONDS, slow)

    def _note_answer(self, chat_id: int) -> None:
        """Telegram takes no time for this chat any more. To mark what was sent may, and that takes its place."""
        if chat_id in self._begun:
            self._begun[chat_id].cancel()
        self._slow.discard(chat_id)

    def _note_slow(self, chat_id: int) -> None:
        if len(self._slow) < MOST_SLOW:
            self._slow.add(chat_id)
            self._alarm.ring()

    async def _idle_time(self) -> float:
        now = self._clock()
        held = await self._store.outbox.next_held(now)
        waits = [None if held is None else (held - now).total_seconds(), self._limiter.ready_in(), IDLE_SECONDS]
        return max(SHORTEST_IDLE, min(wait for wait in waits if wait is not None))

    async def _deliver(self, parcel: Parcel) -> None:
        verdict: Verdict | None
        try:
            parcel = one_message_of(parcel)
            message = render(parcel, self._clock(), self._bot.username)
        except Exception as error:
            log.exception("outbox row %s cannot be put into words", parcel.rows[0])
            verdict = Refused(f"not rendered: {type(error).__name__}")
        else:
            verdict = await self._try_parcel(parcel, message)
        self._note_answer(parcel.chat_id)
        await self._settle_at_last(parcel, verdict)

    async def _try_parcel(self, parcel: Parcel, message: Message) -> Verdict | None:
        place = Place(parcel.thread, silent=parcel.silent, broadcast=Broadcast(partial(self._begin, parcel.chat_id)))
        try:
            verdict = await self._try(parcel.chat_id, message, place)
            if isinstance(verdict, TopicGone):
                verdict = await self._try_elsewhere(parcel, message, place, verdict.is_closed)
            return verdict
        except Exception as error:
            log.exception("outbox row %s could not be sent", parcel.rows[0])
            return TryAgain(why=type(error).__name__)

    async def _try_elsewhere(self, parcel: Parcel, message: Message, place: Place, is_closed: bool) -> Verdict | None:
        """Tell in the general topic what cannot be told in its own; say why, once, where that one is gone for good."""
        place = replace(place, thread=None)
        if parcel.thread is not None and not is_closed:
            why = Message(phrases(parcel.language).say("topic-gone"))
            if verdict := await self._try(parcel.chat_id, why, place):
                return verdict
            await self._store.follows.leave_topic(parcel.chat_id, parcel.thread)
        return await self._try(parcel.chat_id, message, place)

    async def _settle_at_last(self, parcel: Parcel, verdict: Verdict | None) -> None:
        """Settle, for as long as it takes: what was sent and is not marked must not be sent again and again."""
        attempt = 0
        while True:
            try:
                return await self._settle(parcel, verdict)
            except Exception:
                attempt += 1
                log.exception("outbox row %s cannot be marked (attempt %s)", parcel.rows[0], attempt)
                await asyncio.sleep(pace.growing(attempt, 1.0, LONGEST_TROUBLE))

    async def _try(self, chat_id: int, message: Message, place: Place) -> Verdict | None:
        """Send; what Telegram refuses is sent again as plain text. None where it arrived."""
        try:
            await send(self._bot, chat_id, message, place)
        except TelegramError as error:
            verdict = judge(error, in_topic=place.thread is not None)
            if not isinstance(verdict, Refused):
                return verdict
            log.warning("Telegram refuses a message, which is sent as plain text: %s", verdict.why)
        else:
            return None
        try:
            await send_plain(self._bot, chat_id, message, place, "button" not in verdict.why.lower())
        except TelegramError as error:
            return judge(error)
        return None

    async def _settle(self, parcel: Parcel, verdict: Verdict | None) -> None:
        now = self._clock()
        match verdict:
            case None:
                await self._store.outbox.settle(parcel.rows, "sent", now)
            case TryAgain(after, why):
                await self._postpone(parcel, after)
                if pace.tried_for(parcel.attempts + 1) >= pace.LONG_TRIED:
                    await self._tell_operator("undelivered", why)
            case ChatGone(why):
                log.info("a chat is paused: %s", why)
                await self._store.chats.pause(parcel.chat_id, why, now)
            case ChatMoved(to):
                await self.moved(parcel.chat_id, to)
            case TopicGone():
                await self._postpone(parcel, None)
            case Refused(why):
                log.error("Telegram refuses outbox row %s: %s", parcel.rows[0], why)
                await self._store.outbox.settle(parcel.rows, "refused", now, note=why)
                await self._tell_operator("refused", why)

    async def _postpone(self, parcel: Parcel, after: float | None) -> None:
        wait = pace.retry_send(parcel.attempts + 1) if after is None else after
        now = self._clock()
        await self._store.outbox.postpone(parcel.chat_id, parcel.rows, now, now + timedelta(seconds=wait))

    async def _tell_operator(self, kind: str, why: str) -> None:
        """Of each kind of trouble once a day; the log has every case."""
        now = self._clock()
        await self._store.reports.add(f"{kind}:{now:%Y-%m-%d}", kind, {"reason": why}, now)
