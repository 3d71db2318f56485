"""Settlement: the store learns what came of a delivery, as `bot.transport.errors` judges it."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import backoff, reach
from bot.core.delivery import Delivery, DeliveryState
from bot.delivery.attempt import MOST_COPIES
from bot.transport.errors import ChatGone, ChatMoved, Rejected, TopicGone, TryAgain, Unclear, Verdict
from bot.transport.send import Sent
from storage import Store
from storage.outbox.last_messages import Shown

log = logging.getLogger(__name__)

BEFORE_THE_LAST_COPY = 15 * 60.0
"""Seconds for which the last copy waits, while the rest of its chat goes on."""

Moved = Callable[[int, int], Awaitable[None]]
"""Is given the old number of a group and its new one."""


@dataclass(frozen=True, slots=True)
class Uncounted:
    """What it was to tell could not be read or counted: nothing was sent, and nothing is learnt of its chat."""

    why: str


class Settlement:
    """Settles deliveries.

    `moved` is called when a group turns out to have another number, `on_alert` when an alert was sent.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], moved: Moved, on_alert: Callable[[], None]) -> None:
        self._store = store
        self._clock = clock
        self._moved = moved
        self._on_alert = on_alert

    async def settle(self, delivery: Delivery, verdict: Sent | Verdict | Uncounted) -> None:
        """Store the outcome. Raises what the store raises."""
        now = self._clock()
        match verdict:
            case Sent():
                shown = _shown(delivery, verdict)
                await self._store.outbox.settle(delivery.rows, DeliveryState.SENT, now, shown=shown)
                for row, event in delivery.traces:
                    log.debug("an alert was sent", extra={"event": event, "row": row})
                self._on_alert()
                if delivery.refusals:
                    await self._store.chats.reached(delivery.chat_id)
            case Uncounted(why):
                await self._set_aside(delivery, why)
            case TryAgain(after, why, may_have_arrived):
                await self._try_again(delivery, after, why, may_have_arrived)
            case ChatGone(why):
                log.info("a chat is paused: %s", why, extra=_trace(delivery))
                await self._store.chats.pause(delivery.chat_id, why, now)
            case ChatMoved(to):
                await self._moved(delivery.chat_id, to)
            case TopicGone():
                until = now + timedelta(seconds=reach.closed_wait(delivery.attempts + 1))
                await self._store.outbox.close_topic(delivery.chat_id, delivery.thread, delivery.rows, until)
            case Unclear(why):
                await self._doubt(delivery, why)
            case Rejected(why):
                await self._refuse(delivery, why)

    async def _set_aside(self, delivery: Delivery, why: str) -> None:
        """Try it again by itself, for a day: the alerts of its chat need not wait for it."""
        if backoff.tried_for(delivery.attempts) >= backoff.LONG_TRIED:
            await self._refuse(delivery, f"not counted: {why}")
            return
        wait = timedelta(seconds=backoff.retry_send(delivery.attempts + 1))
        await self._store.outbox.reschedule(delivery.rows, self._clock() + wait)

    async def _refuse(self, delivery: Delivery, why: str) -> None:
        log.error("Telegram refuses outbox row %s: %s", delivery.rows[0], why, extra=_trace(delivery))
        await self._store.outbox.settle(delivery.rows, DeliveryState.REFUSED, self._clock(), note=why)
        await self.tell_operator("refused", why)

    async def _doubt(self, delivery: Delivery, why: str) -> None:
        """Postpone a message that was refused in unknown words; pause its chat where it refuses one after the other."""
        if reach.is_the_message(delivery.attempts, delivery.refusals):
            await self._refuse(delivery, why)
            return
        trace = _trace(delivery)
        log.warning("Telegram refuses outbox row %s in unknown words: %s", delivery.rows[0], why, extra=trace)
        now, chats = self._clock(), self._store.chats
        await self._store.reports.add(f"unclear:{why[:100]}", "unclear", {"reason": why}, now)
        await self._store.outbox.reschedule(
            delivery.rows, now + timedelta(seconds=reach.unclear_wait(delivery.attempts + 1))
        )
        # A repeated attempt with the same message says nothing new of its chat.
        if delivery.attempts == 0 and await chats.note_refusal(delivery.chat_id, now) >= reach.SEVERAL:
            await chats.pause(delivery.chat_id, why, now)

    async def _try_again(self, delivery: Delivery, after: float | None, why: str, may_have_arrived: bool) -> None:
        doubts = delivery.doubts + may_have_arrived
        if doubts >= MOST_COPIES:
            trace = _trace(delivery)
            log.error("outbox row %s was sent %s times, and no answer came", delivery.rows[0], doubts, extra=trace)
            await self._store.outbox.settle(delivery.rows, DeliveryState.SENT, self._clock(), note="no answer came")
            await self.tell_operator("unanswered", why)
            return
        log.debug("an alert is tried again later: %s", why, extra=_trace(delivery))
        now = self._clock()
        if doubts == MOST_COPIES - 1:
            # It has most likely arrived, so the rest of the chat need not wait for it.
            until = now + timedelta(seconds=BEFORE_THE_LAST_COPY)
            await self._store.outbox.reschedule(delivery.rows, until, may_have_arrived)
            return
        wait = backoff.retry_send(delivery.attempts + 1) if after is None else after
        until = now + timedelta(seconds=wait)
        await self._store.outbox.postpone(delivery.chat_id, delivery.rows, now, until, may_have_arrived)
        if backoff.tried_for(delivery.attempts + 1) >= backoff.LONG_TRIED:
            await self.tell_operator("undelivered", why)

    async def tell_operator(self, kind: str, why: str) -> None:
        """Report each kind of trouble once a day; the log has every case."""
        now = self._clock()
        await self._store.reports.add(f"{kind}:{now:%Y-%m-%d}", kind, {"reason": why}, now)


def _shown(delivery: Delivery, sent: Sent) -> Shown | None:
    """The message that the next one about its question answers; None where it tells of several, or has no number."""
    if sent.message_id is None or not delivery.is_about_one:
        return None
    return Shown(delivery.chat_id, sent.thread, sent.message_id)


def _trace(delivery: Delivery) -> dict[str, object]:
    """The fields by which the log follows the first event of a delivery."""
    row, event = next(iter(delivery.traces), (delivery.rows[0], ""))
    return {"row": row, "event": event}
