"""The courier: sends the deliveries of the outbox to Telegram, and the replies to commands.

A message is sent and then marked: a process killed between the two sends it again, and never loses it.
Each chat has at most one message under way, so that order is kept, and no chat waits for another.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from telegram import Bot
from telegram.error import TelegramError

from bot.core import backoff
from bot.core.delivery import Delivery
from bot.core.measures import MEASURES, SENDS, Measures
from bot.delivery.attempt import MOST_COPIES, outcome_of, patience_after, try_copy, try_once
from bot.delivery.pictures import NO_ALBUM, Album
from bot.delivery.render import one_message_of, render
from bot.delivery.settlement import Moved, Settlement, Uncounted
from bot.messages.message import Message
from bot.messages.phrases import phrases
from bot.transport.api import call
from bot.transport.errors import (
    NO_FILES,
    ChatGone,
    ChatMoved,
    Rejected,
    TopicGone,
    TryAgain,
    Unclear,
    Undelivered,
    Verdict,
    judge,
)
from bot.transport.rate_limiter import Broadcast, Limiter
from bot.transport.send import Place, Sent, content_of
from bot.worker import Wakeup, run_forever
from storage import Store
from storage.outbox.last_messages import Shown

log = logging.getLogger(__name__)

AT_ONCE = 64
"""Chats with a message under way at a time."""

LEAST_ROOM = 0.25
"""The part of `AT_ONCE` that is free before more is taken from the outbox: taking many costs little more than one."""

SLOW_SECONDS = 1.0
"""An answer that takes longer makes its chat a slow one, which leaves its place to another chat."""

MOST_SLOW = 256
"""Slow chats that may be under way beside the others at a time."""

SLOW_MARK_SECONDS = 0.25
"""Where marking a sent message takes longer, no other is sent meanwhile: a process that ended would repeat them."""

IDLE_SECONDS = 5.0
SHORTEST_IDLE = 0.05
TROUBLE_SECONDS = 5.0
FIRST_TROUBLE, LONGEST_TROUBLE = 0.1, 5.0
"""Seconds between two attempts to mark a message: a connection that was cut can be made anew at once."""

GRACE_SECONDS = 3.0
"""The time that a stop gives to the messages that are under way."""

MOST_REPLY_ATTEMPTS = 4
"""Attempts in a row to send a reply. The update is then handled again for some minutes, see `bot.core.handling`."""


def _trouble(error: Exception) -> float:
    log.error("the outbox cannot be read", exc_info=error)
    return TROUBLE_SECONDS


class Courier:
    """Sends what is in the outbox, and the replies to commands.

    `moved` is called when a group turns out to have another number (by default the store is told), `on_alert` when an
    alert was sent.
    """

    def __init__(
        self,
        bot: Bot,
        store: Store,
        limiter: Limiter,
        clock: Callable[[], datetime],
        moved: Moved | None = None,
        on_alert: Callable[[], None] = lambda: None,
        measures: Measures = MEASURES,
        album: Album = NO_ALBUM,
    ) -> None:
        self._album = album
        self._measures = measures
        self.sent_at: datetime | None = None
        """When Telegram last took a message; None where it has not yet."""

        self._bot = bot
        self._store = store
        self._limiter = limiter
        self._clock = clock
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._begun: dict[int, asyncio.TimerHandle] = {}
        self._slow: set[int] = set()
        self._unmarked: set[int] = set()
        self._wakeup = Wakeup()
        self._moved = moved or self._move
        self._settlement = Settlement(store, clock, self._moved, on_alert)

    async def _move(self, old: int, new: int) -> None:
        await self._store.chats.move(old, new, self._clock())

    def wake(self) -> None:
        """Tell the courier that something is due in the outbox."""
        self._wakeup.ring()

    async def run(self) -> None:
        """Send each delivery that is due, for ever."""
        await run_forever(self._start_or_idle, _trouble, self._wakeup)

    async def stop(self, seconds: float = GRACE_SECONDS) -> None:
        """Let the messages under way arrive, for so many seconds; the others are sent after the next start."""
        for chat_id in list(self._under_way):
            self.reconsider(chat_id)
        tasks = list(self._under_way.values())
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def reply(
        self,
        chat_id: int,
        message: Message,
        thread: int | None = None,
        reply_to: int | None = None,
        most_attempts: int = MOST_REPLY_ATTEMPTS,
    ) -> bool:
        """Answer a command, trying again as Telegram asks. Returns whether the answer arrived, as far as is known.

        Without `reply_to`, a message about one question answers the chat's last one about it. Raises Undelivered after
        `most_attempts` in vain. A chat that is gone, or a refusal, gives False.
        """
        if reply_to is None and message.question is not None:
            reply_to = await self._store.last_messages.of(chat_id, message.question, thread)
        place, last, unanswered = Place(thread, reply_to), "", 0
        for attempt in range(1, most_attempts + 1):
            verdict = await try_copy(self._bot, chat_id, message, place, unanswered, self._album)
            self._count("reply", verdict)
            match verdict:
                case Sent():
                    await self._remember(chat_id, message, verdict)
                    return True
                case TryAgain(after, last, may_have_arrived):
                    unanswered += may_have_arrived
                    if unanswered >= MOST_COPIES:
                        log.error("a reply was sent %s times, and no answer came", unanswered)
                        await self._settlement.tell_operator("unanswered", last)
                        return True
                    place = replace(place, patience=patience_after(unanswered))
                    if attempt < most_attempts:
                        await asyncio.sleep(backoff.retry_send(attempt) if after is None else after)
                case ChatGone(why):
                    log.info("no reply to a chat that is gone: %s", why)
                    await self._store.chats.pause(chat_id, why, self._clock())
                    return False
                case ChatMoved(to):
                    await self._moved(chat_id, to)
                    chat_id, place = to, replace(place, reply_to=None)
                case TopicGone():
                    if place.thread is None:
                        log.info("no reply in a forum whose general topic is closed")
                        return False
                    place = replace(place, thread=None, reply_to=None)
                case Rejected(why) | Unclear(why):
                    log.error("Telegram refuses a reply: %s", why)
                    if not NO_FILES.search(why):  # a group may choose to take none
                        await self._settlement.tell_operator("refused", why)
                    return False
        raise Undelivered(f"{content_of(message, '')[0]}: {last or 'no answer'} ({most_attempts} attempts)")

    async def _remember(self, chat_id: int, message: Message, sent: Sent) -> None:
        """Remember a reply about a question, which the next message about that answers. It arrived, whatever comes."""
        if message.question is None or sent.message_id is None:
            return
        try:
            await self._store.last_messages.note(Shown(chat_id, sent.thread, sent.message_id), message.question)
        except Exception:
            log.exception("the next message about a question will not answer this one")

    async def knock(self, chat_id: int) -> None:
        """Check whether a chat that was out of reach can be written to again, without sending a message."""
        verdict: Verdict | None = None
        try:
            await call(self._bot, "sendChatAction", chat_id=chat_id, action="typing")
        except TelegramError as error:
            verdict = judge(error)
        match verdict:
            case ChatGone(why) | Unclear(why) | Rejected(why):
                await self._store.chats.refuse_again(chat_id, why, self._clock())
            case ChatMoved(to):
                await self._moved(chat_id, to)
            case None | TopicGone():
                await self._store.chats.wake(chat_id)
                self.wake()
            case TryAgain():
                log.debug("nothing was learnt of a chat that is out of reach: %s", verdict.why)

    async def _start_or_idle(self) -> float:
        free = AT_ONCE - (len(self._under_way) - len(self._slow))
        if free < max(1.0, LEAST_ROOM * AT_ONCE):
            return IDLE_SECONDS  # the end of a delivery wakes it
        return 0.0 if await self._start_due(free) else await self._idle_time()

    async def _start_due(self, free: int) -> int:
        if self._limiter.is_held or self._unmarked:
            return 0
        busy = {*self._under_way, *self._limiter.spent()}
        deliveries = await self._store.outbox.due(self._clock(), busy, free)
        for delivery in deliveries:
            task = asyncio.create_task(self._deliver(delivery))
            self._under_way[delivery.chat_id] = task
            task.add_done_callback(partial(self._ended, delivery.chat_id))
        return len(deliveries)

    def _ended(self, chat_id: int, _task: asyncio.Task[None]) -> None:
        del self._under_way[chat_id]
        self._note_answer(chat_id)
        self._begun.pop(chat_id, None)
        self._wakeup.ring()

    def reconsider(self, chat_id: int) -> None:
        """Take back a message that only waits for its turn: it is chosen anew, by what the chat wants now."""
        if chat_id in self._under_way and chat_id not in self._begun:
            self._under_way[chat_id].cancel()

    def reconsider_all(self) -> None:
        """Take back every message that only waits for its turn."""
        for each in list(self._under_way):
            self.reconsider(each)

    def _begin(self, chat_id: int) -> None:
        """Note that the turn of a chat's message has come."""
        if chat_id not in self._begun:
            slow = partial(self._note_slow, chat_id)
            self._begun[chat_id] = asyncio.get_running_loop().call_later(SLOW_SECONDS, slow)

    def _note_answer(self, chat_id: int) -> None:
        """Note that Telegram has answered. Marking the message may still take time, and counts against AT_ONCE."""
        if chat_id in self._begun:
            self._begun[chat_id].cancel()
        self._slow.discard(chat_id)

    def _note_slow(self, chat_id: int) -> None:
        if len(self._slow) < MOST_SLOW:
            self._slow.add(chat_id)
            self._wakeup.ring()

    async def _idle_time(self) -> float:
        now = self._clock()
        held = await self._store.outbox.next_held(now)
        waits = [None if held is None else (held - now).total_seconds(), self._limiter.ready_in(), IDLE_SECONDS]
        return max(SHORTEST_IDLE, min(wait for wait in waits if wait is not None))

    async def _deliver(self, delivery: Delivery) -> None:
        verdict: Sent | Verdict
        try:
            delivery = await self._store.bulletin_contents.filled(delivery, self._clock())
        except Exception as error:
            log.exception("outbox row %s cannot be counted for now", delivery.rows[0])
            await self._settle_at_last(delivery, Uncounted(type(error).__name__))
            return
        try:
            delivery = one_message_of(delivery)
            message = render(delivery, self._clock(), self._bot.username)
        except Exception as error:
            log.exception("outbox row %s cannot be put into words", delivery.rows[0])
            verdict = Rejected(f"not rendered: {type(error).__name__}")
        else:
            verdict = await self._try_delivery(delivery, message)
        self._note_answer(delivery.chat_id)
        self._count("alert", verdict)
        await self._settle_at_last(delivery, verdict)

    def _count(self, message: str, verdict: Sent | Verdict) -> None:
        self._measures.count(SENDS, message, outcome_of(verdict))
        if isinstance(verdict, Sent):
            self.sent_at = self._clock()

    async def _try_delivery(self, delivery: Delivery, message: Message) -> Sent | Verdict:
        broadcast, patience = Broadcast(partial(self._begin, delivery.chat_id)), patience_after(delivery.doubts)
        place = Place(delivery.thread, delivery.reply_to, delivery.silent, broadcast, patience)
        try:
            verdict = await try_copy(self._bot, delivery.chat_id, message, place, delivery.doubts, self._album)
            if isinstance(verdict, TopicGone) and delivery.thread is not None:
                verdict = await self._try_elsewhere(delivery, message, place, verdict.is_closed)
            return verdict
        except Exception as error:
            log.exception("outbox row %s could not be sent", delivery.rows[0])
            return TryAgain(why=type(error).__name__)

    async def _try_elsewhere(
        self, delivery: Delivery, message: Message, place: Place, is_closed: bool
    ) -> Sent | Verdict:
        """Send an alert to the general topic where its own is closed; say why, once, where its own is gone for good."""
        place, thread = replace(place, thread=None, reply_to=None), delivery.thread
        if thread is not None and not is_closed:
            why = Message(phrases(delivery.language).say("topic-gone"))
            verdict = await try_once(self._bot, delivery.chat_id, why, place)
            if not isinstance(verdict, Sent):
                return verdict
            await self._store.follows.leave_topic(delivery.chat_id, thread)
        return await try_once(self._bot, delivery.chat_id, message, place, self._album)

    async def _settle_at_last(self, delivery: Delivery, verdict: Sent | Verdict | Uncounted) -> None:
        """Settle, for as long as it takes: a message that was sent and is not marked would be sent again and again."""
        attempt = 0
        slow = asyncio.get_running_loop().call_later(SLOW_MARK_SECONDS, partial(self._note_unmarked, delivery.chat_id))
        try:
            while True:
                try:
                    return await self._settlement.settle(delivery, verdict)
                except Exception:
                    attempt += 1
                    log.exception("outbox row %s cannot be marked (attempt %s)", delivery.rows[0], attempt)
                    await asyncio.sleep(backoff.growing(attempt, FIRST_TROUBLE, LONGEST_TROUBLE))
        finally:
            slow.cancel()
            self._unmarked.discard(delivery.chat_id)

    def _note_unmarked(self, chat_id: int) -> None:
        """Hold what was not sent yet: the store is slow, or cannot be written at all."""
        self._unmarked.add(chat_id)
        self.reconsider_all()
